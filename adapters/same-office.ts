import { parseOffice } from '../ingest/office-name.js';
import { checkReport } from '../knowledge/checks.js';
import { type Database, openDatabase } from '../knowledge/database.js';
import { knowledgeOf } from '../knowledge/knowledge.js';
import { declareSame } from '../knowledge/same-office.js';
import { separateOffices } from '../knowledge/separate-offices.js';
import { UserError } from '../knowledge/types.js';
import type { Call } from './call.js';
import { officeCalled } from './check-scope.js';
import { CHECK_WORDING } from './check-wording.js';
import { saidBy } from './said-by.js';
import { separationOf } from './separation.js';

/** `disclosure-bot same-office "A=B"`: a person's word that two names mean one office; with `--undo` taken back. */
export async function sameOffice(call: Call): Promise<number> {
  const pair = pairOf(call.rest);
  const said = { ...saidBy(call), now: new Date() };
  const database = await openDatabase(call.config.databaseUrl, { create: false });
  try {
    const { json, text } = await (call.undo ? undo : declare)(database, pair, said);
    process.stdout.write(`${call.json ? JSON.stringify(json) : text}\n`);
    return 0;
  } finally {
    await database.close();
  }
}

// --- internal ---

type Pair = readonly [one: string, other: string];
type Said = ReturnType<typeof saidBy> & { readonly now: Date };
interface Told {
  readonly json: unknown;
  readonly text: string;
}

/** @throws UserError BAD_PAIR */
function pairOf([pair = '', ...more]: readonly string[]): Pair {
  const [one = '', other = '', ...parts] = pair.split(/[=＝]/).map((name) => name.trim());
  if (one !== '' && other !== '' && parts.length === 0 && more.length === 0) return [one, other];
  throw new UserError(
    'BAD_PAIR',
    '用法：disclosure-bot same-office [--undo] "<单位>=<单位>" --reason <理由> --who <姓名>',
  );
}

/** @throws UserError UNKNOWN_OFFICE, BAD_NAME and those of `declareSame` */
async function declare(database: Database, [one, other]: Pair, { now, ...said }: Said): Promise<Told> {
  const offices = await (await knowledgeOf(database)).offices();
  const [first, second] = [officeCalled(one, offices), officeCalled(other, offices)];
  const known = first ?? second;
  if (!known) throw new UserError('UNKNOWN_OFFICE', `“${one}”和“${other}”都没有收录年报，没有记录。`);
  const unknown = parseOffice(first ? other : one);
  if (!(first && second) && !unknown) {
    throw new UserError('BAD_NAME', `“${first ? other : one}”不像一个单位的名称，请写全称。`);
  }
  const same = first && second ? second.id : unknown;
  if (same === null) throw new RangeError('neither an office nor a name');
  const office = await declareSame(database, { office: known.id, other: same, ...said }, { check: checkReport, now });
  return { json: { office }, text: CHECK_WORDING.sameOffice(office) };
}

/** @throws UserError as `separationOf` and `separateOffices` */
async function undo(database: Database, pair: Pair, said: Said): Promise<Told> {
  const offices = await (await knowledgeOf(database)).offices();
  const separation = await separationOf(database, pair, offices);
  const [one, other] = await separateOffices(database, separation, { ...said, check: checkReport });
  return { json: { offices: other === null ? [one] : [one, other] }, text: CHECK_WORDING.separated(one, other) };
}
