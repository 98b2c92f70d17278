import { type Draft, startDraft } from '../draft.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { factText, inChinese, reportPlace } from '../wording.js';

/** Whose report was signed first or last, counted from the end of its year. */
export const timeliness = defineQuestion<'earliest' | 'latest'>({
  name: 'timeliness',
  kind: 'table',
  examples: ['哪家年报发得最早', '哪个单位的年报出得最晚', '2020年年报谁最先发布'],
  notFor: ['东石镇2019年报什么时候发的', '年报什么时候交', '收到申请最少的街道'],
  match({ text, offices }) {
    // 最迟哪天要公布 asks for the deadline.
    if (/(?:最[晚迟]|最后).{0,4}(?:哪[天日一]|几[月号日]|什么时[候间]|啥时|何时|多会|要|得|必须|应)/.test(text))
      return null;
    if (offices.length === 1 || !PUBLISHED.test(text) || !/哪|谁|排/.test(text)) return null;
    if (/最早|最先|最快|最及时|第一个/.test(text)) return 'earliest';
    return /最晚|最迟|最后|最慢/.test(text) ? 'latest' : null;
  },
  answer: answerTimeliness,
});

// --- internal ---

const PUBLISHED = /年报|报告|发布|公布|发得|出得|落款|印发/;
const MAX_LINES = 10;
const DAY = 24 * 60 * 60 * 1000;

async function answerTimeliness(
  order: 'earliest' | 'latest',
  understood: Understanding,
  context: Context,
): Promise<Draft> {
  const scoped = resolveScope(understood, context, { noYear: 'latest', noOffice: 'all' });
  if (!scoped.found) return scoped.draft;
  const facts = await context.knowledge.facts({
    offices: [...new Set(scoped.reports.map(({ officeId }) => officeId))],
    years: [...new Set(scoped.reports.map(({ year }) => year))],
    keys: ['issued_on'],
  });
  const dated = scoped.reports.flatMap((report) => {
    const fact = facts.find(({ reportId }) => reportId === report.id);
    return report.issuedOn && fact ? [{ report, fact, days: daysAfter(report.issuedOn, report.year) }] : [];
  });
  const undated = scoped.reports.filter((report) => !dated.some((each) => each.report === report));
  dated.sort((a, b) => (order === 'earliest' ? 1 : -1) * (a.days - b.days));
  const draft = startDraft();
  const shown = dated.slice(0, MAX_LINES);
  for (const { fact } of shown) draft.cite(fact, fact);
  const lines = shown.map(({ report, fact }, index) =>
    PHRASES.rankLine(inChinese(index + 1), reportPlace(report), PHRASES.signedOn(factText(fact))),
  );
  if (undated.length > 0) lines.push(PHRASES.noDate(undated.slice(0, MAX_LINES).map(reportPlace)));
  return draft.build(shown.length > 0 ? 'table' : 'missing', [PHRASES.timelinessHead(order), ...lines].join('\n'));
}

/** Days from the last day of the report's year to the day it was signed. */
function daysAfter(issuedOn: string, year: number): number {
  return Math.round((Date.parse(issuedOn) - Date.parse(`${year}-12-31`)) / DAY);
}
