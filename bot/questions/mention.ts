import type { FoundPassage, StoredReport } from '../../knowledge/stored.js';
import type { SectionKey } from '../../knowledge/types.js';
import { type Draft, say, startDraft } from '../draft.js';
import { partAsked } from '../mentions/parts.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { bestSentence, placeIn } from '../quoting.js';
import { resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { repeated, reportName } from '../wording.js';

/** Which reports mention a word: every report whose text has it, each with the sentence. */
export const mention = defineQuestion<readonly string[]>({
  name: 'mention',
  kind: 'passage',
  examples: [
    '哪些单位提到疫情',
    '西园街道年报有没有提到疫情',
    '哪份报告提到减税降费',
    '村务公开哪份报告讲了',
    '灵源的“推一步，动一步”是怎么回事',
  ],
  notFor: ['西园街道存在什么问题', '哪些年报有错误', '西园街道2023年主动公开多少条信息'],
  match(understood) {
    const quoted = /[“"「『‘](.{2,30}?)[”"」』’]/.exec(understood.original)?.[1];
    if (quoted && understood.metrics.length === 0 && understood.operations.has('why')) return [quoted];
    const asked = understood.operations.has('which') || WHETHER.test(understood.text);
    if (!understood.operations.has('mention') || !asked || OF_A_CHECK.test(understood.text)) return null;
    // 年报里说了哪些问题 asks for that part itself.
    const contents = partAsked(understood.topic) !== null || CONTENTS.test(understood.topic);
    if (understood.offices.length > 0 && contents) return null;
    const subjects = subjectsOf(understood);
    return subjects.length > 0 ? subjects : null;
  },
  async answer(subjects, understood, context) {
    const scoped = resolveScope(understood, context, { noYear: 'all', noOffice: 'all' });
    if (!scoped.found) return scoped.draft;
    return tellMentions(subjects, scoped.reports, understood, context);
  },
});

/** Which of some reports speak of any of the subjects, each with the sentence. */
export async function tellMentions(
  subjects: readonly string[],
  reports: readonly StoredReport[],
  understood: Understanding,
  context: Context,
  sections: readonly SectionKey[] = [],
): Promise<Draft> {
  const first = new Map<number, { readonly each: FoundPassage; readonly subject: string }>();
  for (const subject of subjects) {
    const found = await context.knowledge.passages({
      text: subject,
      offices: understood.offices.length > 0 ? [...new Set(reports.map(({ officeId }) => officeId))] : [],
      years: [...new Set(reports.map(({ year }) => year))],
      sections,
      limit: 60,
    });
    for (const each of found) {
      const meant = reports.some(({ id }) => id === each.reportId);
      if (meant && squeeze(each.text).includes(squeeze(subject)) && !first.has(each.reportId))
        first.set(each.reportId, { each, subject });
    }
  }
  const shown = [...first.values()].slice(0, MAX_REPORTS);
  const [only] = reports;
  if (shown.length === 0) {
    const words = subjects.map((each) => said(each, understood)).join('”“');
    return say(
      'missing',
      reports.length === 1 && only ? PHRASES.mentionNoneIn(reportName(only), words) : PHRASES.mentionNone(words),
    );
  }
  const draft = startDraft();
  const named = [...new Set(shown.map(({ subject }) => subject))];
  const lines = [
    PHRASES.mentionHead(
      named.map((each) => said(each, understood)).join('”“'),
      shown.map(({ each }) => reportName(each)),
    ),
  ];
  for (const { each, subject } of shown) {
    const { lines: source } = await context.knowledge.report(each.reportId);
    const quote = bestSentence(each.text, [subject], null);
    draft.cite(each, placeIn(each, quote, source));
    lines.push(PHRASES.passageHead(reportName(each), each.section), PHRASES.passageQuote(quote));
  }
  return draft.build('passage', lines.join('\n'));
}

// --- internal ---

const MAX_REPORTS = 12;

/** 公众号讲了哪些政策 asks what is said, not who says it. */
const CONTENTS = /(?:[讲写说谈]|提到|提及|讲到|写到|说到)(?:了|过)?的?(?:都|些)?(?:是|有)?(?:哪些|什么|啥|哪几)/;

/** 单位写了没: whether a cell states its unit is a check. */
const OF_A_CHECK = /(?:(?<![个些家哪各几])单位|日期|落款|序号|编号|标题)(?:都|也)?(?:有没有)?(?:写|填|标|注)/;

const WHETHER =
  /有没有|是否|有无|有.{0,20}(?:吗|么|没有?)[?？]?$|没有?[?？]?$|吗[?？]?$|不$|有?(?:几|多少)(?:家|份|个|篇)|(?:提到|写到|讲到|说到|谈到|提及).{1,12}的$/;

/** A subject as it may be repeated: of an earlier question, without its numbers. */
function said(subject: string, { original }: Understanding): string {
  return repeated(original.includes(subject) ? subject : subject.replace(/\d+/g, ''));
}

/** What is to be mentioned: the question without the words that ask. */
function subjectsOf(understood: Understanding): string[] {
  return understood.topic
    .replace(
      /(?:一共|总共)?(?:都)?(?:有没有|有)?(?:哪些|哪几|哪个|哪家|哪份|哪一份|哪一家|谁|(?:几|多少)(?=[个家份篇]))[个家份篇]?(?:单位|街道|镇|乡镇|乡|局|部门|报告|年报|地方|里)?(?:的)?(?:年报|报告)?(?:里面|里头|里|中)?/g,
      ' ',
    )
    .replace(
      /(?:年报|年度报告|报告)?(?:里面|里头|里|中)?(?:有没有|是否|有无|有|都|也|曾)?(?:提到|提及|讲了|讲到|讲过|讲述|写了|写到|写过|写明|说了|说到|说过|涉及|谈到|谈过|提过|介绍(?!信)|(?<=\s|^|里|里面|里头|中|有没有|是否|有)[讲写说提](?![座解话升高供明法]))(?:了|过)?/g,
      ' ',
    )
    .split(/[\s，,。？?、的]+|或者?|以及|和(?=..)/)
    .map((run) => run.replace(AROUND, ''))
    .filter((run) => run.length >= 2 && !NO_SUBJECT.test(run))
    .slice(0, MAX_SUBJECTS);
}

const MAX_SUBJECTS = 4;
const AROUND =
  /^(?:有没有|是否|请问|帮我|查一下|看看|关于|有关|和|有|在|把|年报|报告)+|(?:情况|内容|方面|事情|事|字眼|字样|话|没有|没|吗|呢|么|啊|了|是)+$/g;
const NO_SUBJECT = /^(?:问题|不足|措施|有没有|年报|报告|单位|年度报告|街道|乡镇|部门|全部|所有|各|是|有|都有|一共|哪)$/;

function squeeze(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
}
