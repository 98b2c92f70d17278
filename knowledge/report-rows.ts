import type { Connection, Engine } from './connection.js';
import { jsonRows, type RowColumn } from './json-rows.js';
import { countPassages, passageTokens } from './office-index.js';
import { addPassageText, removePassageText } from './passage-text.js';
import { packReport } from './report-body.js';
import { fold } from './text.js';
import { loadTokenizer } from './tokens.js';
import type { Report } from './types.js';

/** What a report becomes in the database, worked out before the write lock is taken. */
export interface Rows {
  readonly body: Buffer;
  readonly figures: string;
  readonly facts: string;
  readonly passages: string;
}

/**
 * The report as the JSON that one statement a table turns into rows.
 * @throws RangeError naming a figure, fact or passage whose quote does not stand in the source (a programming error)
 */
export async function rowsOf(report: Report): Promise<Rows> {
  assertQuoted(report);
  const tokenizer = await loadTokenizer();
  return {
    body: await packReport(report),
    figures: JSON.stringify(
      report.figures.map((figure) => ({
        ...figure,
        stated: String(figure.stated),
        approximate: figure.approximate ? 1 : 0,
      })),
    ),
    facts: JSON.stringify(report.facts),
    passages: JSON.stringify(
      report.passages.map((passage) => ({
        ...passage,
        tokens: passageTokens(tokenizer, passage.section, passage.quote),
      })),
    ),
  };
}

export interface SavedReport {
  readonly report: Report;
  readonly hash: string;
  /** Of the file's bytes; null where it is not known. */
  readonly content: string | null;
  readonly now: Date;
  readonly office: number;
  /** Its number among the reports of that office and year. */
  readonly version: number;
  readonly body: Buffer;
}

/** Adds the report of an office and year, or takes the place of the one there is, which keeps its id; returns the id. */
export async function saveReport(
  connection: Connection,
  { report, hash, content, now, office, version, body }: SavedReport,
): Promise<number> {
  const saved = await connection.get<{ id: number }>(
    `insert into report (office, year, title, title_line, format, hybrid, document_number, issued_on, file, hash,
         stored_at, printed, body, content, version, own)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (office, year) do update set title = excluded.title, title_line = excluded.title_line,
         format = excluded.format, hybrid = excluded.hybrid, document_number = excluded.document_number,
         issued_on = excluded.issued_on, file = excluded.file, hash = excluded.hash, stored_at = excluded.stored_at,
         printed = excluded.printed, body = excluded.body,
         content = excluded.content, version = excluded.version, own = excluded.own
       returning id`,
    office,
    report.year,
    report.title,
    report.titleLine,
    report.format,
    report.hybrid ? 1 : 0,
    report.documentNumber,
    report.issuedOn,
    report.file,
    hash,
    now.toISOString(),
    JSON.stringify(report.office.printed),
    body,
    content,
    version,
    ownOffice(report),
  );
  if (!saved) throw new RangeError('the report was not stored');
  return saved.id;
}

/** The rows of a report in figure, fact, passage and the full text. */
export async function insertParts(
  connection: Connection,
  of: { readonly report: number; readonly office: number; readonly year: number },
  rows: Rows,
): Promise<void> {
  for (const table of ['figure', 'fact', 'passage'] as const) {
    await connection.run(INSERT[connection.engine][table], of.report, of.office, of.year, rows[`${table}s`]);
  }
  await addPassageText(connection, 'report', of.report);
  await countPassages(connection, of.office, of.report);
}

/** Takes them out again. */
export async function removeParts(connection: Connection, report: number): Promise<void> {
  await removePassageText(connection, 'report', report);
  for (const table of ['figure', 'fact', 'passage']) {
    await connection.run(`delete from ${table} where report = ?`, report);
  }
}

// --- internal ---

/** No quote that is not in the source. */
function assertQuoted(report: Report): void {
  const source = fold(report.lines.join('\n'));
  const named = [
    ...report.figures.map((figure) => ({ what: `figure ${figure.metric}`, quote: figure.quote })),
    ...report.facts.map((fact) => ({ what: `fact ${fact.key}`, quote: fact.quote })),
    ...report.passages.map((passage) => ({ what: `passage of ${passage.section}`, quote: passage.quote })),
    ...(report.office.otherNames ?? []).map(({ name, quote }) => ({ what: `other name ${name}`, quote })),
  ];
  for (const { what, quote } of named) {
    if (!source.includes(quote)) throw new RangeError(`${report.file}: ${what} quotes what is not there: ${quote}`);
  }
}

/** Whose report it is by its own words, without what other reports add. */
function ownOffice({ office }: Report): string {
  const { name, core, kind, province, city, county } = office;
  return JSON.stringify({ name, core, kind, province, city, county });
}

const text = (name: string, field = name): RowColumn => ({ name, field, type: 'text' });
const number = (name: string): RowColumn => ({ name, field: name, type: 'integer' });

const PLACE: readonly RowColumn[] = [text('section'), text('quote'), number('line')];

const INSERT = { sqlite: insertIn('sqlite'), postgres: insertIn('postgres') } as const;

function insertIn(engine: Engine) {
  return {
    figure: insertInto(engine, 'figure', [
      ...[text('metric'), text('applicant'), text('part'), text('stated'), number('approximate'), text('unit')],
      ...[text('source'), text('printed'), ...PLACE],
    ]),
    fact: insertInto(engine, 'fact', [text('key'), text('text'), ...PLACE]),
    passage: insertInto(engine, 'passage', [text('section_key', 'sectionKey'), text('tokens'), ...PLACE]),
  } as const;
}

function insertInto(engine: Engine, table: string, columns: readonly RowColumn[]): string {
  const { rows, values, place } = jsonRows(engine, '?4', columns);
  return `insert into ${table} (report, office, year, ordinal, ${columns.map(({ name }) => name).join(', ')})
     select cast(?1 as integer), cast(?2 as integer), cast(?3 as integer), ${place}, ${values}
       from ${rows} order by ${place}`;
}
