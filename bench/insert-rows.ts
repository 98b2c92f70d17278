import type { Connection, Database } from '../knowledge/database.js';
import { insertOffice } from '../knowledge/office-identity.js';
import { addPassageText } from '../knowledge/passage-text.js';
import { insertParts, type Rows, rowsOf, saveReport } from '../knowledge/report-rows.js';
import type { Report } from '../knowledge/types.js';
import { corpus, YEARS } from './corpus/reports.js';
import { type Spent, spending } from './measuring.js';

/** The rows of reports written by a statement a table, as they are, against an awaited statement a row. */
export async function compareInserts(
  open: (name: string) => Promise<Database>,
  reports: number,
): Promise<Readonly<Record<'by the table' | 'by the row', Spent>>> {
  const made = await corpus();
  const prepared: Prepared[] = [];
  for (let index = 0; index < reports; index += 1) {
    const report = made(index).report();
    prepared.push({ office: Math.floor(index / YEARS.length), report, rows: await rowsOf(report) });
  }
  return {
    'by the table': await written(await open('by-table'), prepared, insertParts),
    'by the row': await written(await open('by-row'), prepared, insertRows),
  };
}

// --- internal ---

interface Prepared {
  readonly office: number;
  readonly report: Report;
  readonly rows: Rows;
}

async function written(database: Database, prepared: readonly Prepared[], insert: typeof insertParts): Promise<Spent> {
  const offices = new Map<number, number>();
  const { seconds, processor } = await spending(async () => {
    for (const { office: number, report, rows } of prepared) {
      await database.transaction(async (connection) => {
        const office = offices.get(number) ?? (await insertOffice(connection, report.office));
        offices.set(number, office);
        const saved = {
          report,
          hash: report.file,
          content: null,
          now: new Date(0),
          office,
          version: 1,
          body: rows.body,
        };
        await insert(connection, { report: await saveReport(connection, saved), office, year: report.year }, rows);
      });
    }
  });
  await database.close();
  return { seconds, processor };
}

/** What `insertParts` writes into figure, fact and passage, a row at a time; the full text as it does. */
async function insertRows(
  connection: Connection,
  { report, office, year }: Parameters<typeof insertParts>[1],
  rows: Rows,
): Promise<void> {
  const figures: Report['figures'] = JSON.parse(rows.figures);
  for (const [ordinal, f] of figures.entries()) {
    await connection.run(
      `insert into figure (report, office, year, ordinal, metric, applicant, part, stated, approximate, unit, source,
         printed, section, quote, line) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[report, office, year, ordinal, f.metric, f.applicant, f.part, String(f.stated), f.approximate ? 1 : 0],
      ...[f.unit, f.source, f.printed, f.section, f.quote, f.line],
    );
  }
  const facts: Report['facts'] = JSON.parse(rows.facts);
  for (const [ordinal, { key, text, section, quote, line }] of facts.entries()) {
    await connection.run(
      'insert into fact (report, office, year, ordinal, key, text, section, quote, line) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ...[report, office, year, ordinal, key, text, section, quote, line],
    );
  }
  const passages: (Report['passages'][number] & { readonly tokens: string })[] = JSON.parse(rows.passages);
  for (const [ordinal, { sectionKey, tokens, section, quote, line }] of passages.entries()) {
    await connection.run(
      `insert into passage (report, office, year, ordinal, section_key, tokens, section, quote, line)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[report, office, year, ordinal, sectionKey, tokens, section, quote, line],
    );
  }
  await addPassageText(connection, 'report', report);
}
