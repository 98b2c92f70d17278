import type { Engine } from './connection.js';
import { FINDING_JSON } from './findings.js';

/** The statements of `readFigures`: one for each engine and each kind of scope. */

/** How many offices are named. */
export type Offices = 'few' | 'many' | 'all';

/** Above so many, PostgreSQL reads the whole stretch of the table instead of looking each office up. */
export const FEW_OFFICES = 100;

/**
 * The statement that reads figures `figures` and findings `findings`, each a list in JSON: the driver's price is by the
 * column. Parameters: the metrics; the offices, where some are named; the years, where some are named.
 */
export function figuresSql(engine: Engine, offices: Offices, years: boolean): string {
  return (engine === 'sqlite' ? inSqlite : offices === 'few' ? byReport : byStretch)(offices !== 'all', years);
}

// --- internal ---

const FIGURE = `x.ordinal, x.metric, x.applicant, x.part, x.stated, x.approximate, x.unit, x.source, x.printed, x.section,
  x.quote, x.line, r.id, r.office, o.name, r.year, r.title, r.file, r.format`;

const VERDICT = 'left join verdict v on v.office = f.office and v.year = f.year and v.rule = f.rule and v.at = f.at';

/** The years are the second or the third parameter. */
const inYears = (column: string, offices: boolean): string =>
  `${column} in (select cast(value as integer) from json_each(${offices ? '?3' : '?2'}))`;

/**
 * With offices named, their reports lead to the rows by the whole key (metric, year, office); without, a stretch of the
 * table by (metric, year) or metric is all that is read. The joins are in that order and `cross` keeps them so.
 */
function inSqlite(offices: boolean, years: boolean): string {
  const rows = (table: string, columns: string): string =>
    offices
      ? `select ${columns}
           from json_each(?2) as wanted cross join report r on r.office = cast(wanted.value as integer) ${years ? `and ${inYears('r.year', true)}` : ''}
           cross join json_each(?1) as m on true cross join ${table} x on x.metric = m.value and x.year = r.year and x.office = r.office`
      : `select ${columns}
           from json_each(?1) as m cross join ${table} x on x.metric = m.value ${years ? `and ${inYears('x.year', false)}` : ''}`;
  return `
    with hit as materialized (${rows('figure', 'x.*')}),
      doubted as materialized (${rows('doubt', 'x.finding as id')})
    select (
      select json_group_array(json_array(${FIGURE}))
        from hit x cross join report r on r.id = x.report cross join office o on o.id = r.office
    ) as figures, (
      select json_group_array(json_object('id', f.id, ${FINDING_JSON}))
        from doubted d cross join finding f on f.id = d.id cross join report r on r.id = f.report
        cross join office o on o.id = r.office ${VERDICT}
    ) as findings`;
}

/**
 * PostgreSQL does not know how long the lists are and would read the whole table for one office. What stands behind
 * `offset 0` is planned by itself: looked up by its key, once for each row it stands beside.
 */
const alone = (rows: string, name: string): string => `join lateral (${rows} offset 0) as ${name} on true`;

const OFFICE = alone('select * from office o where o.id = r.office', 'o');

/** Of few offices: each report leads to its rows by the whole key (metric, year, office). */
function byReport(_: boolean, years: boolean): string {
  const reports = `report r ${OFFICE}`;
  const rows = (table: string): string =>
    alone(
      `select * from ${table} x where x.metric in (select value from json_each(?1)) and x.year = r.year and x.office = r.office`,
      'x',
    );
  const which = `where r.office in (select cast(value as integer) from json_each(?2)) ${years ? `and ${inYears('r.year', true)}` : ''}`;
  return `
    select (
      select json_group_array(json_array(${FIGURE})) from ${reports} ${rows('figure')} ${which}
    ) as figures, (
      select json_group_array(json_object('id', f.id, ${FINDING_JSON}))
        from ${reports} ${rows('doubt')}
        ${alone('select * from finding f where f.office = x.office and f.id = x.finding', 'f')} ${VERDICT} ${which}
    ) as findings`;
}

/** Of many offices or all: a stretch of the table by (metric, year) or metric. */
function byStretch(offices: boolean, years: boolean): string {
  const rows = (table: string): string =>
    `(select * from ${table} x where x.metric in (select value from json_each(?1)) ${years ? `and ${inYears('x.year', offices)}` : ''}
        offset 0) as x
     ${offices ? 'join (select cast(each.value as integer) as id from json_each(?2) as each) as w on w.id = x.office' : ''}`;
  return `
    select (
      select json_group_array(json_array(${FIGURE}))
        from ${rows('figure')} join report r on r.office = x.office and r.id = x.report join office o on o.id = r.office
    ) as figures, (
      select json_group_array(json_object('id', f.id, ${FINDING_JSON}))
        from ${rows('doubt')} join finding f on f.office = x.office and f.id = x.finding
        join report r on r.office = f.office and r.id = f.report join office o on o.id = r.office ${VERDICT}
    ) as findings`;
}
