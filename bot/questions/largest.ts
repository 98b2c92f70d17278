import { TABLE3_ROWS } from '../../knowledge/metrics.js';
import type { StoredFigure } from '../../knowledge/stored.js';
import { type Draft, startDraft } from '../draft.js';
import { namesGroup } from '../mentions/groups.js';
import { findRank, type Rank } from '../mentions/ranks.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { applicantName, countText, inChinese, metricName, reportPlace, statedText } from '../wording.js';

/** Which part of a figure is the largest or smallest: a category of disclosure, an applicant, a result. */
interface LargestQuery {
  readonly keys: readonly string[];
  /** What tells the parts apart. */
  readonly by: 'part' | 'applicant' | 'metric';
  readonly rank: Rank;
}

export const largest = defineQuestion<LargestQuery>({
  name: 'largest',
  kind: 'table',
  examples: ['哪一类信息公开最多', '西园2023年哪类信息公开最多', '省新镇2020年哪种办理结果最多', '东石镇哪类最少'],
  notFor: ['主动公开条数排名', '收到申请最多的单位', '西园街道2023年主动公开各类分别多少条'],
  match(understood) {
    if (!understood.operations.has('ranking')) return null;
    const rank = findRank(understood.text);
    const rule = RULES.find(({ pattern }) => pattern.test(understood.text));
    if (!rank || !rule) return null;
    // 哪些镇谁申请最多 asks for offices.
    if (rule.by === 'applicant' && /谁/.test(understood.text) && isAmong(understood)) return null;
    // 哪类公众号文章最多: a part that is no category.
    const named = understood.metrics.flatMap(({ keys }) => keys);
    const about = rule.by !== 'part' || named.every((key) => ABOUT_CATEGORIES.has(key));
    return about ? { keys: rule.keys, by: rule.by, rank } : null;
  },
  answer: answerLargest,
});

// --- internal ---

function isAmong({ kinds, places, offices, text }: Understanding): boolean {
  return kinds.size > 0 || places.length > 0 || offices.length > 1 || namesGroup(text);
}

const MAX_LINES = 5;
const DENIALS = TABLE3_ROWS.filter(({ depth }) => depth === 3).map(({ key }) => key);
const RESULTS = TABLE3_ROWS.filter(({ depth, key }) => depth > 1 && key !== 'results_total').map(({ key }) => key);
const ABOUT_CATEGORIES = new Set(['category_count', 'proactive_disclosed_count', 'proactive_cumulative_count']);

const RULES: readonly (Pick<LargestQuery, 'keys' | 'by'> & { readonly pattern: RegExp })[] = [
  {
    pattern: /(?:哪一?[类种些]|什么)(?:申请人|主体|人)(?!员)|申请人.{0,8}哪|谁(?:来)?申请(?:的|得)?最/,
    keys: ['applications_new'],
    by: 'applicant',
  },
  {
    pattern: /(?:哪一?[个种类条项些]|什么|哪方面的?)(?:不公开的?|不予公开的?|拒绝的?)?(?:理由|原因|依据)/,
    keys: DENIALS,
    by: 'metric',
  },
  { pattern: /(?:哪一?[个种类项些]|什么)(?:办理|处理|答复)?(?:结果|情形|答复|处理)/, keys: RESULTS, by: 'metric' },
  {
    pattern:
      /(?:哪一?[个种]?类|哪种|什么类|哪方面|哪个方面|哪些方面|哪块|哪一?个?类别|什么内容|什么信息|哪些内容|类别?.{0,4}最)/,
    keys: ['category_count'],
    by: 'part',
  },
];

async function answerLargest(query: LargestQuery, understood: Understanding, context: Context): Promise<Draft> {
  const scoped = resolveScope(understood, context, { noYear: 'latest', noOffice: 'all' });
  if (!scoped.found) return scoped.draft;
  const { figures } = await context.knowledge.figures({
    offices: [...new Set(scoped.reports.map(({ officeId }) => officeId))],
    years: [...new Set(scoped.reports.map(({ year }) => year))],
    metrics: query.keys,
  });
  const wanted = new Set(scoped.reports.map(({ id }) => id));
  const rows = figures.filter(
    (row) => wanted.has(row.reportId) && isPart(row, query) && typeof row.stated === 'number',
  );
  const filled = rows.filter((row) => Number(row.stated) > 0);
  // Where there are only zeros there is no largest; the smallest of categories may well be zero.
  const ranked = [...(query.rank.direction === 'most' || query.by !== 'part' ? filled : rows)].sort(
    (a, b) => (query.rank.direction === 'most' ? 1 : -1) * (Number(b.stated) - Number(a.stated)),
  );
  const draft = startDraft(context.reports);
  const [first] = ranked;
  if (!first) {
    const places = scoped.reports.slice(0, MAX_LINES).map(reportPlace);
    return draft.build('missing', PHRASES.noParts(places, rows.length > 0));
  }
  const { from, to } = query.rank;
  const shown = ranked.slice(from - 1, to === 1 ? MAX_LINES : (to ?? 20));
  if (shown.length === 0) return draft.build('missing', PHRASES.rankShort(countText(ranked.length)));
  draft.addAll(shown);
  const place = (row: StoredFigure) => `${reportPlace(row)}${nameOf(row, query)}`;
  const place1 = ranked.filter((row) => row.stated === first.stated && shown.includes(row));
  const lines = [
    ...(from === 1
      ? [PHRASES.rankTop(PARTS[query.by], query.rank.direction, place1.map(place), statedText(first))]
      : []),
    ...(shown.length > 1 || from > 1
      ? shown.map((row) => {
          const ordinal = 1 + ranked.findIndex((each) => each.stated === row.stated);
          return PHRASES.rankLine(inChinese(ordinal), place(row), statedText(row));
        })
      : []),
  ];
  return draft.build('table', lines.join('\n'));
}

const PARTS: Readonly<Record<LargestQuery['by'], string>> = {
  part: '各类信息中',
  applicant: '各类申请人中',
  metric: '各项结果中',
};

/** A part, never the whole: a total column that contradicts its columns stays out, as the columns speak for themselves. */
function isPart(row: StoredFigure, { by }: LargestQuery): boolean {
  if (by === 'part') return row.part !== null;
  if (row.source !== 'table') return false;
  return by === 'applicant' ? row.applicant !== 'total' : row.applicant === 'total';
}

function nameOf(row: StoredFigure, { by }: LargestQuery): string {
  if (by === 'applicant') return applicantName(row.applicant ?? 'total');
  return row.part ?? metricName(row.metric);
}
