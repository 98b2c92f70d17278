import type { FoundPassage } from '../../knowledge/stored.js';
import { type Draft, say, startDraft } from '../draft.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { bestSentence, placeIn } from '../quoting.js';
import { resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { repeated, reportName } from '../wording.js';

/** Which reports mention a word: every report whose text has it, each with the sentence. */
export const mention = defineQuestion<string>({
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
    if (quoted && understood.metrics.length === 0 && understood.operations.has('why')) return quoted;
    const asked = understood.operations.has('which') || /有没有|是否|有无/.test(understood.text);
    if (!understood.operations.has('mention') || !asked) return null;
    const [subject] = [...subjectsOf(understood)].sort((a, b) => b.length - a.length);
    return subject ?? null;
  },
  answer: answerMention,
});

// --- internal ---

const MAX_REPORTS = 12;

async function answerMention(subject: string, understood: Understanding, context: Context): Promise<Draft> {
  const scoped = resolveScope(understood, context, { noYear: 'all', noOffice: 'all' });
  if (!scoped.found) return scoped.draft;
  const found = await context.knowledge.passages({
    text: subject,
    offices: understood.offices.length > 0 ? scoped.offices.map(({ id }) => id) : [],
    years: understood.years.years,
    limit: 60,
  });
  const plain = squeeze(subject);
  const first = new Map<number, FoundPassage>();
  for (const each of found) {
    if (squeeze(each.text).includes(plain) && !first.has(each.reportId)) first.set(each.reportId, each);
  }
  const shown = [...first.values()].slice(0, MAX_REPORTS);
  if (shown.length === 0) return say('missing', PHRASES.mentionNone(repeated(subject)));
  const draft = startDraft();
  const lines = [PHRASES.mentionHead(repeated(subject), shown.map(reportName))];
  for (const each of shown) {
    const { lines: source } = await context.knowledge.report(each.reportId);
    const quote = bestSentence(each.text, [subject], null);
    draft.cite(each, placeIn(each, quote, source));
    lines.push(PHRASES.passageHead(reportName(each), each.section), PHRASES.passageQuote(quote));
  }
  return draft.build('passage', lines.join('\n'));
}

/** What is to be mentioned: the question without the words that ask. */
function subjectsOf(understood: Understanding): string[] {
  return understood.topic
    .replace(
      /(?:哪些|哪几|哪个|哪家|哪份|哪一份|谁)[个家份]?(?:单位|街道|镇|乡镇|部门|报告|年报|地方|里)?(?:的)?(?:年报|报告)?/g,
      ' ',
    )
    .replace(
      /(?:年报|报告)?(?:里|中)?(?:有没有|是否|有无|都|也|曾)?(?:提到|提及|讲了|讲到|写了|写到|说了|说到|涉及|谈到|提过)(?:了|过)?/g,
      ' ',
    )
    .split(/[\s，,。？?、的]+/)
    .filter((run) => run.length >= 2);
}

function squeeze(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '');
}
