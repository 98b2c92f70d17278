import type { Connection } from './connection.js';

/** Reports that `--on-conflict fail` refused: a later call that does not say what to do refuses them again. */

/** Which bytes, read as whose report of which year. */
export interface Refused {
  readonly content: string;
  /** As the report names it. */
  readonly office: string;
  readonly year: number;
}

/** True where it was refused before. */
export async function wasRefused(connection: Connection, { content, office, year }: Refused): Promise<boolean> {
  const sql = 'select 1 from refused_file where content = ? and office = ? and year = ?';
  return (await connection.get(sql, content, office, year)) !== undefined;
}

/** Notes that it was refused. */
export async function saveRefused(connection: Connection, { content, office, year }: Refused, at: Date): Promise<void> {
  await connection.run(
    'insert into refused_file (content, office, year, at) values (?, ?, ?, ?) on conflict do nothing',
    ...[content, office, year, at.toISOString()],
  );
}

/** Forgets it: the report is stored. */
export async function forgetRefused(connection: Connection, { content, office, year }: Refused): Promise<void> {
  await connection.run(
    'delete from refused_file where content = ? and office = ? and year = ?',
    ...[content, office, year],
  );
}
