import type { Database } from '../../knowledge/connection.js';

/** Rows that name a row that is not there, over all foreign keys; a healthy database has none. */
export async function danglingRows(database: Database): Promise<unknown[]> {
  if (database.engine === 'sqlite') return database.all('pragma foreign_key_check');
  const keys = await database.all<ForeignKey>(FOREIGN_KEYS);
  // Or the check would pass for want of keys.
  if (keys.length < 10) throw new Error(`only ${keys.length} foreign keys are in force`);
  const found = await Promise.all(keys.map((key) => database.all(orphansOf(key))));
  return found.flat();
}

// --- internal ---

interface ForeignKey {
  readonly child: string;
  readonly parent: string;
  /** Names of columns, a comma between them, in the same order on both sides. */
  readonly here: string;
  readonly there: string;
}

const columnsOf = (relation: string, numbers: string): string =>
  `(select string_agg(a.attname, ',' order by k.place)
      from unnest(${numbers}) with ordinality as k (number, place)
      join pg_catalog.pg_attribute a on a.attrelid = ${relation} and a.attnum = k.number)`;

const FOREIGN_KEYS = `
  select child.relname as child, parent.relname as parent,
         ${columnsOf('c.conrelid', 'c.conkey')} as here, ${columnsOf('c.confrelid', 'c.confkey')} as there
    from pg_catalog.pg_constraint c
    join pg_catalog.pg_class child on child.oid = c.conrelid
    join pg_catalog.pg_class parent on parent.oid = c.confrelid
    join pg_catalog.pg_namespace n on n.oid = child.relnamespace
   where c.contype = 'f' and c.convalidated and c.conparentid = 0 and n.nspname = current_schema()`;

function orphansOf({ child, parent, here, there }: ForeignKey): string {
  const parents = there.split(',');
  const joined = here.split(',').map((column, at) => `p.${parents[at]} = c.${column}`);
  const named = here.split(',').map((column) => `c.${column} is not null`);
  return `select '${child}' as child, '${parent}' as parent, c.* from ${child} c
           where ${named.join(' and ')} and not exists (select 1 from ${parent} p where ${joined.join(' and ')})`;
}
