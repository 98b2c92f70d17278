import type { Connection } from './connection.js';

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

/** Notes a question asked and returns the entry's id, which feedback names. */
export async function writeJournal(connection: Connection, entry: JournalEntry): Promise<number> {
  const { lastId } = await connection.run(
    'insert into journal (at, channel, question, kind, detail, person, role) values (?, ?, ?, ?, ?, ?, ?)',
    entry.at.toISOString(),
    entry.channel,
    entry.question,
    entry.kind,
    entry.detail,
    entry.person,
    entry.role,
  );
  return lastId;
}

/** The latest entries, newest first. */
export async function readJournal(connection: Connection, limit: number): Promise<JournalLine[]> {
  const rows = await connection.all<Omit<JournalLine, 'at'> & { at: string }>(
    `select id, at, channel, question, kind, detail, person, coalesce(role, 'public') as role,
       (select count(*) from feedback where journal = j.id and liked = 1) as likes,
       (select count(*) from feedback where journal = j.id and liked = 0) as dislikes
       from journal j order by id desc limit ?`,
    limit,
  );
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/** What a person thinks of an answer; the latest word counts. Returns false where there is no such entry. */
export async function writeFeedback(
  connection: Connection,
  feedback: { readonly journal: number; readonly person: string; readonly liked: boolean; readonly at: Date },
): Promise<boolean> {
  const { changes } = await connection.run(
    `insert into feedback (journal, person, liked, at) select id, ?2, ?3, ?4 from journal where id = ?1
       on conflict (journal, person) do update set liked = excluded.liked, at = excluded.at`,
    feedback.journal,
    feedback.person,
    feedback.liked ? 1 : 0,
    feedback.at.toISOString(),
  );
  return changes > 0;
}
