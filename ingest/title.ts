import { findDates, yearOf } from './dates.js';

/** A short line at the head of a document, where titles, letterheads and document numbers stand. */
export interface HeadLine {
  readonly text: string;
  readonly line: number;
  readonly heading: boolean;
}

export interface Title {
  /** White space removed between Chinese characters and figures; the lines of a broken title joined. */
  readonly text: string;
  /** Where it begins; null where it was not printed in the text. */
  readonly line: number | null;
  readonly year: number | null;
  /** What stands where the office's name belongs; empty where nothing does. */
  readonly office: string;
}

/** The best title, and whether others compete with it for another year. */
export interface FoundTitle {
  readonly title: Title;
  readonly ambiguous: boolean;
}

/**
 * Reads one text as the title of an annual disclosure report (the patterns of real titles: domain 4.1; year before or
 * after the office or missing, 年报, 年度工作报告, wrapped in a notice). Null for anything else, interpretations included.
 */
export function readTitle(text: string): Title | null {
  const plain = squeeze(text)
    .replace(LABEL, '')
    .replace(/\|+$|\.(?:docx?|pdf|wps)$/gi, '');
  const inner = NOTICE.exec(plain)?.[1] ?? plain;
  const match = TITLE.exec(inner);
  if (match === null || plain.length > LONGEST_TITLE || NO_TITLE.test(plain)) return null;
  const before = (match[1] ?? '').replace(YEAR, '').replace(/^关于(?:公布|发布|印发|公开|报送)?/, '');
  const office = before.replace(/(?:关于|和|与|的|工作)+$/, '').replace(/[—_\-－:：|]+$/, '');
  return { text: inner, line: null, year: yearOf(inner), office };
}

/**
 * Finds the title among the lines of a head. A line that names no year is joined with those above it, or with a bare
 * year below it, when that gives one. Where a page lists several titles, the one that is the page's own title, marked
 * as a heading or fits the stated period wins.
 */
export function findTitle(
  lines: readonly HeadLine[],
  hints: { readonly year: number | null; readonly pageTitles: readonly string[] },
): FoundTitle | null {
  const headlines = lines.map((line) => ({ ...line, text: OPENING.exec(line.text)?.[1] ?? line.text }));
  const candidates = headlines.flatMap((_, index) => {
    const found = titleEndingAt(headlines, index);
    return found === null ? [] : [{ ...found, score: score(found, hints) }];
  });
  const best = candidates.reduce<(typeof candidates)[number] | null>(
    (top, candidate) => (top === null || candidate.score > top.score ? candidate : top),
    null,
  );
  if (best === null) return null;
  const rivals = candidates.filter((candidate) => candidate.score === best.score);
  return { title: best.title, ambiguous: new Set(rivals.map((rival) => rival.title.year)).size > 1 };
}

/** The title a page's metadata gives, its site name cut off; with the year preferred. */
export function pageTitle(titles: readonly string[]): Title | null {
  const read = titles.flatMap((text) =>
    [text, ...text.split(/[_|｜–—]|\s-\s|-(?=\D)/)].flatMap((piece) => readTitle(piece) ?? []),
  );
  return read.find((title) => title.year !== null) ?? read[0] ?? null;
}

/**
 * Titles that sentences of a head give, for texts copied without their headline: 现公布某镇2023年政府信息公开工作年度报告,
 * 编制《某镇2023年…年度报告》. A year is required: without it the words mean the kind of report.
 */
export function titlesInText(lines: readonly HeadLine[]): Title[] {
  return lines.flatMap(({ text }) =>
    [...squeeze(text).matchAll(GIVEN_TITLE)].flatMap((match) => {
      const title = readTitle(match[1] ?? '');
      return title === null || title.year === null ? [] : [title];
    }),
  );
}

/** True for headlines of pages about a report that are not the report. */
export function isInterpretation(text: string): boolean {
  const plain = squeeze(text);
  return (
    plain.length <= LONGEST_TITLE &&
    /信息公开.{0,12}(?:报告|年报)/.test(plain) &&
    /解读|图解|一图读懂|图说|说明$/.test(plain)
  );
}

/** Text without white space, except between Latin words. */
export function squeeze(text: string): string {
  return text
    .trim()
    .replace(/(?<![A-Za-z])[\s\u00a0\u3000\u200b-\u200f\ufeff]+|[\s\u00a0\u3000\u200b-\u200f\ufeff]+(?![A-Za-z])/g, '');
}

// --- internal ---

const LONGEST_TITLE = 70;
const MOST_LINES = 4;
const YEAR_TEXT = '[（(]?(?:(?:19|20|１９|２０)[\\d０-９]{2}|[〇○零O一二三四五六七八九]{4})(?:年度|年|度)?[）)]?';
const YEAR = new RegExp(YEAR_TEXT, 'g');
const ENDING = '(?:情况)?的?(?:年度)?(?:工作)?(?:情况)?的?(?:年度)?(?:总结)?(?:报告|年报)';
const TITLE = new RegExp(
  `^(.*?)(?:(?:(?<!人民)政府)?信息公开(?:工作)?(?:${YEAR_TEXT})?${ENDING}|政务公开(?:工作)?的?年(?:度(?:工作)?报告|报))(?:${YEAR_TEXT}|[（(][^（()）]{1,10}[）)])?$`,
);
const NOTICE = /《([^《》]+)》的(?:通知|公告|通报|函|报告)$/;
const LABEL = /^(?:标题|名称|信息名称|文件名称|题名)[：:]/;
const NO_TITLE = /[。；！？>›»]|解读|图解|一图读懂|图说|^(?:根据|按照|本|现|附件|上一篇|下一篇|索引|来源)|格式|模板/;
/** A title that runs on into the text behind it. */
const OPENING = /^(.{4,60}?(?:报告|年报))\s+(?=根据|依据|按照|按|本|为|现)/;
const GIVEN_TITLE =
  /(?:《|公布|发布|公开|编制了?|形成了?|现将|将)([^，,。；;：:《》]{4,60}?(?:报告|年报))(?=[》。，,；;（(予如]|$)/g;
const BARE_YEAR = new RegExp(`^${YEAR_TEXT}$`);
const DOCUMENT_NUMBER = /[〔[（(［【]\d{4}[〕\]）)］】]\D{0,2}\d+号/;

function titleEndingAt(
  lines: readonly HeadLine[],
  end: number,
): { title: Title; heading: boolean; wrapped: boolean } | null {
  let best: { title: Title; heading: boolean; wrapped: boolean } | null = null;
  for (let start = end; start >= 0 && start > end - MOST_LINES; start -= 1) {
    const first = lines[start];
    if (first === undefined || (start < end && !mayBelongToTitle(first.text))) break;
    const pieces = lines.slice(start, end + 1);
    const joined = pieces.map((piece) => piece.text).join('');
    const read = readTitle(joined);
    const year = read?.year ?? null;
    if (read !== null && (best === null || year !== null)) {
      best = {
        title: { ...read, line: first.line },
        heading: pieces.some((piece) => piece.heading),
        wrapped: NOTICE.test(squeeze(joined)),
      };
    }
    if (year !== null) return best;
  }
  const below = squeeze(lines[end + 1]?.text ?? '');
  if (best === null || !BARE_YEAR.test(below)) return best;
  const completed = readTitle(`${best.title.text}${below}`);
  return completed === null ? best : { ...best, title: { ...completed, line: best.title.line } };
}

function mayBelongToTitle(text: string): boolean {
  const plain = squeeze(text);
  return (
    plain.length <= LONGEST_TITLE / 2 &&
    !/[。；！？：:>]|文件$/.test(plain) &&
    !DOCUMENT_NUMBER.test(plain) &&
    findDates(plain).length === 0 &&
    readTitle(plain) === null
  );
}

function score(
  found: { title: Title; heading: boolean; wrapped: boolean },
  hints: { readonly year: number | null; readonly pageTitles: readonly string[] },
): number {
  const { title, heading, wrapped } = found;
  const own = hints.pageTitles.some((page) => squeeze(page).includes(title.text));
  return (
    (title.year === null ? 0 : 4) +
    (title.office === '' ? 0 : 2) +
    (heading ? 2 : 0) +
    (own && title.year !== null ? 3 : 0) +
    (title.year !== null && title.year === hints.year ? 3 : 0) -
    (wrapped ? 2 : 0)
  );
}
