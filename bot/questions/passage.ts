import { metric } from '../../knowledge/metrics.js';
import type { FoundPassage, StoredReport } from '../../knowledge/stored.js';
import type { SectionKey } from '../../knowledge/types.js';
import { numberAsked, printsNumber } from '../counted.js';
import { type Draft, say, startDraft } from '../draft.js';
import { isUncounted } from '../mentions/measures.js';
import { FILLER } from '../mentions/operations.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { bestSentence, headlines, placeIn, sentences } from '../quoting.js';
import { choicesFor, resolveScope } from '../scope.js';
import { namesPart } from '../selection.js';
import type { Understanding } from '../understand.js';
import { repeated, reportName } from '../wording.js';

/** Words of a report: a section's points, or the passage that fits the question, always quoted. */
export interface PassageQuery {
  /** What is looked for, in the question's own words. */
  readonly subject: string;
  readonly part?: PartRule;
}

interface PartRule {
  readonly sections: readonly SectionKey[];
  readonly pattern: RegExp;
  /** Of section five only the problems, or only the measures. */
  readonly half: 'problems' | 'measures' | 'all';
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
    const part = PARTS.find(({ pattern }) => pattern.test(understood.topic));
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

const PARTS: readonly PartRule[] = [
  { sections: ['other_matters'], pattern: /其他(?:需要)?报告的?事项|其他(?:的)?事项|第六部分/, half: 'all' },
  {
    sections: ['problems_and_improvements'],
    pattern: /\bimprove(?:ments?)?\b|\bmeasures?\b|改进|整改|怎么改|怎么办.{0,4}问题|解决办法|改进措施|哪些措施|打算/,
    half: 'measures',
  },
  {
    sections: ['problems_and_improvements'],
    pattern:
      /\b(?:problems?|shortcomings?|weaknesses|difficulties)\b|(?<!哪些|什么样的)(?:问题|不足|(?<!住房|生活|经济)困难(?!补助|群众|户|家庭|职工|学生|救助|人员)|短板|差距|薄弱)/,
    half: 'problems',
  },
];

/** What a passage gains that has the kind of answer wanted: a person for who, a place for where. */
const PREFERRED = 0.15;
/** Passages this close to the best are quoted beside it. */
const CLOSE = 0.05;
const MAX_PASSAGES = 2;
/** Where no office is named, more of the question has to be found before somebody's text is quoted. */
const MIN_ANYWHERE = 0.6;

/** Where section five turns from problems to measures. */
const TURN =
  /改进措施|解决办法|下一步|整改措施|采取.{0,8}措施|今后|针对(?:以上|上述|存在)|根据存在的问题|努力方向|改进方向/;

async function answerPart(part: PartRule, reports: readonly StoredReport[], context: Context): Promise<Draft> {
  const draft = startDraft();
  const lines: string[] = [];
  let found = false;
  for (const report of reports) {
    const passages = await context.knowledge.sectionPassages({ reportId: report.id, sections: part.sections });
    const chosen = halfOf(passages, part.half);
    const [first] = chosen;
    if (!first) {
      lines.push(
        PHRASES.sectionNone(
          reportName(report),
          part.half === 'all' ? '其他需要报告的事项' : '存在的主要问题及改进情况',
        ),
      );
      continue;
    }
    found = true;
    const { lines: source } = await context.knowledge.report(report.id);
    lines.push(PHRASES.passageHead(reportName(report), first.section));
    for (const each of chosen) {
      for (const quote of headlines(each.text)) {
        draft.cite(each, placeIn(each, quote, source));
        lines.push(PHRASES.passageQuote(quote));
      }
    }
  }
  return draft.build(found ? 'passage' : 'missing', lines.join('\n'));
}

/** Section five's problems or measures; where they share a paragraph, the sentences before the turn are the problems. */
function halfOf(passages: readonly FoundPassage[], half: PartRule['half']): readonly FoundPassage[] {
  if (half === 'all') return passages;
  const turn = passages.findIndex(
    ({ text, section }, index) => TURN.test(text) || (index > 0 && TURN.test(lastPart(section))),
  );
  const turning = passages[turn];
  // Without a turn problems and measures are not told apart: the section is quoted whole.
  if (!turning) return passages;
  const inHeading = TURN.test(lastPart(turning.section));
  const before = inHeading ? '' : sentencesBefore(turning.text, TURN);
  const problems = [...passages.slice(0, turn), ...(PROBLEM.test(before) ? [{ ...turning, text: before }] : [])];
  const behind = passages.slice(inHeading ? turn : turn + 1);
  const inside = turning.text.slice(before.length).trim();
  const measures = behind.length > 0 ? behind : [{ ...turning, text: inside }];
  const chosen = half === 'measures' ? measures : problems.length > 0 ? problems : passages;
  const items = chosen.filter(({ text }) => LIST_ITEM.test(text));
  return items.length > 1 ? items : chosen;
}

const PROBLEM = /问题|不足|差距|困难|薄弱|不够|不强|欠缺|有待|不全|短板/;

function sentencesBefore(text: string, mark: RegExp): string {
  const all = sentences(text);
  const at = all.findIndex((sentence) => mark.test(sentence));
  return at <= 0 ? '' : text.slice(0, text.indexOf(all[at] ?? '')).trim();
}

const LIST_ITEM = /^(?:[一二三四五六七八九十]+[是要、]|\d{1,2}\s?[.．、]|[（(][一二三四五六七八九十\d]+[）)])/;

/** The sub-heading of a section path. */
function lastPart(section: string): string {
  return /[（(][^（(]*$/.exec(section)?.[0] ?? '';
}

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
  const counted = understood.operations.has('count') ? subjectRuns(understood.topic) : [];
  const prefer = preferred(understood);
  const ranked = found
    .filter((each) => reports.some(({ id }) => id === each.reportId))
    .filter((each) => counted.every((run) => (run.length > 3 ? namesPart([run], each.text) : each.text.includes(run))))
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
function contentWords(understood: Understanding): string[] {
  return understood.topic.split(ASKING).filter((word) => word.length >= 2);
}

/** The content words of a question, whether or not a metric is named for them. */
function subjectRuns(topic: string): string[] {
  return topic
    .replace(FILLER, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((run) => run.length >= 2);
}

const ASKING =
  /多少|几[件条个篇次]?|什么时候|什么|哪[天里个些份家]?|谁|怎么|如何|怎样|为什么|在哪|多久|有没有|一次|是|由|的|了|吗|呢|[，,。？?！!\s]/;

function needsKind({ operations }: Understanding): boolean {
  return operations.has('when') || (operations.has('where') && !operations.has('who'));
}

function preferred({ operations }: Understanding): RegExp | null {
  if (operations.has('when')) return /\d\s?月|\d\s?日|每月|每年|一月一/;
  if (operations.has('who')) return /(?:由|经|送|报)[^、，。；]{2,20}(?:审|负责|批|管|办)/;
  if (operations.has('where')) return /(?:在|位于|设于|依托).{1,20}(?:楼|厅|室|中心|处|馆|栏|门|号|大院|广场)/;
  return null;
}
