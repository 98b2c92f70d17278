import type { Database } from '../../knowledge/database.js';
import { expectWhole } from '../knowledge/whole.js';

/**
 * Everything stored of reports, the times of storing apart: two databases of the same reports give the same. A server's
 * inner numbers have gaps where a transaction was cut short: reports stand by their office and year there, and the full
 * text, which is made of passages and their numbers, is compared by its passages.
 */
export async function dump(database: Database): Promise<unknown> {
  if (database.engine === 'postgres') return dumpByNames(database);
  const rows = async (sql: string): Promise<unknown> => database.all(sql);
  return {
    offices: await rows('select * from office order by id'),
    reports: await rows(
      `select id, office, year, title, title_line, format, hybrid, document_number, issued_on, file, hash, content, version, printed,
              hex(body) as body from report order by id`,
    ),
    figures: await rows('select * from figure'),
    facts: await rows('select * from fact'),
    passages: await rows('select * from passage order by id'),
    findings: await rows(
      'select office, year, rule, at, severity, outcome, message, places, metrics from finding order by 1, 2, 3, 4',
    ),
    doubts: await rows('select metric, year, office, count(*) as count from doubt group by 1, 2, 3'),
    versions: await rows('select office, year, number, file, hash, content, hex(body) as body from version'),
    replaced: await rows('select office, year, metric, applicant, source, part, old, new from replaced order by id'),
    indexes: await rows('select office, stamp, passages, hex(data) as data from office_index order by office'),
  };
}

export async function count(database: Database, table: string): Promise<number> {
  const row = await database.get<{ count: number }>(`select count(*) as count from ${table}`);
  return row?.count ?? 0;
}

// --- internal ---

async function dumpByNames(database: Database): Promise<unknown> {
  const rows = async (sql: string): Promise<unknown> => database.all(sql);
  const named = (table: string, columns: string, order: string): Promise<unknown> =>
    rows(`select o.name, ${columns} from ${table} t join office o on o.id = t.office order by ${order}`);
  await expectWhole(database);
  return {
    offices: await rows('select name, core, kind, province, city, county, aliases from office order by name'),
    reports: await named(
      'report',
      `t.year, t.title, t.title_line, t.format, t.hybrid, t.document_number, t.issued_on, t.file, t.hash, t.content,
       t.version, t.printed, t.body`,
      'o.name, t.year',
    ),
    figures: await named(
      'figure',
      `t.metric, t.year, t.ordinal, t.applicant, t.part, t.stated, t.approximate, t.unit, t.source, t.printed, t.section,
       t.quote, t.line`,
      'o.name, t.year, t.metric, t.ordinal',
    ),
    facts: await named('fact', 't.key, t.year, t.ordinal, t.text, t.quote, t.line', 'o.name, t.year, t.key, t.ordinal'),
    passages: await named(
      'passage',
      't.year, t.ordinal, t.section_key, t.section, t.line, t.quote, t.tokens',
      'o.name, t.year, t.ordinal',
    ),
    findings: await named(
      'finding',
      't.year, t.rule, t.at, t.severity, t.outcome, t.message, t.places, t.metrics',
      'o.name, t.year, t.rule, t.at',
    ),
    doubts: await rows(
      `select o.name, d.metric, d.year, count(*) as count from doubt d join office o on o.id = d.office
        group by o.name, d.metric, d.year order by 1, 2, 3`,
    ),
    versions: await named('version', 't.year, t.number, t.file, t.hash, t.content, t.body', 'o.name, t.year, t.number'),
    replaced: await named(
      'replaced',
      't.year, t.metric, t.applicant, t.source, t.part, t.old, t.new',
      'o.name, t.year, t.metric, t.applicant, t.source, t.part, t.id',
    ),
    indexes: await named('office_index', 't.stamp, t.passages', 'o.name'),
  };
}
