import { type Figure, type Format, type ReadingNote, SECTION_KEYS } from '../knowledge/types.js';
import type { PlacedRow, TableReading } from './grid.js';
import type { Section, Structure } from './sections.js';
import { readTable2 } from './table2.js';
import { readTable3 } from './table3.js';
import { readTable4 } from './table4.js';

export interface StatutoryTables {
  readonly format: Format;
  /** Headers of both forms occur in one report. */
  readonly hybrid: boolean;
  readonly figures: readonly Figure[];
  readonly notes: readonly ReadingNote[];
}

/**
 * Reads tables 2, 3 and 4 wherever they stand. The form is told by the headers found, never by the year (domain 2.1).
 * @param lines the document's, for verbatim quotes.
 */
export function readTables(structure: Structure, lines: readonly string[]): StatutoryTables {
  const rows = (keys: readonly Section['key'][]) =>
    structure.sections
      .filter(({ key }) => keys.includes(key))
      .flatMap((section) =>
        section.tables.flatMap((table) => table.rows.map((row) => ({ row, section: section.path }))),
      );
  const all = rows(SECTION_KEYS);
  const readings = [
    { table: 2, key: 'proactive_disclosure', ...readIn(readTable2, rows(['proactive_disclosure']), all, lines) },
    { table: 3, key: 'applications', ...readIn(readTable3, rows(['applications']), all, lines) },
    { table: 4, key: 'review_and_litigation', ...readIn(readTable4, rows(['review_and_litigation']), all, lines) },
  ] as const;
  const figures = readings.flatMap((reading) => reading.figures);
  const forms = new Set(readings.flatMap(({ format }) => (format === null ? [] : [format])));
  const table3 = readings[1].format;
  const format = figures.length === 0 ? 'narrative' : (table3 ?? [...forms][0] ?? '2021');
  const missing = readings
    .filter((reading) => reading.figures.length === 0)
    .map(({ table, key }) => missingTable(structure, table, key));
  return {
    format,
    hybrid: forms.size > 1 || readings.some(({ hybrid }) => hybrid === true),
    figures,
    notes: [...readings.flatMap((reading) => reading.notes), ...missing],
  };
}

// --- internal ---

type Reader = (rows: readonly PlacedRow[], lines: readonly string[]) => TableReading;

/** In its own section first; anywhere where headings are lost. */
function readIn(
  read: Reader,
  own: readonly PlacedRow[],
  all: readonly PlacedRow[],
  lines: readonly string[],
): TableReading {
  const here = read(own, lines);
  return here.figures.length > 0 ? here : read(all, lines);
}

function missingTable(structure: Structure, table: 2 | 3 | 4, key: Section['key']): ReadingNote {
  const heading = structure.headings.find((each) => each.key === key && each.level === 1);
  const section = structure.sections.find((each) => each.key === key)?.path ?? '';
  return {
    kind: 'missing_table',
    table,
    label: null,
    count: null,
    section,
    quote: heading?.title ?? '',
    line: heading?.line ?? null,
  };
}
