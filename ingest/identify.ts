import { fold } from '../knowledge/text.js';
import { type Fact, type Message, type Office, type Period, type Read, UserError } from '../knowledge/types.js';
import { readPeriod, yearOf } from './dates.js';
import type { Document } from './document.js';
import { findDocumentNumber, findIssueDate } from './issuance.js';
import { findOffice, titlesOf } from './office.js';
import { parseOffice } from './office-name.js';
import { otherNames } from './other-names.js';
import type { Structure } from './sections.js';
import { findTitle, type HeadLine, isInterpretation, pageTitle, readTitle, type Title, titlesInText } from './title.js';

/** Whose report, about which year, issued when. */
export interface Identity {
  readonly office: Office;
  readonly year: number;
  readonly title: string;
  readonly titleLine: number | null;
  readonly period: Period | null;
  readonly documentNumber: string | null;
  readonly issuedOn: string | null;
  /** `document_number` and `issued_on` with their places. */
  readonly facts: readonly Fact[];
}

/**
 * Tells whose report a document is and which year it reports on. The year is the title's; never the signature's, which
 * is a year later. Where the title lacks office or year other places decide, and a message says which.
 *
 * Throws UserError NOT_A_REPORT (no title and no sections of an annual disclosure report, or a page about one),
 * NO_OFFICE or NO_YEAR.
 */
export function identify(document: Document, structure: Structure): Read<Identity> {
  const lines = linesOf(document, structure);
  const { head, tail } = endsOf(lines, structure);
  const text = lines.map((line) => line.text).join('\n');
  const period = readPeriod(head.map((line) => line.text).join('')) ?? readPeriod(text);
  const pageTitles = titlesOf(document.meta);
  const hints = { year: yearOfPeriod(period), pageTitles };
  const found = findTitle(head, hints) ?? findTitle(lines.slice(0, LONGEST_HEAD), hints);
  requireReport(document, structure, lines, found?.title ?? null, pageTitles);

  const given = titlesInText(head);
  const named =
    found?.title ?? pageTitle(pageTitles) ?? given.find(namesOffice) ?? readTitle(document.file.replace(/\.\w+$/, ''));
  const office = findOffice({
    file: document.file,
    title: found?.title ?? null,
    head,
    tail,
    meta: document.meta,
    text,
  });
  if (office === null)
    throw new UserError('NO_OFFICE', '认不出这是哪个单位的年报：标题、文头、落款和联系方式里都没有单位名称。');
  const year = findYear(
    found?.title ?? null,
    period,
    pageTitles,
    given[0]?.year ?? yearInText(text),
    document.file,
    lines,
  );
  const documentNumber = findDocumentNumber(head);
  const issuedOn = findIssueDate(head, tail);
  const messages = [...office.messages, ...year.messages];
  if (found?.ambiguous === true)
    messages.push({ code: 'TITLE_AMBIGUOUS', text: `页面上有几个年份的年报标题，取了“${found.title.text}”。` });
  if (found === null)
    messages.push({
      code: 'TITLE_NOT_IN_TEXT',
      text: '正文里没有年报标题，标题取自网页信息、引言或文件名，或按单位和年份写出。',
    });
  const renamed = otherNames(office.value, lines);
  return {
    value: {
      office: renamed.length > 0 ? { ...office.value, otherNames: renamed } : office.value,
      year: year.value,
      title: named?.text ?? `${office.value.name}${year.value}年政府信息公开工作年度报告`,
      titleLine: found?.title.line ?? null,
      period,
      documentNumber: documentNumber?.text ?? null,
      issuedOn: issuedOn?.text ?? null,
      facts: [documentNumber, issuedOn].filter((fact) => fact !== null),
    },
    messages,
  };
}

// --- internal ---

const LONGEST_HEAD = 60;
const LONGEST_TAIL = 15;
/** Characters of running text that a report without recognised sections must have. */
const LEAST_PROSE = 150;

/** Paragraphs and the cells of tables in order, page furniture left out. */
function linesOf(document: Document, structure: Structure): HeadLine[] {
  const furniture = new Set(structure.furniture);
  const all = document.blocks.flatMap((block): HeadLine[] =>
    block.kind === 'paragraph'
      ? [block]
      : block.rows.flatMap((row) =>
          row.cells.flatMap((cell) => (cell.spanned || cell.text === '' ? [] : [{ ...cell, heading: false }])),
        ),
  );
  return all.filter((line) => !furniture.has(line.line));
}

/** What stands before the first statutory heading and after the last one. */
function endsOf(lines: readonly HeadLine[], structure: Structure): { head: HeadLine[]; tail: HeadLine[] } {
  const first = structure.headings.find((heading) => heading.level === 1)?.line;
  const last = structure.headings.at(-1)?.line;
  return {
    head: first === undefined ? lines.slice(0, LONGEST_HEAD) : lines.filter((line) => line.line < first),
    tail: last === undefined ? lines.slice(-LONGEST_TAIL) : lines.filter((line) => line.line > last),
  };
}

function requireReport(
  document: Document,
  structure: Structure,
  lines: readonly HeadLine[],
  title: Title | null,
  pageTitles: readonly string[],
): void {
  const sections = new Set(structure.headings.filter((heading) => heading.level === 1).map((heading) => heading.key));
  const headlines = [...pageTitles, ...lines.slice(0, LONGEST_HEAD).map((line) => line.text)];
  const about = title === null && headlines.some(isInterpretation);
  const prose = lines.filter((line) => /。/.test(line.text)).reduce((sum, line) => sum + line.text.length, 0);
  if (!about && (sections.size >= 2 || (title !== null && prose >= LEAST_PROSE))) return;
  throw new UserError(
    'NOT_A_REPORT',
    about
      ? `“${document.file}”像是年报的解读，不是年报本身，请导入年报原文。`
      : `“${document.file}”不像政府信息公开工作年度报告：既没有年报的标题，也没有年报的六个部分。`,
  );
}

interface YearSource {
  readonly code: string;
  readonly from: string;
  readonly year: number | null;
}

/** The title's year, else the first of the other places that states one. */
function findYear(
  title: Title | null,
  period: Period | null,
  pageTitles: readonly string[],
  inText: number | null,
  file: string,
  lines: readonly HeadLine[],
): Read<number> {
  if (title !== null && title.year !== null) return { value: title.year, messages: [] };
  const sources: readonly YearSource[] = [
    { code: 'YEAR_FROM_PERIOD', from: '统计期限', year: yearOfPeriod(period) },
    { code: 'YEAR_FROM_METADATA', from: '网页标题', year: pageTitle(pageTitles)?.year ?? null },
    { code: 'YEAR_FROM_TEXT', from: '正文', year: inText },
    { code: 'YEAR_FROM_FILE_NAME', from: '文件名', year: yearInName(file) },
    { code: 'YEAR_FROM_NARRATIVE', from: '正文各段的开头', year: yearOfOpenings(lines) },
  ];
  const stated = sources.flatMap((source) => (source.year === null ? [] : [{ ...source, year: source.year }]));
  const [best] = stated;
  if (best === undefined)
    throw new UserError('NO_YEAR', '认不出这是哪一年的年报：标题、统计期限、网页信息和文件名里都没有年份。');
  const messages: Message[] = [{ code: best.code, text: `标题没有写年份，${best.year}年取自${best.from}。` }];
  const other = stated.find((source) => source.year !== best.year);
  if (other !== undefined) {
    messages.push({
      code: 'YEARS_DIFFER',
      text: `${best.from}写的是${best.year}年，${other.from}写的是${other.year}年，请核对。`,
    });
  }
  return { value: best.year, messages };
}

function namesOffice(title: Title): boolean {
  return parseOffice(title.office) !== null;
}

/** 现将2023年度政府信息公开工作情况报告如下; only where the sentence is about this report. */
function yearInText(text: string): number | null {
  const sentence =
    /(?:本报告|现将|编制|公布|发布)[^。]{0,40}?(?:20\d{2})年度?(?:政府)?信息公开(?:工作)?(?:情况|年度报告|年报)/.exec(
      fold(text).replace(/\s/g, ''),
    );
  return sentence === null ? null : yearOf(sentence[0]);
}

/** Paragraphs that begin with 2023年，…: the year where all name the same one, at least twice. */
function yearOfOpenings(lines: readonly HeadLine[]): number | null {
  const opened = lines.flatMap(({ text }) => /^(20\d{2})\s*年(?!\s*\d{1,2}\s*月)/.exec(fold(text))?.[1] ?? []);
  return opened.length >= 2 && new Set(opened).size === 1 ? Number(opened[0]) : null;
}

/** 某镇2023年年报.txt, report_2023.txt; not the digits of a date or a hash. */
function yearInName(file: string): number | null {
  const name = file.replace(/\.\w+$/, '');
  return Number(/(?<![0-9A-Za-z.-])(20\d{2})(?![0-9A-Za-z.-])/.exec(name)?.[1] ?? 0) || null;
}

function yearOfPeriod(period: Period | null): number | null {
  return period === null ? null : Number(period.to.slice(0, 4));
}
