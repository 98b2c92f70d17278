import { expect } from 'vitest';
import type { Database } from '../../knowledge/database.js';
import { loadPassageIndex } from '../../knowledge/passage-index.js';
import { readReport } from '../../knowledge/report-body.js';

/**
 * Everything stored of reports without ids and times, in an order of its own: two databases of the same files give the
 * same, whatever the engine and however often a run was cut short.
 */
export async function stateOf(database: Database): Promise<Record<string, string[]>> {
  const state: Record<string, string[]> = {};
  for (const [name, sql] of Object.entries(PARTS)) {
    state[name] = (await database.all(sql)).map((row) => JSON.stringify(row)).sort();
  }
  return state;
}

/** Holds a database to being whole: nothing half of a report, and a full text that is that of the passages. */
export async function expectWhole(database: Database): Promise<void> {
  for (const sql of [...DANGLING, ...TEXT[database.engine]]) expect(await database.all(sql), sql).toEqual([]);
  if (database.engine === 'sqlite') {
    expect(await database.get('pragma integrity_check')).toEqual({ integrity_check: 'ok' });
    await database.run("insert into passage_text (passage_text) values ('integrity-check')");
  }
  for (const { id } of await database.all<{ id: number }>('select id from report')) {
    const { figures, passages } = await readReport(database, id);
    const counted = await database.get(
      `select (select count(*) from figure where report = ?1) as figures, (select count(*) from passage where report = ?1) as passages`,
      id,
    );
    expect(counted).toEqual({ figures: figures.length, passages: passages.length });
  }
  const indexes = await database.all<{ office: number; passages: number; data: Buffer }>(
    'select office, passages, data from office_index',
  );
  for (const { office, passages, data } of indexes) {
    const row = await database.get<{ count: number }>('select count(*) as count from passage where office = ?', office);
    expect(passages).toBe(row?.count);
    // One without anything is still to be built.
    if (data.length > 0) expect((await loadPassageIndex(data)).size).toBe(passages);
  }
}

// --- internal ---

const PARTS: Readonly<Record<string, string>> = {
  reports: `select o.name, o.core, o.kind, o.province, o.city, o.county, o.aliases, r.year, r.title, r.format, r.hash, r.content, r.version
     from report r join office o on o.id = r.office`,
  figures: `select o.name, x.year, x.metric, x.ordinal, x.applicant, x.part, x.stated, x.printed, x.section, x.quote, x.line
     from figure x join report r on r.id = x.report join office o on o.id = r.office`,
  facts: 'select o.name, x.year, x.key, x.ordinal, x.text, x.quote from fact x join office o on o.id = x.office',
  passages: `select o.name, x.year, x.ordinal, x.section_key, x.section, x.line, x.quote, x.tokens
     from passage x join report r on r.id = x.report join office o on o.id = r.office`,
  findings: `select o.name, x.year, x.rule, x.at, x.severity, x.outcome, x.message, x.places, x.metrics
     from finding x join report r on r.id = x.report join office o on o.id = r.office`,
  doubts: `select o.name, x.year, x.metric, count(*) as count from doubt x join finding f on f.id = x.finding
     join office o on o.id = x.office group by o.name, x.year, x.metric`,
  versions:
    'select o.name, x.year, x.number, x.file, x.hash, x.content from version x join office o on o.id = x.office',
  replaced:
    'select o.name, x.year, x.metric, x.applicant, x.source, x.old, x.new from replaced x join office o on o.id = x.office',
  indexes: 'select o.name, x.stamp, x.passages from office_index x join office o on o.id = x.office',
};

const DANGLING = [
  'select id from report where not exists (select 1 from office where office.id = report.office)',
  ...['figure', 'fact', 'passage', 'finding'].map(
    (table) => `select report from ${table} where not exists (select 1 from report where report.id = ${table}.report)`,
  ),
  'select finding from doubt where not exists (select 1 from finding where finding.id = doubt.finding)',
];

const TEXT = {
  sqlite: [],
  postgres: [
    `select p.id from passage p full join passage_text t on t.office = p.office and t.id = p.id where p.id is null or t.id is null`,
    `select counted.word from (select word, ndoc from ts_stat('select words from passage_text')) as counted
       full join (select token, doc from passage_vocabulary where doc <> 0) as known on known.token = counted.word
      where counted.ndoc is distinct from known.doc`,
  ],
} as const;
