import type { Database } from '../../knowledge/database.js';

/** Everything stored of reports, the times of storing apart: two databases of the same reports give the same. */
export async function dump(database: Database): Promise<unknown> {
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
