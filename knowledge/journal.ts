import type { Connection } from './connection.js';

/** One question and what became of it. */
export interface JournalEntry {
  readonly at: Date;
  readonly channel: string;
  readonly question: string;
  /** Kind of the answer. */
  readonly kind: string;
  readonly detail: string;
}

/** Notes a question asked. */
export async function writeJournal(connection: Connection, entry: JournalEntry): Promise<void> {
  await connection.run(
    'insert into journal (at, channel, question, kind, detail) values (?, ?, ?, ?, ?)',
    entry.at.toISOString(),
    entry.channel,
    entry.question,
    entry.kind,
    entry.detail,
  );
}

/** The latest entries, newest first. */
export async function readJournal(connection: Connection, limit: number): Promise<JournalEntry[]> {
  const rows = await connection.all<Omit<JournalEntry, 'at'> & { at: string }>(
    'select at, channel, question, kind, detail from journal order by id desc limit ?',
    limit,
  );
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}
