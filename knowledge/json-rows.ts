import type { Engine } from './connection.js';

/** Rows handed in as JSON, an object each: one parameter for a table, and one statement. */

/** A column of the rows; `field` is what the objects call it. */
export interface RowColumn {
  readonly name: string;
  readonly field: string;
  readonly type: 'text' | 'integer';
}

/**
 * `select <values> from <rows>` in an engine's own words; PostgreSQL reads every object once this way, and not once for
 * each column.
 */
export interface JsonRows {
  readonly rows: string;
  /** In the order of the columns; what is no text, a list say, comes as its JSON. */
  readonly values: string;
  /** Place among the rows, from 0. */
  readonly place: string;
}

/** @param parameter the JSON, e.g. `?4` */
export function jsonRows(engine: Engine, parameter: string, columns: readonly RowColumn[]): JsonRows {
  return (engine === 'sqlite' ? inSqlite : inPostgres)(parameter, columns);
}

// --- internal ---

function inSqlite(parameter: string, columns: readonly RowColumn[]): JsonRows {
  const value = ({ field, type }: RowColumn): string =>
    type === 'text'
      ? `json_extract(each.value, '$.${field}')`
      : `cast(json_extract(each.value, '$.${field}') as integer)`;
  return { rows: `json_each(${parameter}) as each`, values: columns.map(value).join(', '), place: 'each.key' };
}

function inPostgres(parameter: string, columns: readonly RowColumn[]): JsonRows {
  const types = columns.map(({ field, type }) => `${field} ${type}`).join(', ');
  const fields = columns.map(({ field }) => field);
  return {
    rows: `rows from (json_to_recordset(cast(${parameter} as json)) as (${types}))
      with ordinality as each (${[...fields, 'place'].join(', ')})`,
    values: fields.map((field) => `each.${field}`).join(', '),
    place: 'cast(each.place - 1 as integer)',
  };
}
