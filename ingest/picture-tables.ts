import { TABLE2_BLOCKS, TABLE3_ROWS, TABLE4_BLOCKS, TABLE4_COLUMNS } from '../knowledge/metrics.js';
import { compact, fold } from '../knowledge/text.js';
import {
  APPLICANTS,
  type Figure,
  type Format,
  type Message,
  type Place,
  type Read,
  type SectionHeading,
} from '../knowledge/types.js';
import type { Document } from './document.js';
import type { Structure } from './sections.js';
import type { StatutoryTables } from './statutory-tables.js';

/**
 * Tables that stand in a report as pictures (scanned and pasted in, or drawn): the section is there, and its cells are
 * unreadable rather than absent. Only where a statutory section has a picture and no table that was read. Where every
 * table is a picture nothing tells the form (domain 2.1: never the year), so which cells there are is not known: it is
 * said, and no cell is made up.
 * @param year of the report: there are statutory tables from 2019 on (60号).
 */
export function withPictures(
  tables: StatutoryTables,
  { pictures = [], lines }: Pick<Document, 'pictures' | 'lines'>,
  structure: Structure,
  year: number,
): Read<StatutoryTables> {
  const { format } = tables;
  if (year < FIRST_FORM) return { value: tables, messages: [] };
  const pictured = TABLES.flatMap(({ table, key, cells }) => {
    const missing = tables.notes.some((note) => note.kind === 'missing_table' && note.table === table);
    const heading = missing ? pictureSection(structure.headings, key, pictures) : null;
    return heading === null ? [] : [{ table, heading, cells: cells(format) }];
  });
  if (pictured.length === 0) return { value: tables, messages: [] };
  const messages = pictured.map(({ heading }) => messageOf(heading));
  if (format === 'narrative') return { value: tables, messages };
  const figures = pictured.flatMap(({ heading, cells }) => {
    const section = structure.sections.find(({ key }) => key === heading.key)?.path ?? '';
    const place = { section, quote: fold(lines[heading.line - 1] ?? ''), line: heading.line };
    return cells.map((cell) => unread(cell, place));
  });
  const notes = tables.notes.filter(
    ({ kind, table }) => kind !== 'missing_table' || !pictured.some((each) => each.table === table),
  );
  return { value: { ...tables, figures: [...tables.figures, ...figures], notes }, messages };
}

// --- internal ---

type Cell = Pick<Figure, 'metric' | 'applicant' | 'unit'>;

const TABLES: readonly {
  readonly table: 2 | 3 | 4;
  readonly key: SectionHeading['key'];
  readonly cells: (format: Format) => readonly Cell[];
}[] = [
  {
    table: 2,
    key: 'proactive_disclosure',
    cells: (format) =>
      TABLE2_BLOCKS.filter((block) => block.format === format).flatMap(({ rows, columns }) =>
        rows.flatMap((row) =>
          columns.map(({ key, printedUnit }) => ({
            metric: `t2.${row.key}.${key}`,
            applicant: null,
            unit: printedUnit,
          })),
        ),
      ),
  },
  {
    table: 3,
    key: 'applications',
    cells: (format) =>
      TABLE3_ROWS.filter(({ forms }) => format !== 'narrative' && forms.includes(format)).flatMap(({ key }) =>
        APPLICANTS.map((applicant) => ({ metric: key, applicant, unit: null })),
      ),
  },
  {
    table: 4,
    key: 'review_and_litigation',
    cells: () =>
      TABLE4_BLOCKS.flatMap((block) =>
        TABLE4_COLUMNS.map(({ key }) => ({ metric: `${block.key}_${key}`, applicant: null, unit: null })),
      ),
  },
];

const FIRST_FORM = 2019;

/** The heading of a section with a picture in it; null where it has none. */
function pictureSection(
  headings: readonly SectionHeading[],
  key: SectionHeading['key'],
  pictures: readonly number[],
): SectionHeading | null {
  const sections = headings.filter(({ level }) => level === 1);
  const at = sections.findIndex((heading) => heading.key === key);
  const heading = sections[at];
  const end = sections[at + 1]?.line ?? Number.POSITIVE_INFINITY;
  return heading && pictures.some((line) => line >= heading.line && line < end) ? heading : null;
}

/** Nothing was printed that could be read; what is quoted is the heading the picture stands under. */
function unread(cell: Cell, place: Place): Figure {
  const said = { part: null, approximate: false, source: 'table', printed: '' } as const;
  return { ...cell, ...said, stated: 'unreadable', ...place };
}

function messageOf({ number, title, line }: SectionHeading): Message {
  const name = compact(number === null ? title : `${number}、${title}`);
  const text = `“${name}”部分没有文字表格，只有图片，没有读取：其中的数字不能回答，请查看原件。`;
  return { code: 'PICTURE_TABLE', text, line };
}
