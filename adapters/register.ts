import { shanghaiDate } from '../bot/calendar.js';
import type { Database } from '../knowledge/connection.js';
import { openDatabase } from '../knowledge/database.js';
import { logDecision } from '../knowledge/decisions.js';
import { inPlace } from '../knowledge/places.js';
import { notePublished } from '../knowledge/published.js';
import { type RegisterEntry, readRegister } from '../knowledge/register.js';
import { takeOut } from '../knowledge/register-entries.js';
import { syncRegister } from '../knowledge/register-sync.js';
import { nextRevision } from '../knowledge/revision.js';
import { UserError } from '../knowledge/types.js';
import { type Call, isDate } from './call.js';
import { registerDue } from './register-due.js';
import { registerImport } from './register-import.js';
import { registerOwing } from './register-owing.js';
import { entryCalled, whomOf, yearOf } from './register-scope.js';
import { REGISTER_WORDING as WORDING } from './register-wording.js';
import { saidBy } from './said-by.js';

/** One subcommand of `register`, on a register that holds every office with a stored report. */
export interface RegisterCall {
  readonly call: Call;
  /** Without the subcommand. */
  readonly rest: readonly string[];
  readonly database: Database;
  readonly now: Date;
  /** Offices that were entered just now because a report of them is stored. */
  readonly entered: number;
}

/** `disclosure-bot register`: who owes a report, by when, and what is known of it. */
export async function register(call: Call): Promise<number> {
  const [name = 'list', ...rest] = call.rest;
  const known = SUBCOMMANDS[name];
  // `register 晋江市` lists.
  const subcommand = known ?? list;
  const now = new Date();
  const database = await openDatabase(call.config.databaseUrl);
  try {
    const entered = await syncRegister(database, now);
    return await subcommand({ call, rest: known ? rest : call.rest, database, now, entered });
  } finally {
    await database.close();
  }
}

// --- internal ---

const SUBCOMMANDS: Readonly<Record<string, (call: RegisterCall) => Promise<number>>> = {
  list,
  import: registerImport,
  owing: registerOwing,
  due: registerDue,
  published,
  remove,
  sync,
};

/** Every call brings the register up to date; this one says what that did. */
async function sync({ call, database, entered }: RegisterCall): Promise<number> {
  const count = (await readRegister(database)).length;
  tell(call, { entered, count }, WORDING.synced(entered, count));
  return 0;
}

async function list({ call, rest, database }: RegisterCall): Promise<number> {
  const [name, ...more] = rest;
  if (more.length > 0) throw new UserError('BAD_CALL', WORDING.usage);
  const entries = await readRegister(database);
  const whom = whomOf(name, entries);
  const chosen = entries.filter((entry) => isMeant(entry, whom));
  if (call.json) process.stdout.write(`${JSON.stringify({ register: chosen })}\n`);
  else {
    const lines = chosen.length === 0 ? [WORDING.empty] : [...chosen.map(WORDING.entry), WORDING.count(chosen.length)];
    process.stdout.write(`${lines.join('\n')}\n`);
  }
  return 0;
}

function isMeant(entry: RegisterEntry, whom: ReturnType<typeof whomOf>): boolean {
  if (whom === null) return true;
  return 'place' in whom ? inPlace(entry, whom.place) : whom.entry.id === entry.id;
}

/** @throws UserError BAD_CALL, BAD_DATE, NO_EVIDENCE and those of `notePublished` */
async function published({ call, rest, database, now }: RegisterCall): Promise<number> {
  const [name, yearText, on, ...more] = rest;
  const year = yearOf(yearText);
  if (name === undefined || year === null || on === undefined || more.length > 0) {
    throw new UserError('BAD_CALL', WORDING.usagePublished);
  }
  if (!isDate(on)) throw new UserError('BAD_DATE', `“${on}”不是日期，应为 YYYY-MM-DD。`);
  const [evidence, who] = [call.evidence?.trim() ?? '', call.who?.trim() ?? ''];
  if (evidence === '' || who === '') throw new UserError('NO_EVIDENCE', WORDING.usagePublished);
  const entry = await database.transaction(async (connection) => {
    const meant = entryCalled(name, await readRegister(connection));
    const note = { register: meant.id, year, publishedOn: on, evidence, who, at: now.toISOString() };
    await notePublished(connection, note, call.today ?? shanghaiDate(now));
    const detail = WORDING.published(meant.name, year, on);
    await logDecision(connection, { kind: 'register', office: meant.name, year, detail, who, reason: evidence, now });
    await nextRevision(connection);
    return meant;
  });
  tell(call, { office: entry.name, year, on, evidence, who }, WORDING.published(entry.name, year, on));
  return 0;
}

async function remove({ call, rest, database, now }: RegisterCall): Promise<number> {
  const [name, ...more] = rest;
  if (name === undefined || more.length > 0) throw new UserError('BAD_CALL', WORDING.usage);
  const said = { ...saidBy(call), now };
  const entry = await database.transaction(async (connection) => {
    const meant = entryCalled(name, await readRegister(connection));
    await takeOut(connection, meant.id, said);
    const detail = WORDING.removed(meant.name);
    await logDecision(connection, { kind: 'register', office: meant.name, year: null, detail, ...said });
    await nextRevision(connection);
    return meant;
  });
  tell(call, { removed: entry.name }, WORDING.removed(entry.name));
  return 0;
}

function tell(call: Call, json: unknown, text: string): void {
  process.stdout.write(`${call.json ? JSON.stringify(json) : text}\n`);
}
