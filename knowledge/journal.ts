import type { Connection, Parameter } from './connection.js';
import { insertedId } from './inserted.js';
import { withoutPersonal } from './personal.js';

/** One question and what became of it. */
export interface JournalEntry {
  readonly at: Date;
  readonly channel: string;
  readonly question: string;
  /** Kind of the answer. */
  readonly kind: string;
  /** The question chosen, or why the answer was withheld. */
  readonly detail: string;
  /** Who asked, hashed (`people.ts`); null where the channel cannot tell. */
  readonly person: string | null;
  readonly role: 'public' | 'staff';
}

/** An entry as it is read: what people thought of the answer with it. */
export interface JournalLine extends JournalEntry {
  readonly id: number;
  readonly likes: number;
  readonly dislikes: number;
}

/** Which entries are to be read. */
export interface JournalQuery {
  /** From this moment on; null: from the beginning. */
  readonly since: Date | null;
  /** Before this moment; null: until now. */
  readonly until?: Date | null;
  readonly channel: string | null;
}

/**
 * Notes a question asked and returns the entry's id, which feedback names. What names a person in it is taken out first
 * (`personal.ts`).
 * @param keepText false where the operator keeps no questions: then only what became of it is noted
 */
export async function writeJournal(connection: Connection, entry: JournalEntry, keepText = true): Promise<number> {
  const id = await insertedId(
    connection,
    'insert into journal (at, channel, question, kind, detail, person, role) values (?, ?, ?, ?, ?, ?, ?)',
    entry.at.toISOString(),
    entry.channel,
    keepText ? withoutPersonal(entry.question) : '',
    entry.kind,
    keepText ? withoutPersonal(entry.detail) : outcomeOnly(entry.detail),
    entry.person,
    entry.role,
  );
  return id;
}

/** The latest entries, newest first. */
export async function readJournal(connection: Connection, limit: number): Promise<JournalLine[]> {
  return (await connection.all<Row>(`${LINES} order by id desc limit ?`, limit)).map(lineOf);
}

/** The entries of a time and a channel, newest first; of more than `MOST_READ` the latest. */
export async function findEntries(connection: Connection, query: JournalQuery): Promise<JournalLine[]> {
  const conditions: [string, Parameter][] = [
    ...(query.since ? [['at >= ?', query.since.toISOString()] as [string, Parameter]] : []),
    ...(query.until ? [['at < ?', query.until.toISOString()] as [string, Parameter]] : []),
    ...(query.channel === null ? [] : [['channel = ?', query.channel] as [string, Parameter]]),
  ];
  const where = conditions.length === 0 ? '' : `where ${conditions.map(([condition]) => condition).join(' and ')}`;
  const parameters = conditions.map(([, parameter]) => parameter);
  return (await connection.all<Row>(`${LINES} ${where} order by id desc limit ?`, ...parameters, MOST_READ)).map(
    lineOf,
  );
}

/** One entry, or null where there is none of that id. */
export async function readEntry(connection: Connection, id: number): Promise<JournalLine | null> {
  const row = await connection.get<Row>(`${LINES} where id = ?`, id);
  return row ? lineOf(row) : null;
}

/** What became of a question, without the words that the guard quotes: `guard: <rule>: <words>`. */
export function outcomeOnly(detail: string): string {
  return /^(?:file: )?guard:[^:]*/.exec(detail)?.[0] ?? detail;
}

/** What a person thinks of an answer; the latest word counts. Returns false where there is no such entry. */
export async function writeFeedback(
  connection: Connection,
  feedback: { readonly journal: number; readonly person: string; readonly liked: boolean; readonly at: Date },
): Promise<boolean> {
  const { changes } = await connection.run(
    `insert into feedback (journal, person, liked, at) select id, cast(?2 as text), cast(?3 as integer), cast(?4 as text) from journal where id = ?1
       on conflict (journal, person) do update set liked = excluded.liked, at = excluded.at`,
    feedback.journal,
    feedback.person,
    feedback.liked ? 1 : 0,
    feedback.at.toISOString(),
  );
  return changes > 0;
}

// --- internal ---

/** How many entries are read at most to be counted: some tens of MB. */
const MOST_READ = 100_000;

type Row = Omit<JournalLine, 'at'> & { readonly at: string };

const LINES = `select id, at, channel, question, kind, detail, person, coalesce(role, 'public') as role,
  (select count(*) from feedback where journal = j.id and liked = 1) as likes,
  (select count(*) from feedback where journal = j.id and liked = 0) as dislikes
  from journal j`;

function lineOf(row: Row): JournalLine {
  return { ...row, at: new Date(row.at) };
}
