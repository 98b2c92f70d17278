import { APPLICANT_LABELS, isStatistic, METRICS, metric, STATISTICS_ROWS, TABLE3_ROWS } from '../metrics.js';
import type { Applicant, Figure, Report, Stated } from '../types.js';

/** A report laid out for comparing: its cells by key, its narrative figures by key. */
export interface Sheet {
  readonly report: Report;
  /** Value rows of table 3 in the form the report uses. */
  readonly rows: readonly string[];
  /** Every figure of a table, none where the table was not read. */
  table(number: 2 | 3 | 4): readonly Figure[];
  cell(key: string, applicant: Applicant | null): Figure | null;
  /** Whether the report's form has the cell at all. */
  prints(key: string): boolean;
  /** What the statistics table of the years before the forms states, by key; empty where there is none. */
  readonly statistics: ReadonlyMap<string, Figure>;
  /** Narrative figures of a key that name no part. */
  stated(key: string): readonly Figure[];
}

/** One number a check needs, or what stands where the number should. */
export interface Operand {
  readonly key: string;
  /** As a clerk finds it: row and column. */
  readonly name: string;
  readonly seen: Stated | 'absent' | 'approximate';
  readonly figure: Figure | null;
}

/** Lays out a report. Two different values for one cell make it unreadable: none of them may be used. */
export function sheetOf(report: Report): Sheet {
  const cells = new Map<string, Figure>();
  const narrative = new Map<string, Figure[]>();
  const statistics = new Map<string, Figure>();
  for (const figure of report.figures) {
    if (figure.source === 'narrative') {
      if (figure.part === null) narrative.set(figure.metric, [...(narrative.get(figure.metric) ?? []), figure]);
      continue;
    }
    if (isStatistic(figure)) {
      statistics.set(figure.metric, figure);
      continue;
    }
    const id = cellId(figure.metric, figure.applicant);
    const earlier = cells.get(id);
    const same = !earlier || earlier.stated === figure.stated;
    cells.set(id, same ? figure : { ...earlier, stated: 'unreadable' });
  }
  const tables = { 2: figuresOf(2, cells), 3: figuresOf(3, cells), 4: figuresOf(4, cells) };
  const present = new Set([...cells.values()].map((f) => f.metric));
  const rows = rowsOf(report, present);
  return {
    report,
    rows,
    table: (number) => tables[number],
    cell: (key, applicant) => cells.get(cellId(key, applicant)) ?? null,
    prints: (key) =>
      metric(key).table === 3
        ? rows.includes(key)
        : present.has(key) || (!report.hybrid && metric(key).forms.includes(report.format)),
    statistics,
    stated: (key) => narrative.get(key) ?? [],
  };
}

/** The operand of a cell of a table. */
export function cellOperand(sheet: Sheet, key: string, applicant: Applicant | null): Operand {
  const figure = sheet.cell(key, applicant);
  return { key, name: cellName(key, applicant), seen: figure?.stated ?? 'absent', figure };
}

/** The operand of a row of the statistics table. */
export function statisticOperand(sheet: Sheet, key: string): Operand {
  const figure = sheet.statistics.get(key) ?? null;
  const name = STATISTICS_ROWS.find((each) => each.key === key)?.label ?? nameOf(key);
  return { key, name, seen: figure?.stated ?? 'absent', figure };
}

/** The operand of a figure of the narrative; an approximate number decides nothing. */
export function narrativeOperand(figure: Figure): Operand {
  const seen = figure.approximate && typeof figure.stated === 'number' ? 'approximate' : figure.stated;
  return { key: figure.metric, name: `正文的${nameOf(figure.metric)}`, seen, figure };
}

export function isNumber(operand: Operand): operand is Operand & { readonly seen: number } {
  return typeof operand.seen === 'number';
}

/** A number in a cell, null where none is stated. */
export function numberIn(sheet: Sheet, key: string, applicant: Applicant | null): number | null {
  const stated = sheet.cell(key, applicant)?.stated;
  return typeof stated === 'number' ? stated : null;
}

/** Whether a place is left empty: nothing in it, or a stroke. */
export function isEmpty(seen: Operand['seen']): boolean {
  return seen === 'blank' || seen === 'slash';
}

/** What keeps a check from being decided, e.g. “…/自然人”为空白. Names three places at most. */
export function whyUndecided(missing: readonly Operand[]): string {
  const byState = new Map<Operand['seen'], string[]>();
  for (const operand of missing) {
    byState.set(operand.seen, [...(byState.get(operand.seen) ?? []), `“${operand.name}”`]);
  }
  return [...byState]
    .map(([seen, names]) => {
      const shown = names.slice(0, 3).join('、');
      return `${shown}${names.length > 3 ? `等${names.length}格` : ''}${STATE_WORDS[String(seen)] ?? '没有数'}`;
    })
    .join('，');
}

/** A row or a metric as people name it: the official label without its bracketed note, with the group where it needs one. */
export function nameOf(key: string): string {
  const known = NAMES.get(key);
  if (known !== undefined) return known;
  const { label, group, table } = metric(key);
  // Names are set in “…” by the messages: quotation marks inside become the inner ones.
  const short = label.replace(/(?<=.{4})（.*）$/, '').replace(/“(.*?)”/g, '‘$1’');
  const name = group !== null && (table !== 3 || short.length <= 4) ? `${group}—${short}` : short;
  NAMES.set(key, name);
  return name;
}

export function applicantName(applicant: Applicant): string {
  return APPLICANT_LABELS[applicant].label;
}

/** Row and column of a cell. */
export function cellName(key: string, applicant: Applicant | null): string {
  return applicant === null ? nameOf(key) : `${nameOf(key)}/${applicantName(applicant)}`;
}

// --- internal ---

/** A report asks for some hundreds of the same few names. */
const NAMES = new Map<string, string>();

const STATE_WORDS: Readonly<Record<string, string>> = {
  blank: '为空白',
  slash: '填的是“/”',
  unreadable: '无法辨认',
  absent: '没有识别到',
  approximate: '只是约数',
};

function cellId(key: string, applicant: Applicant | null): string {
  return `${key}|${applicant ?? ''}`;
}

function figuresOf(table: 2 | 3 | 4, cells: ReadonlyMap<string, Figure>): readonly Figure[] {
  return [...cells.values()].filter((f) => METRICS.get(f.metric)?.table === table);
}

/** Only the rows under （六） differ between the forms; what the table shows decides before the form does. */
function rowsOf(report: Report, present: ReadonlySet<string>): readonly string[] {
  const shows = (form: '2019' | '2021') =>
    TABLE3_ROWS.some((r) => r.forms.length === 1 && r.forms.includes(form) && present.has(r.key));
  const byFormat = report.format === '2019' ? '2019' : '2021';
  const form = shows('2021') ? '2021' : shows('2019') ? '2019' : byFormat;
  return TABLE3_ROWS.filter((r) => r.forms.includes(form)).map((r) => r.key);
}
