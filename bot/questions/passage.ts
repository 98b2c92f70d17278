import { metric } from '../../knowledge/metrics.js';
import { otherWordings } from '../../knowledge/query-terms.js';
import type { StoredReport } from '../../knowledge/stored.js';
import { numberAsked, printsNumber } from '../counted.js';
import { type Draft, say, startDraft } from '../draft.js';
import { isUncounted } from '../mentions/measures.js';
import { FILLER } from '../mentions/operations.js';
import { type PartAsked, partAsked } from '../mentions/parts.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { bestSentence, placeIn, type Words } from '../quoting.js';
import { choicesFor, resolveScope } from '../scope.js';
import { answerPart } from '../section-parts.js';
import { namesPart } from '../selection.js';
import type { Understanding } from '../understand.js';
import { repeated, reportName } from '../wording.js';
import { tellMentions } from './mention.js';

/** Words of a report: a section's points, or the passage that fits the question, always quoted. */
export interface PassageQuery {
  /** What is looked for, in the question's own words. */
  readonly subject: string;
  readonly part?: PartAsked;
}

export const passage = defineQuestion<PassageQuery>({
  name: 'passage',
  kind: 'passage',
  examples: [
    '西园街道存在什么问题',
    '振兴街道改进措施',
    '灵源街道信息发布前谁审查',
    '振兴街道公开栏设在哪',
    '其他需要报告的事项写了什么',
  ],
  notFor: ['西园街道2023年主动公开多少条信息', '什么是勾稽关系', '哪份报告提到减税降费'],
  match(understood) {
    const part = partAsked(understood.topic);
    if (part) return { subject: understood.topic, part };
    // A number that no metric explains is not looked for in everybody's text.
    const anywhere = understood.rest.some((run) => run.length >= 2) && !understood.operations.has('count');
    const asked = understood.offices.length > 0 || understood.unknownOffice !== null || anywhere;
    const empty = understood.operations.has('count') && subjectRuns(understood.topic).length === 0;
    return asked && !empty && understood.topic.length >= 2 ? { subject: understood.topic } : null;
  },
  answer: answerPassage,
});

/** Quotes what fits, or says that nothing does. */
export async function answerPassage(query: PassageQuery, understood: Understanding, context: Context): Promise<Draft> {
  const scoped = resolveScope(understood, context, { noYear: 'latest', noOffice: 'all' });
  if (!scoped.found) return scoped.draft;
  const { part } = query;
  // 哪些单位存在人员不足的问题: the reports whose section five speaks of it.
  const [focus] = part ? [...part.focus].sort((a, b) => b.length - a.length) : [];
  if (part && focus && understood.offices.length === 0 && scoped.reports.length > 1)
    return tellMentions([focus], scoped.reports, understood, context, part.sections);
  if (part && scoped.reports.length > MAX_REPORTS) {
    return say(
      'clarify',
      PHRASES.whichOffice(scoped.reports.slice(0, MAX_REPORTS).map(reportName), true),
      choicesFor(understood, scoped.reports, context),
    );
  }
  if (part) return answerPart(part, scoped.reports, context);
  return search(query.subject, understood, scoped.reports, context);
}

// --- internal ---

const MAX_REPORTS = 8;

/** What a passage gains that has the kind of answer wanted: a person for who, a place for where. */
const PREFERRED = 0.15;
/** Passages this close to the best are quoted beside it. */
const CLOSE = 0.05;
const MAX_PASSAGES = 2;
/** Where no office is named, more of the question has to be found before somebody's text is quoted. */
const MIN_ANYWHERE = 0.6;

async function search(
  subject: string,
  understood: Understanding,
  reports: readonly StoredReport[],
  context: Context,
): Promise<Draft> {
  const [only] = reports;
  const single = reports.length === 1 && only ? only : null;
  if (understood.operations.has('content') && understood.metrics.some(({ keys }) => keys.some(isTableFigure))) {
    return missing(understood.original, single, PHRASES.onlyFigures);
  }
  const words = contentWords(understood);
  const found = await context.knowledge.passages({
    text: subject,
    offices: understood.offices.length > 0 ? [...new Set(reports.map(({ officeId }) => officeId))] : [],
    years: [...new Set(reports.map(({ year }) => year))],
    limit: 8,
  });
  // A number of something is not answered with a passage that does not speak of it.
  const counted = understood.operations.has('count')
    ? subjectRuns(understood.topic)
        .filter((run) => !GENERAL.test(run))
        .map(withoutVerb)
    : [];
  const prefer = preferred(understood);
  const ranked = found
    .filter((each) => reports.some(({ id }) => id === each.reportId))
    .filter((each) => counted.every((run) => speaksOf(run, each.text)))
    .map((each) => ({ each, score: each.score + (prefer?.test(each.text) ? PREFERRED : 0) }))
    .sort((a, b) => b.score - a.score);
  const best = ranked[0]?.score ?? 0;
  const least = understood.offices.length > 0 ? 0 : MIN_ANYWHERE;
  const number = numberAsked(understood.topic);
  const subjects = subjectRuns(understood.topic);
  const names = (clause: string) => subjects.length === 0 || subjects.some((run) => namesPart([run], clause));
  const shown = ranked
    .filter(({ score }) => score >= Math.max(least, best - CLOSE))
    .map(({ each }) => ({ each, quote: bestSentence(each.text, words, prefer) }))
    // A number that is asked for must stand in what is quoted, and so must a date or a place.
    .filter(({ quote }) => number === null || (printsNumber(quote, number, names) && !isUncounted(understood.topic)))
    .filter(({ quote }) => !needsKind(understood) || (prefer?.test(quote) ?? true))
    .slice(0, MAX_PASSAGES);
  if (shown.length === 0) return missing(understood.original, single, '');
  const draft = startDraft();
  const said: string[] = [];
  for (const { each, quote } of shown) {
    const { lines } = await context.knowledge.report(each.reportId);
    draft.cite(each, placeIn(each, quote, lines));
    said.push(PHRASES.passageHead(reportName(each), each.section), PHRASES.passageQuote(quote));
  }
  return draft.build('passage', said.join('\n'));
}

function isTableFigure(key: string): boolean {
  return metric(key).table !== null || key === 'litigation_stated';
}

function missing(subject: string, report: StoredReport | null, more: string): Draft {
  const words = repeated(subject, 40);
  const text = report ? PHRASES.passageMissingIn(reportName(report), words) : PHRASES.passageMissing(words);
  return say('missing', text + more);
}

/** Content of the question: its topic without the words that only ask. */
function contentWords(understood: Understanding): Words[] {
  return understood.topic
    .split(ASKING)
    .filter((word) => word.length >= 2)
    .map(otherWordings);
}

/** The content words of a question, whether or not a metric is named for them. */
function subjectRuns(topic: string): string[] {
  return topic
    .replace(FILLER, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((run) => run.length >= 2);
}

/** True where a text has the words, or others that mean the same. */
function speaksOf(run: string, text: string): boolean {
  return otherWordings(run).some((each) => (each.length > 3 ? namesPart([each], text) : text.includes(each)));
}

/** 建台账, 举办发布会: what is asked about is what follows the verb. */
function withoutVerb(run: string): string {
  const bare = run.replace(VERB, '').replace(/(?:过|了)?(?:没|没有|没得|不)$/, '');
  return bare.length >= 2 ? bare : run;
}

/** What every report is about. */
const GENERAL = /^(?:政务公开|信息公开|公开|公开工作|工作|这方面|方面|人员?|有人|领导|干部|全年|本年)$/;

const VERB =
  /^(?:人|谁|哪里|专门|专人|定期|及时|按时)*(?:因为|由于)?(?:公开工作)?(?:已经|都|曾经?|也)?(?:建立?|设立?|设置|开展|开设|开通|举办|举行|召开|组织|安排|参加|制定|出台|发生|出现|收到|受到|受|被|搞|弄|做|开|办|用|装)(?:过|了)?/;

const ASKING =
  /多少|几[件条个篇次]?|什么时候|什么|哪[天里个些份家]?|谁|怎么|如何|怎样|为什么|在哪|多久|多长时间|有没有|一次|是|由|的|了|吗|呢|[，,。？?！!\s]/;

function needsKind({ operations, topic }: Understanding): boolean {
  return operations.has('when') || OFTEN.test(topic) || (operations.has('where') && !operations.has('who'));
}

/** How often something is done. */
const OFTEN = /多久|多长时间|隔(?:多久|几)|几天一|频率|多勤/;

function preferred({ operations, topic }: Understanding): RegExp | null {
  if (OFTEN.test(topic))
    return /每(?:天|日|周|月|个月|季度?|年|半年)|按[日周月季年]|一月一|一周一|定期|不定期|随时|及时/;
  if (operations.has('when')) return /\d\s?月|\d\s?日|每月|每年|一月一/;
  if (operations.has('who')) return /(?:由|经|送|报|请)[^、，。；]{2,20}(?:审|负责|批|管|办|监督|把关|参加)/;
  if (operations.has('where'))
    return /(?:在|位于|设于|依托|到|送).{1,20}(?:楼|厅|室|中心|处|馆|栏|门|号|大院|广场|网站|专区|平台|官网|公众号|这里)/;
  return null;
}
