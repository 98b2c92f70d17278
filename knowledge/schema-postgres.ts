import { POSTGRES_BASE } from './schema-postgres-base.js';

/**
 * The schema on PostgreSQL as of its third step (schema.ts), in one piece: no such database is older. The same tables and
 * columns as SQLite's, with keys by which the tables can be spread over servers (docs/many-reports.md).
 *
 * - The tables of `BY_OFFICE` hold what belongs to a report: the office is in every key and every reference, so that all
 *   rows of an office can lie in one place. Everything else is small and lies everywhere, or in one place alone.
 * - `passage_text` holds a passage's tokens and those of its office, year and section as a `tsvector`, without positions;
 *   `passage_vocabulary` counts the passages each token stands in, which full text weighs words by.
 */

/** The tables that can be spread by their column `office`. */
export const BY_OFFICE = [
  'report',
  'figure',
  'fact',
  'passage',
  'passage_text',
  'finding',
  'doubt',
  'version',
  'office_index',
] as const;

/**
 * The statements that make it.
 * @param parts into how many parts the tables of `BY_OFFICE` are cut on this server; 1: whole
 */
export function postgresBase(parts: number): string {
  if (parts <= 1) return POSTGRES_BASE;
  const cut = BY_OFFICE.map((table) => new RegExp(`(create table ${table} \\([\\s\\S]*?\\n  \\));`));
  const base = cut.reduce((sql, table) => sql.replace(table, '$1 partition by hash (office);'), POSTGRES_BASE);
  const partitions = BY_OFFICE.flatMap((table) =>
    Array.from(
      { length: parts },
      (_, part) =>
        `create table ${table}_${part} partition of ${table} for values with (modulus ${parts}, remainder ${part});`,
    ),
  );
  return `${base}\n${partitions.join('\n')}`;
}
