import { APPLICANT_LABELS, isStatistic, metric, STATISTICS_ROWS, STATISTICS_TABLE } from '../knowledge/metrics.js';
import type { StoredFact, StoredFigure, StoredOffice, StoredReport, Verdict } from '../knowledge/stored.js';
import { compact, fold } from '../knowledge/text.js';
import { type Applicant, PICTURE_CELL } from '../knowledge/types.js';
import { shanghaiDate } from './calendar.js';

/** How offices, metrics and figures are written in an answer. Only forms, no sentences: those stand in phrases.ts. */

/** The name of a table: 表三. */
export function tableName(table: 2 | 3 | 4): string {
  return { 2: '表二', 3: '表三', 4: '表四' }[table];
}

/** A metric's name without the form's numbering: 予以公开, 行政复议—结果维持, 微信公众号关注人数. */
export function metricName(key: string): string {
  const entry = metric(key);
  const label = entry.name ?? withoutNumber(entry.label);
  return entry.group && entry.table !== 3 ? `${withoutNumber(entry.group)}—${label}` : label;
}

/** Name of a metric together with what is counted of it: 分类公开数—民政类. */
export function figureName(figure: Pick<StoredFigure, 'metric' | 'part'>): string {
  return figure.part ? `${metricName(figure.metric)}—${figure.part}` : metricName(figure.metric);
}

/** Where a figure stands, in words: 表三某行总计列, 正文“一、总体情况（二）依申请公开情况”. */
export function whereName(figure: Pick<StoredFigure, 'metric' | 'source' | 'applicant' | 'section'>): string {
  const { table } = metric(figure.metric);
  if (isStatistic(figure)) {
    const row = STATISTICS_ROWS.find(({ key }) => key === figure.metric);
    return `《${STATISTICS_TABLE}》“${row?.label ?? metricName(figure.metric)}”`;
  }
  if (figure.source === 'narrative' || table === null) return `正文“${fold(figure.section)}”`;
  const column = figure.applicant ? `${applicantName(figure.applicant)}列` : '';
  return `${tableName(table)}“${metricName(figure.metric)}”${column}`;
}

export function applicantName(applicant: Applicant): string {
  return APPLICANT_LABELS[applicant].label;
}

/** What a figure states, with its unit: 6件, 约4万人次, 3360（原表没有写单位）, 空白（没有填数，不等于零）. */
export function statedText(
  figure: Pick<StoredFigure, 'metric' | 'stated' | 'unit' | 'printed' | 'approximate' | 'source' | 'quote' | 'section'>,
): string {
  if (isPicture(figure)) return STATES.picture;
  if (typeof figure.stated !== 'number') return STATES[figure.stated];
  const unit = figure.unit ?? metric(figure.metric).unit;
  if (figure.approximate) return fold(figure.printed).replace(/ /g, '');
  const missing = unit === '' ? '（原表没有写单位）' : '';
  const said = figure.source === 'narrative' && figure.stated === 0 && !/[0-9０-９]/.test(figure.printed);
  return `${numberText(figure.stated)}${unit}${missing}${said ? `（原文“${fold(figure.printed)}”）` : ''}`;
}

/** A number as people write it, without grouping; no exponent, no trailing zeros. */
export function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toFixed(6)));
}

/** The office as people call it, with its county: 某市某某街道. */
export function placeName(office: Pick<StoredOffice, 'county' | 'core'>): string {
  return withoutRepeat([office.county, office.core]);
}

/** The office with everything known of where it is: for choosing between offices of one name. */
export function fullPlaceName(office: Pick<StoredOffice, 'province' | 'city' | 'county' | 'core'>): string {
  return withoutRepeat([office.province, office.city, office.county, office.core]);
}

/** The office by its own name, the place behind it: 某某街道（某省某市）. */
export function coreWithPlace(office: Pick<StoredOffice, 'province' | 'city' | 'county' | 'core'>): string {
  const place = withoutRepeat([office.province, office.city, office.county, office.core]).slice(0, -office.core.length);
  return place === '' ? office.core : `${office.core}（${place}）`;
}

/** The question that asks for one metric of one report, in words that are understood. */
export function questionFor(office: Pick<StoredOffice, 'county' | 'core'>, year: number, key: string): string {
  const asked = QUESTIONS[key] ?? `${metricName(key).replace('—', '')}是多少`;
  return `${placeName(office)}${year}年${asked}`;
}

/** 某市某某街道办事处2023年年报. */
export function reportName(
  report: Pick<StoredReport, 'office' | 'year'> & Partial<Pick<StoredReport, 'version'>>,
): string {
  const { number = 1, of = 1, chosen } = report.version ?? {};
  // Where several files report on one year, the answer says which it goes by.
  const used =
    of > 1
      ? `（收到${countText(of)}份不同的文件，${chosen ? '按工作人员的决定' : '这里'}用的是第${inChinese(number)}份）`
      : '';
  return `${report.office}${report.year}年年报${used}`;
}

/** The report as a line of a table names it: 某市某某街道办事处2023年. */
export function reportPlace(report: Pick<StoredReport, 'office' | 'year'>): string {
  return `${report.office}${report.year}年`;
}

/** A number from zero in Chinese numerals, for ranks and counts that are no figures of a report; below 100,000,000. */
export function inChinese(value: number): string {
  if (!Number.isInteger(value)) {
    const [whole, decimals = ''] = numberText(value).split('.');
    return `${inChinese(Number(whole))}点${[...decimals].map((digit) => DIGITS[Number(digit)]).join('')}`;
  }
  if (value < 10) return DIGITS[value] ?? String(value);
  if (value < 20) return `十${value % 10 === 0 ? '' : inChinese(value % 10)}`;
  const [unit, word] = (
    [
      [10_000, '万'],
      [1000, '千'],
      [100, '百'],
      [10, '十'],
    ] as const
  ).find(([size]) => value >= size) ?? [1, ''];
  const rest = value % unit;
  const gap = rest > 0 && rest < unit / 10 ? '零' : '';
  const tens = rest >= 10 && rest < 20 ? '一' : '';
  return `${inChinese(Math.floor(value / unit))}${word}${rest === 0 ? '' : gap + tens + inChinese(rest)}`;
}

/** How many, before a counting word: 两 for two. */
export function countText(count: number): string {
  return count === 2 ? '两' : inChinese(count);
}

/** What a fact says, as it is printed: the date of issue is kept as an ISO date and quoted as the report writes it. */
export function factText(fact: Pick<StoredFact, 'text' | 'quote'>): string {
  return compact(fact.quote).includes(compact(fact.text)) ? fact.text : fact.quote;
}

/**
 * Words of a question as an answer repeats them between quotation marks: without marks of their own, control or
 * invisible characters, cut to a length.
 */
export function repeated(words: string, length = Number.POSITIVE_INFINITY): string {
  const plain = fold(words.replace(/[\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ').replace(/[“”]/g, ''));
  return [...plain].slice(0, length).join('');
}

/** Who decided, and on which day in Asia/Shanghai: （赵六，2026-11-21）. */
export function signatureText({ who, at }: Pick<Verdict, 'who' | 'at'>): string {
  const time = new Date(at);
  return `（${who}，${Number.isNaN(time.getTime()) ? at.slice(0, 10) : shanghaiDate(time)}）`;
}

// --- internal ---

const DIGITS = '零一二三四五六七八九';

/** True for a cell that is a picture, and for one of a table that is: all there is to quote is its section's heading. */
function isPicture({
  stated,
  printed,
  quote,
  section,
}: Pick<StoredFigure, 'stated' | 'printed' | 'quote' | 'section'>): boolean {
  if (stated !== 'unreadable') return false;
  const [words, heading] = [compact(quote), compact(section)];
  return printed === PICTURE_CELL || (printed === '' && (heading.includes(words) || words === heading));
}

const STATES = {
  blank: '空白（没有填数，不等于零）',
  slash: '填的是“/”（没有给出数字，不等于零）',
  unreadable: '没有可靠识别（请查看原件）',
  picture: '没有读取：原件此处为图片（请查看原件）',
} as const;

const QUESTIONS: Readonly<Record<string, string>> = {
  applications_new: '收到多少件申请',
  results_total: '办理了多少件申请',
  proactive_disclosed_count: '主动公开多少条信息',
  wechat_followers: '公众号有多少粉丝',
  wechat_post_count: '公众号发布了多少条信息',
  reconsideration_total: '行政复议多少件',
};

/** A county's own office is the county. */
function withoutRepeat(names: readonly (string | null)[]): string {
  return names.filter((name, index) => name !== null && name !== names[index + 1]).join('');
}

function withoutNumber(label: string): string {
  return label.replace(/^(?:[一二三四]、|（[一二三四五六七]）|\d\.)/, '').replace(/（区分处理.*）$/, '');
}
