import { attributeOf, localName, walkXml } from './xml.js';

/** The numbers Word itself puts before paragraphs (一、 （一） 1.): they are in no text, only in the definition of lists. */
export interface Numbering {
  /**
   * The number of the next paragraph, and counts on.
   * @param style the paragraph's style, which may belong to a list of its own.
   * @param own the list and level named at the paragraph itself.
   * @returns as shown, with the space behind it where one is needed; empty for none and for bullets.
   */
  next(style: string | null, own: { readonly list: string | null; readonly level: number }): string;
}

/** @param numbering `word/numbering.xml`; @param styles `word/styles.xml`; null where the file has none. */
export async function readNumbering(numbering: string | null, styles: string | null): Promise<Numbering> {
  const lists = numbering === null ? NO_LISTS : await readLists(numbering);
  const styled = styles === null ? new Map<string, StyleList>() : await readStyles(styles);
  return countFrom(lists, styled);
}

/** A count as a list prints it. Formats that are not known print as figures. */
export function formatCount(count: number, format: string): string {
  if (count < 1) return String(count);
  return FORMATS.find(({ name }) => name.test(format))?.print(count) ?? String(count);
}

// --- internal ---

interface Level {
  readonly start: number;
  readonly format: string;
  readonly text: string;
  /** Figures whatever the formats of the other levels. */
  readonly legal: boolean;
}

interface Lists {
  /** Levels by definition. */
  readonly definitions: ReadonlyMap<string, ReadonlyMap<number, Level>>;
  readonly lists: ReadonlyMap<string, { readonly definition: string; readonly restarts: ReadonlyMap<number, number> }>;
}

interface StyleList {
  readonly list: string | null;
  readonly level: number | null;
  readonly basedOn: string | null;
}

const NO_LISTS: Lists = { definitions: new Map(), lists: new Map() };
const MOST_ANCESTORS = 20;

function countFrom({ definitions, lists }: Lists, styled: ReadonlyMap<string, StyleList>): Numbering {
  const counts = new Map<string, Map<number, number>>();
  const restarted = new Set<string>();

  const place = (style: string | null, own: { readonly list: string | null; readonly level: number }) => {
    if (own.list !== null) return { list: own.list, level: own.level };
    let at = style;
    for (let steps = 0; at !== null && steps < MOST_ANCESTORS; steps += 1) {
      const found = styled.get(at);
      if (found?.list) return { list: found.list, level: found.level ?? 0 };
      at = found?.basedOn ?? null;
    }
    return null;
  };

  return {
    next(style, own) {
      const placed = place(style, own);
      const list = placed === null ? undefined : lists.get(placed.list);
      const levels = list === undefined ? undefined : definitions.get(list.definition);
      const level = placed === null ? undefined : levels?.get(placed.level);
      if (!placed || !list || !levels || !level) return '';
      const counted = counts.get(list.definition) ?? new Map<number, number>();
      counts.set(list.definition, counted);
      const mark = `${placed.list}/${placed.level}`;
      const restart = restarted.has(mark) ? undefined : list.restarts.get(placed.level);
      restarted.add(mark);
      counted.set(placed.level, restart ?? (counted.get(placed.level) ?? level.start - 1) + 1);
      for (const deeper of [...counted.keys()].filter((each) => each > placed.level)) counted.delete(deeper);
      return printed(level, levels, counted);
    },
  };
}

function printed(level: Level, levels: ReadonlyMap<number, Level>, counts: ReadonlyMap<number, number>): string {
  if (level.format === 'bullet' || level.format === 'none') return '';
  const label = level.text.replace(/%([1-9])/g, (_, digit: string) => {
    const of = levels.get(Number(digit) - 1);
    return formatCount(counts.get(Number(digit) - 1) ?? of?.start ?? 1, level.legal ? 'decimal' : (of?.format ?? ''));
  });
  return /[0-9A-Za-z]$/.test(label) ? `${label} ` : label;
}

async function readLists(xml: string): Promise<Lists> {
  const definitions = new Map<string, Map<number, Level>>();
  const lists = new Map<string, { definition: string; restarts: Map<number, number> }>();
  let definition = new Map<number, Level>();
  let list = { definition: '', restarts: new Map<number, number>() };
  let at = 0;
  let level: { -readonly [key in keyof Level]: Level[key] } | null = null;
  await walkXml(xml, {
    open: (name, attributes) => {
      const value = attributeOf(attributes, 'val');
      const opened = localName(name);
      if (opened === 'abstractNum') {
        definition = new Map();
        definitions.set(attributeOf(attributes, 'abstractNumId') ?? '', definition);
      } else if (opened === 'num') {
        list = { definition: '', restarts: new Map() };
        lists.set(attributeOf(attributes, 'numId') ?? '', list);
        // Levels a list defines for itself are not those of the definition it shares.
        definition = new Map();
      } else if (opened === 'abstractNumId') {
        list.definition = value ?? '';
      } else if (opened === 'lvlOverride') {
        at = numberOf(attributeOf(attributes, 'ilvl'));
      } else if (opened === 'startOverride') {
        list.restarts.set(at, numberOf(value));
      } else if (opened === 'lvl') {
        at = numberOf(attributeOf(attributes, 'ilvl'));
        level = { start: 1, format: 'decimal', text: '', legal: false };
      } else if (level !== null) {
        if (opened === 'start') level.start = numberOf(value);
        if (opened === 'numFmt') level.format = value ?? 'decimal';
        if (opened === 'lvlText') level.text = value ?? '';
        if (opened === 'isLgl') level.legal = value !== '0' && value !== 'false';
      }
    },
    close: (name) => {
      if (localName(name) !== 'lvl' || level === null) return;
      definition.set(at, level);
      level = null;
    },
  });
  return { definitions, lists };
}

async function readStyles(xml: string): Promise<Map<string, StyleList>> {
  const styles = new Map<string, StyleList>();
  let id: string | null = null;
  let style: { list: string | null; level: number | null; basedOn: string | null } | null = null;
  await walkXml(xml, {
    open: (name, attributes) => {
      const value = attributeOf(attributes, 'val');
      const opened = localName(name);
      if (opened === 'style') {
        id = attributeOf(attributes, 'styleId') ?? null;
        style = { list: null, level: null, basedOn: null };
      }
      if (style === null) return;
      if (opened === 'basedOn') style.basedOn = value ?? null;
      if (opened === 'numId') style.list = value ?? null;
      if (opened === 'ilvl') style.level = numberOf(value);
    },
    close: (name) => {
      if (localName(name) !== 'style') return;
      if (id !== null && style !== null) styles.set(id, style);
      style = null;
    },
  });
  return styles;
}

function numberOf(value: string | undefined): number {
  const number = Number.parseInt(value ?? '', 10);
  return Number.isFinite(number) ? number : 0;
}

/** ISO/IEC 29500-1, 17.18.59: the formats met in Chinese documents. */
const FORMATS: readonly { readonly name: RegExp; readonly print: (count: number) => string }[] = [
  {
    name: /^(?:chineseCounting|chineseCountingThousand|japaneseCounting|taiwaneseCounting|taiwaneseCountingThousand|ideographDigital|japaneseDigitalTenThousand|koreanCounting)$/,
    print: (count) => inHan(count, '一二三四五六七八九', '十'),
  },
  {
    name: /^(?:chineseLegalSimplified|ideographLegalTraditional|japaneseLegal)$/,
    print: (count) => inHan(count, '壹贰叁肆伍陆柒捌玖', '拾'),
  },
  {
    name: /^decimalEnclosedCircle/,
    print: (count) => (count <= 20 ? String.fromCharCode(0x245f + count) : String(count)),
  },
  {
    name: /^decimalEnclosedParen$/,
    print: (count) => (count <= 20 ? String.fromCharCode(0x2473 + count) : `(${count})`),
  },
  { name: /^decimalZero$/, print: (count) => String(count).padStart(2, '0') },
  { name: /^upperLetter$/, print: (count) => letters(count, 65) },
  { name: /^lowerLetter$/, print: (count) => letters(count, 97) },
  { name: /^upperRoman$/, print: roman },
  { name: /^lowerRoman$/, print: (count) => roman(count).toLowerCase() },
];

function inHan(count: number, digits: string, ten: string): string {
  if (count > 99) return String(count);
  const tens = Math.floor(count / 10);
  const ones = digits[(count % 10) - 1] ?? '';
  return tens === 0 ? ones : `${tens === 1 ? '' : digits[tens - 1]}${ten}${ones}`;
}

function letters(count: number, first: number): string {
  return String.fromCharCode(first + ((count - 1) % 26)).repeat(Math.ceil(count / 26));
}

function roman(count: number): string {
  if (count > 50) return String(count);
  const tens = Math.floor(count / 10);
  const ones = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'][count % 10] ?? '';
  return `${tens === 4 ? 'XL' : tens === 5 ? 'L' : 'X'.repeat(tens)}${ones}`;
}
