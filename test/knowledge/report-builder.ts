import { STATUTORY_SECTIONS } from '../../knowledge/checks/structure.js';
import { METRICS, TABLE3_ROWS } from '../../knowledge/metrics.js';
import {
  APPLICANTS,
  type Applicant,
  type Figure,
  type Office,
  type Passage,
  type Report,
  type SectionHeading,
  type SectionKey,
  type Stated,
} from '../../knowledge/types.js';

/** What a test says about a report; everything it leaves out is as in a report with nothing to doubt. */
export interface Wanted extends Partial<Omit<Report, 'office' | 'figures' | 'passages'>> {
  readonly kind?: Office['kind'];
  readonly officeName?: string;
  /** Cells that are not 0: six applicants and the total, or one number for 自然人 and 总计. */
  readonly table3?: Readonly<Record<string, number | readonly Stated[]>>;
  readonly table4?: Readonly<Record<string, Stated>>;
  readonly table2?: Readonly<Record<string, Stated>>;
  /** Tables that are not there at all. */
  readonly without?: readonly (2 | 3 | 4)[];
  /** Keys of cells that are not there. */
  readonly missing?: readonly string[];
  readonly narrative?: readonly Spoken[];
  readonly passages?: readonly (readonly [SectionKey, string])[];
  readonly amountUnit?: string | null;
}

export interface Spoken extends Partial<Figure> {
  readonly metric: string;
  readonly stated: Stated;
}

/** A report of an invented office in which every check holds, but for what the test wants otherwise. */
export function reportWith(wanted: Wanted = {}): Report {
  const { kind = '街道办事处', officeName = '某市青禾街道办事处', narrative, passages, ...rest } = wanted;
  const year = wanted.year ?? 2023;
  const format = wanted.format ?? (year < 2021 ? '2019' : '2021');
  const spoken = narrative ?? [{ metric: 'applications_new', stated: newTotal(wanted) }];
  const issuedOn = wanted.issuedOn === undefined ? `${year + 1}-01-12` : wanted.issuedOn;
  const report: Report = {
    file: `${year}.txt`,
    office: {
      name: officeName,
      core: officeName.replace(/^某市|办事处$|人民政府$/g, ''),
      kind,
      province: null,
      city: null,
      county: '某市',
      printed: [officeName],
    },
    year,
    title: `${officeName}${year}年政府信息公开工作年度报告`,
    titleLine: 1,
    format,
    hybrid: false,
    period: { from: `${year}-01-01`, to: `${year}-12-31` },
    documentNumber: null,
    issuedOn,
    headings: HEADINGS,
    figures: [...tables({ ...wanted, year, format }), ...spoken.map(narrativeFigure)],
    facts: issuedOn
      ? [{ key: 'issued_on', text: issuedOn, section: '落款', quote: issuedOn.replaceAll('-', '/'), line: 900 }]
      : [],
    passages: (passages ?? PASSAGES).map(([sectionKey, text], i) => passage(sectionKey, text, 20 + i)),
    furniture: [],
    notes: [],
    lines: [],
  };
  const own = Object.fromEntries(Object.entries(rest).filter(([key]) => key in report));
  return { ...report, ...own, issuedOn };
}

/** A narrative figure; the quote is a sentence made of the number unless one is given. */
export function narrativeFigure(spoken: Spoken): Figure {
  const printed = spoken.printed ?? (typeof spoken.stated === 'number' ? `${spoken.stated}件` : '');
  return {
    applicant: METRICS.get(spoken.metric)?.table === 3 ? 'total' : null,
    part: null,
    approximate: false,
    unit: '件',
    source: 'narrative',
    printed,
    section: '一、总体情况',
    quote: `本单位共${printed}。`,
    line: 30,
    ...spoken,
  };
}

/** A figure in a cell of a table. */
export function tableFigure(metric: string, applicant: Applicant | null, stated: Stated, line = 100): Figure {
  const table = METRICS.get(metric)?.table ?? 3;
  return {
    metric,
    applicant,
    part: null,
    stated,
    approximate: false,
    unit: null,
    source: 'table',
    printed: PRINTED[String(stated)] ?? String(stated),
    section: SECTION_OF[table],
    quote: `${METRICS.get(metric)?.label ?? metric} ${stated}`,
    line,
  };
}

/** The same report with another value in one cell. */
export function withCell(report: Report, key: string, applicant: Applicant | null, stated: Stated): Report {
  const figures = report.figures.map((f) =>
    f.source === 'table' && f.metric === key && f.applicant === applicant ? { ...f, stated } : f,
  );
  return { ...report, figures };
}

export const HEADINGS: readonly SectionHeading[] = STATUTORY_SECTIONS.map(({ key, number, title }, i) => ({
  key,
  level: 1,
  number,
  title,
  line: 10 + 100 * i,
}));

// --- internal ---

const PRINTED: Readonly<Record<string, string>> = { blank: '', slash: '/', unreadable: '?' };
const SECTION_OF = {
  2: '二、主动公开政府信息情况',
  3: '三、收到和处理政府信息公开申请情况',
  4: '四、政府信息公开行政复议、行政诉讼情况',
} as const;

const PASSAGES: readonly (readonly [SectionKey, string])[] = [
  ['preamble', '本年度报告由六部分组成，统计期限为全年。'],
  ['overview', '一年来，我街道做好公开工作，并接受社会评议。'],
  ['problems_and_improvements', '公开内容还不够丰富。下一步将加强培训。'],
  ['other_matters', '未收取信息处理费。'],
];

function tables(wanted: Wanted & { year: number; format: Report['format'] }): readonly Figure[] {
  const { table3 = {}, table4 = {}, table2 = {}, without = [], missing = [], amountUnit = '万元' } = wanted;
  if (wanted.format === 'narrative') return [];
  const figures: Figure[] = [];
  for (const row of TABLE3_ROWS) {
    const given = table3[row.key];
    if (!row.forms.includes(wanted.format) && given === undefined) continue;
    const values = typeof given === 'number' ? [given, 0, 0, 0, 0, 0, given] : (given ?? []);
    APPLICANTS.forEach((applicant, i) => {
      figures.push(tableFigure(row.key, applicant, values[i] ?? 0, 300 + TABLE3_ROWS.indexOf(row)));
    });
  }
  for (const { key, table, forms, unit } of METRICS.values()) {
    const given = table4[key] ?? table2[key];
    if ((table !== 4 && table !== 2) || (!forms.includes(wanted.format) && given === undefined)) continue;
    const figure = tableFigure(key, null, given ?? 0, table === 4 ? 400 : 200);
    figures.push({ ...figure, unit: key.endsWith('total_amount') ? amountUnit : unit });
  }
  return figures.filter((f) => {
    const table = METRICS.get(f.metric)?.table;
    return !missing.includes(f.metric) && !without.some((t) => t === table);
  });
}

function newTotal({ table3 = {} }: Wanted): Stated {
  const row = table3.applications_new ?? 0;
  return typeof row === 'number' ? row : (row[6] ?? 0);
}

function passage(sectionKey: SectionKey, text: string, line: number): Passage {
  return { sectionKey, text, quote: text, section: sectionKey, line };
}
