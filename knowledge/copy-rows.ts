import { createHash, type Hash } from 'node:crypto';
import type { Connection, Parameter, Reader } from './connection.js';
import { conditionOf, type Table } from './copy-tables.js';

export type Row = Readonly<Record<string, Parameter>>;

/** The rows of a table in the order of its key, some at a time: whatever its size, few are in memory. */
export async function* batchesOf(reader: Reader, table: Table): AsyncGenerator<readonly Row[]> {
  const { name, columns, key } = table;
  const [keys, rows] = [listed(key), rowsAtOnce(table)];
  const read = (after: string): string =>
    `select ${listed(columns)} from ${quoted(name)} where ${conditionOf(name)} ${after} order by ${keys} limit ${rows}`;
  const [first, next] = [read(''), read(`and (${keys}) > (${key.map(() => '?').join(', ')})`)];
  let last: Row | undefined;
  for (;;) {
    const batch: Row[] = last
      ? await reader.all<Row>(next, ...key.map((column) => last?.[column] ?? null))
      : await reader.all<Row>(first);
    if (batch.length > 0) yield batch;
    last = batch.at(-1);
    if (batch.length < rows) return;
  }
}

/** Puts rows into a table of the same columns. */
export async function insertRows(connection: Connection, table: Table, rows: readonly Row[]): Promise<void> {
  const into = `insert into ${quoted(table.name)} (${listed(table.columns)})`;
  if (connection.engine === 'postgres') {
    // A list a column: the statement is one, however many rows there are, and planned once.
    const lists = table.types.map((type) => `cast(? as ${type}[])`).join(', ');
    const values = table.columns.map((column) => `{${rows.map((row) => element(row[column] ?? null)).join(',')}}`);
    await connection.run(`${into} select * from unnest(${lists})`, ...values);
    return;
  }
  const one = `(${table.columns.map(() => '?').join(', ')})`;
  const values = rows.flatMap((row) => table.columns.map((column) => row[column] ?? null));
  await connection.run(`${into} values ${rows.map(() => one).join(', ')}`, ...values);
}

/** What is counted of a table on each side: its rows, and SHA-256 over all of them in the order of its key. */
export interface Sum {
  readonly add: (rows: readonly Row[]) => void;
  readonly result: () => { readonly rows: number; readonly checksum: string };
}

/** @param withoutNul where one side is PostgreSQL, whose texts have no character NUL */
export function sumOf({ columns }: Table, withoutNul: boolean): Sum {
  const hash = createHash('sha256');
  let count = 0;
  return {
    add: (rows) => {
      count += rows.length;
      for (const row of rows) for (const column of columns) addValue(hash, row[column] ?? null, withoutNul);
    },
    result: () => ({ rows: count, checksum: hash.digest('hex') }),
  };
}

// --- internal ---

const ROWS = 1_000;
/** Of a report or an index, some hundred KB each. */
const LARGE_ROWS = 100;
/** SQLite takes 32,766 parameters of a statement. */
const PARAMETERS = 30_000;

function rowsAtOnce({ columns, hasBytes }: Table): number {
  return Math.min(hasBytes ? LARGE_ROWS : ROWS, Math.floor(PARAMETERS / columns.length));
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const listed = (names: readonly string[]): string => names.map(quoted).join(', ');

/** A value in an array as PostgreSQL writes it. */
function element(value: Parameter): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  if (Buffer.isBuffer(value)) return `"\\\\x${value.toString('hex')}"`;
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

/** With its kind and length before it, so that no two rows of other values give the same bytes. */
function addValue(hash: Hash, value: Parameter, withoutNul: boolean): void {
  if (typeof value === 'string') {
    const bytes = Buffer.from(withoutNul ? value.replaceAll('\0', '') : value);
    hash.update(`t${bytes.length}:`).update(bytes);
  } else if (Buffer.isBuffer(value)) hash.update(`b${value.length}:`).update(value);
  else hash.update(value === null ? 'n' : `i${value};`);
}
