import { BUILT_IN_FORMATS, UNKNOWN_FORMAT } from './number-format.js';
import { damagedFile } from './refusals.js';
import { attributeOf, localName, walkXml } from './xml.js';

/** What the cells of a workbook refer to: its sheets, shared strings and number formats. */

/** Text of a part of the container by its path; null where there is none. */
export type PartText = (path: string) => Promise<string | null>;

export interface Workbook {
  /** Sheets that are shown, in their order. */
  readonly sheets: readonly { readonly name: string; readonly path: string }[];
  /** Days count from 1904, as on old Macs. */
  readonly from1904: boolean;
}

/** @throws UserError DAMAGED_FILE where the workbook names no sheet. */
export async function readWorkbook(text: PartText): Promise<Workbook> {
  const xml = await text('xl/workbook.xml');
  const relations = await text('xl/_rels/workbook.xml.rels');
  if (xml === null || relations === null) throw damagedFile('no workbook');
  const targets = new Map<string, string>();
  await walkXml(relations, {
    open: (name, attributes) => {
      if (localName(name) !== 'Relationship') return;
      const target = attributeOf(attributes, 'Target') ?? '';
      targets.set(attributeOf(attributes, 'Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
  });
  const sheets: { name: string; path: string }[] = [];
  let from1904 = false;
  let found = 0;
  await walkXml(xml, {
    open: (name, attributes) => {
      if (localName(name) === 'workbookPr') from1904 = isOn(attributeOf(attributes, 'date1904'));
      if (localName(name) !== 'sheet') return;
      found += 1;
      const path = targets.get(attributes['r:id'] ?? attributeOf(attributes, 'id') ?? '');
      if (path === undefined) throw damagedFile('a sheet without its part');
      const state = attributeOf(attributes, 'state') ?? 'visible';
      if (state === 'visible') sheets.push({ name: attributeOf(attributes, 'name') ?? '', path });
    },
  });
  if (found === 0) throw damagedFile('no sheet');
  return { sheets, from1904 };
}

/** Shared strings by their index; annotations of pronunciation are left out. */
export async function readStrings(xml: string | null): Promise<string[]> {
  const strings: string[] = [];
  if (xml === null) return strings;
  let current: string | null = null;
  let inText = false;
  let inRuby = 0;
  await walkXml(xml, {
    open: (name) => {
      const local = localName(name);
      if (local === 'si') current = '';
      if (local === 'rPh') inRuby += 1;
      if (local === 't') inText = true;
    },
    close: (name) => {
      const local = localName(name);
      if (local === 'rPh') inRuby -= 1;
      if (local === 't') inText = false;
      if (local !== 'si' || current === null) return;
      strings.push(current);
      current = null;
    },
    text: (piece) => {
      if (inText && inRuby === 0 && current !== null) current += piece;
    },
  });
  return strings;
}

/** The number format of each cell style, by the style's index. */
export async function readStyles(xml: string | null): Promise<string[]> {
  if (xml === null) return [];
  const formats = new Map<number, string>(BUILT_IN_FORMATS);
  const styles: number[] = [];
  let inCells = false;
  await walkXml(xml, {
    open: (name, attributes) => {
      const local = localName(name);
      const id = Number(attributeOf(attributes, 'numFmtId') ?? 0);
      if (local === 'numFmt') formats.set(id, attributeOf(attributes, 'formatCode') ?? 'General');
      if (local === 'cellXfs') inCells = true;
      if (local === 'xf' && inCells) styles.push(id);
    },
    close: (name) => {
      if (localName(name) === 'cellXfs') inCells = false;
    },
  });
  return styles.map((id) => formats.get(id) ?? UNKNOWN_FORMAT);
}

// --- internal ---

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
