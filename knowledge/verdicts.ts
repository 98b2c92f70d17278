import { createHash } from 'node:crypto';
import type { Connection, Database } from './connection.js';
import type { Verdict } from './stored.js';
import { UserError } from './types.js';

/** Which doubt: a rule at a place of an office's report of a year. It is the same one after the report was read again. */
export interface FindingKey {
  readonly office: number;
  readonly year: number;
  readonly rule: string;
  readonly at: string;
}

/** The short name of a doubt that `check` shows and `verdict` takes, the same as long as the database lives. */
export function findingId({ office, year, rule, at }: FindingKey): string {
  const digest = createHash('sha256').update(JSON.stringify([office, year, rule, at]));
  // A letter in front: spreadsheets take digits, and digits around an e, for a number.
  return `f${digest.digest('hex').slice(0, ID_LENGTH)}`;
}

/** What a person decided about a finding; the latest decision counts, and outlives the report's being stored again. */
export interface Decision extends FindingKey {
  readonly verdict: 'confirmed' | 'dismissed';
  readonly reason: string;
  readonly who: string;
  readonly now: Date;
}

/** Saves a decision with the words it was about: later numbers are another doubt. */
export async function saveVerdict(database: Connection, decided: Decision): Promise<void> {
  await database.run(
    `insert into verdict (office, year, rule, at, verdict, reason, who, at_time, message)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,
         (select message from finding where office = ?1 and year = ?2 and rule = ?3 and at = ?4))
       on conflict (office, year, rule, at) do update set verdict = excluded.verdict, reason = excluded.reason,
         who = excluded.who, at_time = excluded.at_time, message = excluded.message`,
    decided.office,
    decided.year,
    decided.rule,
    decided.at,
    decided.verdict,
    decided.reason,
    decided.who,
    decided.now.toISOString(),
  );
}

/** True where a person decided that the doubt does not hold, about the numbers as they are now. */
export function isDismissed({ verdict }: { readonly verdict: Verdict | null }): boolean {
  return verdict?.verdict === 'dismissed' && !verdict.outdated;
}

/** A stored doubt, by its id. */
export interface NamedDoubt extends FindingKey {
  /** Canonical name of the office. */
  readonly name: string;
  readonly message: string;
}

/**
 * The stored doubt of an id (any case).
 * @throws UserError NO_SUCH_FINDING, AMBIGUOUS_FINDING
 */
export async function findDoubt(connection: Connection, id: string): Promise<NamedDoubt> {
  const found = (await connection.all<NamedDoubt>(FINDINGS)).filter((row) => findingId(row) === id.toLowerCase());
  const [finding] = found;
  if (!finding) {
    throw new UserError('NO_SUCH_FINDING', `没有编号为“${id}”的疑点。编号见核对结果（disclosure-bot check）。`);
  }
  if (found.length > 1) throw new UserError('AMBIGUOUS_FINDING', `编号“${id}”对应不止一条疑点，没有记录。`);
  return finding;
}

/**
 * Saves a decision about the doubt of an id and returns what the doubt says.
 * @throws UserError as `findDoubt`
 */
export async function decide(
  database: Database,
  id: string,
  decision: Pick<Decision, 'verdict' | 'reason' | 'who' | 'now'>,
): Promise<{ readonly office: string; readonly year: number; readonly message: string }> {
  return database.transaction(async (connection) => {
    const finding = await findDoubt(connection, id);
    await saveVerdict(connection, { ...finding, ...decision });
    const { name, year, message } = finding;
    return { office: name, year, message };
  });
}

// --- internal ---

/** Forty bits: two of a hundred thousand doubts share an id once in two hundred databases, and then nothing is saved. */
const ID_LENGTH = 10;

const FINDINGS = `select f.office as office, f.year as year, f.rule as rule, f.at as at, f.message as message, o.name as name
    from finding f join office o on o.id = f.office`;
