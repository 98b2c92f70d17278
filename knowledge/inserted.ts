import type { Connection, Parameter } from './connection.js';

/** Runs a statement that inserts one row, and returns the id the row got. */
export async function insertedId(connection: Connection, sql: string, ...parameters: Parameter[]): Promise<number> {
  const row = await connection.get<{ id: number }>(`${sql} returning id`, ...parameters);
  if (!row) throw new Error(`nothing was inserted by: ${sql}`);
  return row.id;
}
