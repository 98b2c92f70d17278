import { LAST_YEAR_OF_STATISTICS } from '../knowledge/metrics.js';
import { fold } from '../knowledge/text.js';
import type { Figure, Message, Passage, Read, ReadingNote, Report } from '../knowledge/types.js';
import { withoutDamage } from './damage.js';
import { identify } from './identify.js';
import { type NarrativeContext, readNarrative } from './narrative.js';
import { withPictures } from './picture-tables.js';
import { readDocument } from './readers.js';
import { cutSections, type Section, type Structure } from './sections.js';
import { readStatistics } from './statistics-table.js';
import { readTables, type StatutoryTables } from './statutory-tables.js';

/** Raised with every change that makes reading the same bytes give another report: files are then read again. */
export const READER_VERSION = 6;

/**
 * Reads one file: bytes → document → sections → tables, narrative, identity → Report.
 * @param file name without folder; a file in an archive carries the archive's name before its own.
 * @throws UserError when nothing can be read at all (empty, binary, foreign, no office, no year).
 */
export async function readReport(file: string, bytes: Uint8Array): Promise<Read<Report>> {
  const document = await readDocument(file, bytes);
  const structure = cutSections(document);
  const identity = identify(document, structure);
  const { headings } = structure;
  const legible = withoutDamage(readTables(structure, document.lines), { headings, endsWithin: document.endsWithin });
  const { value: tables, messages: pictured } = withPictures(legible, document, structure, identity.value.year);
  const isOlder = identity.value.year <= LAST_YEAR_OF_STATISTICS && tables.format === 'narrative';
  const statistics = isOlder ? readStatistics(structure, document.lines) : { figures: [], notes: [] };
  const narrative = readNarrative(structure.sections, narrativeContext(identity.value), document.lines);
  const { office, year, title, titleLine, period, documentNumber, issuedOn, facts } = identity.value;
  const value: Report = {
    file,
    office,
    year,
    title,
    titleLine,
    format: tables.format,
    hybrid: tables.hybrid,
    period,
    documentNumber,
    issuedOn,
    headings,
    figures: [...tables.figures, ...statistics.figures, ...narrative.figures.map((figure) => inForm(figure, tables))],
    facts: [...facts, ...narrative.facts],
    passages: structure.sections.flatMap(passagesOf),
    furniture: structure.furniture,
    notes: [...tables.notes, ...statistics.notes, ...furnitureNotes(structure, document.lines)],
    lines: document.lines,
  };
  const messages: readonly Message[] = [...(document.messages ?? []), ...identity.messages, ...pictured];
  return { value, messages };
}

// --- internal ---

/** A government speaks of its whole area (全县); a town that does so speaks of others. */
function narrativeContext({ year, office }: Pick<Report, 'year' | 'office'>): NarrativeContext {
  return { year, ownArea: office.kind === '人民政府' ? [`全${office.core.slice(-1)}`] : [] };
}

/** 其他处理1件 means the one row of the older form, and the sum of three rows where the newer form is printed. */
function inForm(figure: Figure, { format, hybrid }: StatutoryTables): Figure {
  return figure.metric === 'other_handling' && format === '2021' && !hybrid
    ? { ...figure, metric: 'other_total' }
    : figure;
}

function passagesOf(section: Section): Passage[] {
  return section.paragraphs
    .filter(({ text }) => text !== '')
    .map(({ text, line }) => ({ sectionKey: section.key, section: section.path, text, quote: text, line }));
}

function furnitureNotes({ furniture }: Structure, lines: readonly string[]): ReadingNote[] {
  const [line] = furniture;
  if (line === undefined) return [];
  const quote = fold(lines[line - 1] ?? '');
  return [{ kind: 'page_furniture', table: null, label: null, count: furniture.length, section: '正文', quote, line }];
}
