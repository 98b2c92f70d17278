/** The plain data that everything else is written in: reports, their figures, where they stand, what is doubted. */

/** The applicant columns of table 3 in print order (domain: 申请人情况); `total` is the printed 总计 column. */
export const APPLICANTS = [
  'natural_person',
  'commercial_enterprise',
  'research_institution',
  'public_welfare_organization',
  'legal_service_organization',
  'other_organization',
  'total',
] as const;
export type Applicant = (typeof APPLICANTS)[number];

/** What a place in a report says: a number, or one of the kinds of saying none. A blank cell is never 0. */
export type Stated = number | 'blank' | 'slash' | 'unreadable';

/** `2019`: 国办公开办函〔2019〕60号; `2021`: 国办公开办函〔2021〕30号; `narrative`: no statutory tables. */
export type Format = '2019' | '2021' | 'narrative';

/** `Figure.printed` of a cell that is a picture: nothing was read. */
export const PICTURE_CELL = '〔图〕';

export type FigureSource = 'table' | 'narrative';

/** Where something stands in a report. `quote` is verbatim with every run of white space folded to one space. */
export interface Place {
  /** Section path as printed, e.g. 一、总体情况（二）依申请公开情况. */
  readonly section: string;
  readonly quote: string;
  /** 1-based line in the text of the source where the quote begins; null where the source has none. */
  readonly line: number | null;
}

/** One number (or stated absence of one) of one report. */
export interface Figure extends Place {
  /** A key of `METRICS`. A narrative figure that means a cell of a table carries the cell's key. */
  readonly metric: string;
  /** Table 3 only; null elsewhere. A narrative count of applications without a named applicant is `total`. */
  readonly applicant: Applicant | null;
  /** What exactly is counted where a report states one metric several times: a category, a hotline, a subset. */
  readonly part: string | null;
  readonly stated: Stated;
  /** True for 约, 近, 余, 多, 超. */
  readonly approximate: boolean;
  /** As printed; null where the report states none. The number is in this unit except that 万 and 亿 before a counting
   * word are multiplied out (4万人次 is 40000 人次); money keeps 万元. */
  readonly unit: string | null;
  readonly source: FigureSource;
  /** The characters the number was read from, e.g. `约4万人次`, `未收到`, `0`, or empty for a blank cell. */
  readonly printed: string;
}

/** Something a report states that is no number: a telephone, an account's name, a document number, a date. */
export interface Fact extends Place {
  readonly key: FactKey;
  readonly text: string;
}

export const FACT_KEYS = [
  'account_name',
  'contact.unit',
  'contact.address',
  'contact.postcode',
  'contact.phone',
  'contact.fax',
  'contact.email',
  'contact.website',
  'document_number',
  'issued_on',
] as const;
export type FactKey = (typeof FACT_KEYS)[number];

/** A stretch of running text that full text search finds and answers quote. */
export interface Passage extends Place {
  /** Key of the statutory section it stands in, or `preamble` / `signature`. */
  readonly sectionKey: SectionKey;
  /** Verbatim text, white space folded; equals `quote`. */
  readonly text: string;
}

/** The six sections of both forms (30号 and 60号), and what stands before and after them. */
export const SECTION_KEYS = [
  'preamble',
  'overview',
  'proactive_disclosure',
  'applications',
  'review_and_litigation',
  'problems_and_improvements',
  'other_matters',
  'signature',
] as const;
export type SectionKey = (typeof SECTION_KEYS)[number];

/** A heading that was found. */
export interface SectionHeading {
  /** Statutory section (level 1) it is or belongs to. */
  readonly key: SectionKey;
  /** 1 for 一、, 2 for （一）. */
  readonly level: 1 | 2;
  /** As printed without the title, e.g. `一`, `（一）`; null where the number is missing. */
  readonly number: string | null;
  readonly title: string;
  readonly line: number;
}

export type OfficeKind = '街道办事处' | '镇人民政府' | '乡人民政府' | '人民政府' | '部门' | '其他';

/** Whose report it is, read from the title, letterhead, signature and text. */
export interface Office {
  /** Canonical name: county or city (where the text names it) + core + suffix, e.g. 某市某某街道办事处, 某市某某镇人民政府. */
  readonly name: string;
  /** The part people say: 某某街道, 某某镇, 某某局. */
  readonly core: string;
  readonly kind: OfficeKind;
  readonly province: string | null;
  readonly city: string | null;
  /** County, county-level city or district. */
  readonly county: string | null;
  /** Every form printed in the report. */
  readonly printed: readonly string[];
  /** Names the report says the office had before or has since; absent where it says none. */
  readonly otherNames?: readonly OtherName[];
}

/** Another name of the same office, from words of a report that say so. */
export interface OtherName {
  readonly name: string;
  readonly core: string;
  readonly kind: OfficeKind;
  /** The county, or the city where no county is known; null where neither is. */
  readonly place: string | null;
  readonly quote: string;
  readonly line: number | null;
}

export interface Period {
  /** ISO dates. */
  readonly from: string;
  readonly to: string;
}

export interface Report {
  readonly file: string;
  readonly office: Office;
  readonly year: number;
  readonly title: string;
  readonly titleLine: number | null;
  readonly format: Format;
  /** Both families of headers occur (domain 2.1). */
  readonly hybrid: boolean;
  readonly period: Period | null;
  readonly documentNumber: string | null;
  /** ISO date under the signature; null where none stands there. */
  readonly issuedOn: string | null;
  readonly headings: readonly SectionHeading[];
  readonly figures: readonly Figure[];
  readonly facts: readonly Fact[];
  readonly passages: readonly Passage[];
  /** Lines (1-based) of page furniture: left out of passages and figures. */
  readonly furniture: readonly number[];
  /** What reading noticed and could not take as it stood, for the checks. */
  readonly notes: readonly ReadingNote[];
  /** The text of the source, a line an element: what `line` counts in. */
  readonly lines: readonly string[];
}

/** What the reader noticed; the rules of checks.ts turn it into findings. */
export interface ReadingNote {
  readonly kind:
    | 'page_furniture'
    | 'unknown_row'
    | 'missing_row'
    | 'unreadable_row'
    | 'missing_table'
    | 'wrong_cell_count';
  /** Table 2, 3 or 4, or the statistics table of the years before the forms; null where no table is meant. */
  readonly table: 2 | 3 | 4 | 'statistics' | null;
  /** The row's label as printed, or its key where the row is missing. */
  readonly label: string | null;
  /** How many (lines of furniture, cells of a row); null where nothing is counted. */
  readonly count: number | null;
  readonly section: string;
  readonly quote: string;
  readonly line: number | null;
}

export type Severity = 'error' | 'warning' | 'info';
/** A check holds, is broken, or cannot be told because something it needs is not stated. */
export type Outcome = 'holds' | 'broken' | 'cannot_tell';

/** A place that a finding compares. */
export interface FindingPlace extends Place {
  /** True where it stands in the same office's report of the year before. */
  readonly previousYear?: true;
}

/** A doubt about a report: one rule at one place. */
export interface Finding {
  /** Rule id of domain section 3, e.g. `T3-BAL`. */
  readonly rule: string;
  /** Which instance: a row, column, section or category; empty where the rule has one instance. */
  readonly at: string;
  readonly severity: Severity;
  readonly outcome: Exclude<Outcome, 'holds'>;
  /** Chinese, for a clerk, both numbers in it. */
  readonly message: string;
  /** The cells and sentences compared. */
  readonly places: readonly FindingPlace[];
  /** Metric keys the finding casts doubt on, so that an answer using one of them can show it. */
  readonly metrics: readonly string[];
}

export interface Message {
  readonly code: string;
  /** Chinese. */
  readonly text: string;
  /** 1-based line it is about; left out where it is about the whole file. */
  readonly line?: number;
}

/** Partial success is a value: what could be read, and what could not. */
export interface Read<T> {
  readonly value: T;
  readonly messages: readonly Message[];
}

/** An error a user can cause: a stable code and a Chinese message that says what to do. */
export class UserError extends Error {
  override readonly name = 'UserError';
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
