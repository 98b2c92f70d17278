import type { Engine, Reader } from './connection.js';
import { UserError } from './types.js';

/** The tables of a knowledge base as its own catalog lists them: what a schema has is copied, also what it has one day. */

export interface Table {
  readonly name: string;
  /** In alphabetical order: engines list them in the order they came about. */
  readonly columns: readonly string[];
  /** The type of each column, in the words of its engine. */
  readonly types: readonly string[];
  /** Columns of the primary key, in its order. */
  readonly key: readonly string[];
  /** Whether rows may be large. */
  readonly hasBytes: boolean;
  /** Tables that have to be filled before. */
  readonly after: readonly string[];
}

/** The full text: each engine has its own, made of `passage`. */
export const FULL_TEXT: ReadonlySet<string> = new Set(['passage_text', 'passage_vocabulary']);

/** Which rows are copied, where not all: what PostgreSQL says in `meta` of its schema, SQLite says elsewhere. */
export function conditionOf(table: string): string {
  return table === 'meta' ? "key not in ('schema', 'application')" : '1 = 1';
}

/** The tables, each after those that it refers to; without the full text. */
export async function tablesOf(reader: Reader): Promise<Table[]> {
  const rows = await reader.all<ColumnRow>(COLUMNS[reader.engine]);
  const references = await reader.all<{ of: string; to: string }>(REFERENCES[reader.engine]);
  const names = [...new Set(rows.map(({ name }) => name))].filter((name) => !FULL_TEXT.has(name)).sort();
  return inOrder(
    names.map((name) => {
      const columns = rows.filter((row) => row.name === name).sort((one, other) => (one.field < other.field ? -1 : 1));
      const keyed = columns.filter(({ place }) => place > 0).sort((one, other) => one.place - other.place);
      return {
        name,
        columns: columns.map(({ field }) => field),
        types: columns.map(({ type }) => type),
        key: keyed.map(({ field }) => field),
        hasBytes: columns.some(({ type }) => /^(?:blob|bytea)$/i.test(type)),
        after: references.filter(({ of, to }) => of === name && to !== name).map(({ to }) => to),
      };
    }),
  );
}

/**
 * The tables of both, with the key by which both can be read in one order: an id alone where one of them has it so.
 * @throws UserError COPY_SCHEMA where they are not the same tables and columns
 */
export async function commonTables(from: Reader, to: Reader): Promise<Table[]> {
  const [ours, theirs] = [await tablesOf(from), await tablesOf(to)];
  const shape = (tables: readonly Table[]) => tables.map(({ name, columns }) => `${name}(${columns.join(',')})`).sort();
  const [before, after] = [shape(ours), shape(theirs)];
  const odd = [...before.filter((each) => !after.includes(each)), ...after.filter((each) => !before.includes(each))];
  const keyless = ours.find(({ key }) => key.length === 0)?.name;
  if (odd.length > 0 || keyless !== undefined) {
    const tables = [...new Set(odd.map((each) => each.replace(/\(.*/, ''))), ...(keyless ?? [])].join('、');
    throw new UserError('COPY_SCHEMA', `两边的数据表不一样（${tables}），没有复制。请用同一版本的程序，并检查数据库。`);
  }
  const other = new Map(ours.map(({ name, key }) => [name, key]));
  return theirs.map((table) => {
    const key = other.get(table.name) ?? table.key;
    return key.length < table.key.length ? { ...table, key } : table;
  });
}

/** The number last given by each table that counts its rows; the next one is higher, whatever was deleted. */
export async function countersOf(reader: Reader): Promise<Map<string, number>> {
  if (reader.engine === 'sqlite') {
    const rows = await reader.all<{ name: string; last: number }>('select name, seq as last from sqlite_sequence');
    return new Map(rows.map(({ name, last }) => [name, last]));
  }
  const counters = new Map<string, number>();
  for (const { name, sequence } of await reader.all<CounterRow>(COUNTERS)) {
    const row = await reader.get<{ last: number }>(
      `select case when is_called then last_value else 0 end as last from ${sequence}`,
    );
    if (row && row.last > 0) counters.set(name, row.last);
  }
  return counters;
}

/** The name of the sequence of each table that has one, in PostgreSQL. */
export async function sequencesOf(reader: Reader): Promise<Map<string, string>> {
  return new Map((await reader.all<CounterRow>(COUNTERS)).map(({ name, sequence }) => [name, sequence]));
}

// --- internal ---

interface ColumnRow {
  readonly name: string;
  readonly field: string;
  readonly type: string;
  /** Place in the primary key, from 1; 0: not in it. */
  readonly place: number;
}

interface CounterRow {
  readonly name: string;
  readonly sequence: string;
}

const COLUMNS: { readonly [Each in Engine]: string } = {
  sqlite: `select t.name as name, c.name as field, c.type as type, c.pk as place
     from pragma_table_list t join pragma_table_info(t.name) c
    where t.schema = 'main' and t.type = 'table' and substr(t.name, 1, 7) <> 'sqlite_'`,
  postgres: `select t.relname as name, a.attname as field, format_type(a.atttypid, null) as type,
       coalesce(array_position(string_to_array(cast(i.indkey as text), ' '), cast(a.attnum as text)), 0) as place
     from pg_catalog.pg_class t join pg_catalog.pg_namespace n on n.oid = t.relnamespace
     join pg_catalog.pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
     left join pg_catalog.pg_index i on i.indrelid = t.oid and i.indisprimary
    where n.nspname = current_schema() and t.relkind in ('r', 'p') and not t.relispartition`,
};

const REFERENCES: { readonly [Each in Engine]: string } = {
  sqlite: `select t.name as of, f."table" as "to" from pragma_table_list t join pragma_foreign_key_list(t.name) f
    where t.schema = 'main' and t.type = 'table'`,
  postgres: `select t.relname as of, r.relname as "to" from pg_catalog.pg_constraint c
     join pg_catalog.pg_class t on t.oid = c.conrelid join pg_catalog.pg_class r on r.oid = c.confrelid
     join pg_catalog.pg_namespace n on n.oid = t.relnamespace
    where c.contype = 'f' and n.nspname = current_schema() and not t.relispartition and not r.relispartition`,
};

const COUNTERS = `select t.relname as name,
       pg_get_serial_sequence(format('%I.%I', n.nspname, t.relname), a.attname) as sequence
  from pg_catalog.pg_class t join pg_catalog.pg_namespace n on n.oid = t.relnamespace
  join pg_catalog.pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
 where n.nspname = current_schema() and t.relkind in ('r', 'p') and not t.relispartition
   and pg_get_serial_sequence(format('%I.%I', n.nspname, t.relname), a.attname) is not null`;

function inOrder(tables: readonly Table[]): Table[] {
  const ordered: Table[] = [];
  const placed = new Set<string>();
  for (let left = [...tables]; left.length > 0; left = left.filter(({ name }) => !placed.has(name))) {
    const ready = left.filter(({ after }) => after.every((name) => placed.has(name)));
    if (ready.length === 0) throw new Error(`tables refer to each other: ${left.map(({ name }) => name).join(', ')}`);
    ordered.push(...ready);
    for (const { name } of ready) placed.add(name);
  }
  return ordered;
}
