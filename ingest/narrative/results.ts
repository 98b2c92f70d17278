import { TABLE3_GROUPS, TABLE3_ROWS, type Table3Row } from '../../knowledge/metrics.js';
import { ANSWERED, type CountRule, inApplications } from './rules.js';
import type { Spot } from './spots.js';

/** Words of a question that say less than the row in a report (内容不明确 is a reason to ask for a correction too). */
const LOOSE: ReadonlySet<string> = new Set(['大量申请', '反复申请', '内容不明确', '没有现成']);

/** 制发公文212件，其中不予公开162件 counts documents. */
const OF_DOCUMENTS = /(?:公文|文件)(?:数量|总数|共|计)*\d[^；。]*$/;
const NOT_RESULTS = /12345|热线|专线|信箱|留言|提案|议案|工单|复议|诉讼|累计|公文|文件/;

/** 其中…3件, 其余1件…: the results of applications, in the words of the rows of table 3. */
export const RESULT_RULES: readonly CountRule[] = resultRules();

// --- internal ---

/** One rule a result row of table 3, made of the words the catalogue knows the row by; then the groups. */
function resultRules(): readonly CountRule[] {
  const not = [
    'applications_new',
    'applications_carried_in',
    'applications_carried_out',
    'results_total',
    'other_miscellaneous',
  ];
  const rows = TABLE3_ROWS.filter((row) => !not.includes(row.key))
    .toSorted((a, b) => b.depth - a.depth)
    .map((row) => resultRule(row.key, wordsOf(row)));
  const sums = ['denied_total', 'unavailable_total', 'rejected_total'] as const;
  const groups = TABLE3_GROUPS.filter(({ label }) => label.startsWith('（')).slice(0, sums.length);
  return [
    ...rows,
    resultRule('unavailable_not_held', ['不属于本(?:行政)?机关', '非本(?:行政)?机关', '不属于本单位']),
    ...groups.map(({ label }, index) => resultRule(sums[index] ?? '', [label.replace(/^（.）/, '')])),
  ];
}

/** The row's anchor, and its words that are one expression of four characters or more. */
function wordsOf(row: Table3Row): string[] {
  const words = row.words.filter((entry) => !entry.includes(' + ')).flatMap((entry) => entry.split('|'));
  return [row.anchor.source, ...words.filter((word) => word.length >= 4 && !LOOSE.has(word))];
}

function resultRule(key: string, words: readonly string[]): CountRule {
  const said = `(?<![不未]|部分)(?:${words.join('|')})`;
  const before = new RegExp(`${said}[^，。；：\\d]{0,10}$`);
  const after = new RegExp(said);
  return {
    name: `办理结果 ${key}`,
    key,
    units: ANSWERED,
    label: (spot) => new RegExp(said).exec(`${spot.gap}${resultAfter(spot)}`)?.[0] ?? null,
    where: (spot) =>
      inApplications(spot) &&
      !OF_DOCUMENTS.test(spot.before) &&
      !NOT_RESULTS.test(spot.near + (/^(?:公文|文件)/.exec(spot.next)?.[0] ?? '')) &&
      (before.test(spot.gap) || after.test(resultAfter(spot))),
  };
}

/** 其余1条因…, 另有1件…, 、3件…: the count comes first, its result after it, in the same clause. */
function resultAfter(spot: Spot): string {
  const lead = /^(?:[，、；）和及]|以及)*(其中|其余|余下|剩余|另外|另有|另|还有|有|对)*[，：]?$/.exec(spot.gap);
  if (!lead) return '';
  const pieces = spot.next.replace(/[；。：].*/, '').split('，');
  const [first = '', second = ''] = pieces;
  return lead[1] === undefined ? first : `${first}，${pieces.length > 1 ? second : ''}`;
}
