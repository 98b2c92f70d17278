import type { Connection, Reader } from './connection.js';

/** The count of changes to what is known: what caches compare, whichever process made the change. */
export async function currentRevision(connection: Reader): Promise<number> {
  return counted(await connection.get<Row>("select value from meta where key = 'revision'"));
}

/** Counts a change; to be called in the transaction that makes it. */
export async function nextRevision(connection: Connection): Promise<number> {
  return counted(await connection.get<Row>("update meta set value = value + 1 where key = 'revision' returning value"));
}

// --- internal ---

interface Row {
  readonly value: number;
}

function counted(row: Row | undefined): number {
  if (!row) throw new RangeError('the database has no revision');
  return row.value;
}
