import type { Connection } from './connection.js';
import { UserError } from './types.js';

/** A person's entry that a report was published on a day. */
export interface PublishedNote {
  readonly register: number;
  /** Report year. */
  readonly year: number;
  /** ISO date. */
  readonly publishedOn: string;
  /** Where it can be seen: an address, a letter. */
  readonly evidence: string;
  readonly who: string | null;
  /** ISO time. */
  readonly at: string;
}

/** What people entered of a year. */
export async function readNotes(connection: Connection, year: number): Promise<PublishedNote[]> {
  return connection.all<PublishedNote>(
    'select register, year, published_on as publishedOn, evidence, who, at from published where year = ? order by register',
    year,
  );
}

/**
 * Notes when a report was published; a later word about the same report takes the place of the earlier.
 * @param today ISO date: nothing is published in days to come.
 * @throws UserError BAD_PUBLISHED where the day is before the report's year or still to come
 */
export async function notePublished(connection: Connection, note: PublishedNote, today: string): Promise<void> {
  const { register, year, publishedOn, evidence, who, at } = note;
  if (publishedOn < `${year}-01-01` || publishedOn > today) {
    throw new UserError('BAD_PUBLISHED', `${year}年度的年报不会在${publishedOn}公布，请核对年度和日期。`);
  }
  await connection.run(
    `insert into published (register, year, published_on, evidence, who, at) values (?, ?, ?, ?, ?, ?)
       on conflict (register, year) do update set published_on = excluded.published_on, evidence = excluded.evidence,
         who = excluded.who, at = excluded.at`,
    ...[register, year, publishedOn, evidence, who, at],
  );
}
