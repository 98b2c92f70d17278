import type { Connection } from './connection.js';

/** What a person said about a decision: who and why, and when it was. */
export interface Said {
  readonly who: string;
  readonly reason: string;
  readonly now: Date;
}

export interface Decided extends Said {
  readonly kind: 'use-version' | 'choice-ended' | 'same-office' | 'separate' | 'register' | 'due-rule';
  /** Name of the office it is about. */
  readonly office: string;
  readonly year: number | null;
  /** What was decided, for people. */
  readonly detail: string;
}

/** Notes a decision in the log, in the transaction that carries it out. */
export async function logDecision(connection: Connection, decided: Decided): Promise<void> {
  const { now, kind, office, year, detail, who, reason } = decided;
  await connection.run(
    'insert into decision (at, kind, office, year, detail, who, reason) values (?, ?, ?, ?, ?, ?, ?)',
    ...[now.toISOString(), kind, office, year, detail, who, reason],
  );
}

/** The decisions about an office (and a year), the latest first. */
export async function readDecisions(
  connection: Connection,
  office: string,
  year: number | null,
): Promise<(Omit<Decided, 'now'> & { readonly at: string })[]> {
  return connection.all(
    `select at, kind, office, year, detail, who, reason from decision
      where office = ?1 and (cast(?2 as integer) is null or year = ?2) order by id desc`,
    office,
    year,
  );
}
