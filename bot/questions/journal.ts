import { groupWordings, type Wording } from '../../knowledge/misses.js';
import { addDays } from '../../knowledge/working-days.js';
import { type Draft, type DraftBuilder, say, startDraft } from '../draft.js';
import { JOURNAL_PHRASES as SAY } from '../journal-phrases.js';
import { findJournalAsked, type JournalAsked } from '../mentions/journal.js';
import { noteBy } from '../noting.js';
import { type Context, defineQuestion } from '../question.js';

/** What people asked and was not answered well, for staff alone. That staff looked is noted. */
export const journal = defineQuestion<JournalAsked>({
  name: 'journal',
  kind: 'passage',
  examples: [
    '今天有哪些没答上来的问题',
    '最近的差评',
    '昨天哪些问题没有回答出来',
    '本周被拒绝的问题有哪些',
    '最近大家都问了什么',
    '问答记录',
  ],
  notFor: [
    '西园街道存在什么问题',
    '没有答复的申请有多少',
    '超期没答复怎么办',
    '我要给你差评',
    '你没回答我的问题',
    '哪些年报有错误',
  ],
  match({ text, today, offices, unknownOffice, metrics, years }) {
    if (offices.length > 0 || unknownOffice !== null || years.years.length > 0) return null;
    const asked = findJournalAsked(text, today);
    // 被拒绝 is a figure of applications, too, and 咨询 one of hot lines.
    return metrics.length > 0 && asked?.what !== 'declined' ? null : asked;
  },
  answer: async (asked, _understood, context) =>
    context.role === 'staff' ? tellJournal(asked, context) : say('refused', SAY.forStaff),
});

// --- internal ---

const MOST_TOLD = 12;
const LONGEST_TOLD = 60;

async function tellJournal(asked: JournalAsked, context: Context): Promise<Draft> {
  const { what, outcomes, from, to } = asked;
  await noteBy(context, 'journal', `${what} ${from} ${to}`);
  const [since, until] = [startOf(from), startOf(addDays(to, 1))];
  const lines = await context.knowledge.channels.entries({ since, until, channel: null });
  const groups = groupWordings(lines, outcomes);
  const draft = startDraft();
  const when = draft.state(SAY.period(from, to));
  if (groups.length === 0) return draft.build('passage', SAY.none(when, SAY.asked[what]));
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  countOf(draft, total, to);
  const told = groups.slice(0, MOST_TOLD).map((group) => lineOf(draft, group, to));
  const more = groups.length > told.length ? [SAY.more] : [];
  return draft.build('passage', [SAY.head(when, SAY.asked[what], total), ...told, ...more].join('\n'));
}

function lineOf(draft: DraftBuilder, { question, count, lastAsked, outcomes }: Wording, to: string): string {
  countOf(draft, count, to);
  const asked = Array.from(question);
  const shown = asked.length > LONGEST_TOLD ? `${asked.slice(0, LONGEST_TOLD).join('')}…` : asked.join('');
  const became = outcomes.map(({ outcome }) => SAY.outcome[outcome]);
  return SAY.line({
    question: draft.state(`“${shown}”`),
    count,
    last: draft.state(TIME.format(lastAsked)),
    became,
  });
}

function countOf(draft: DraftBuilder, count: number, to: string): void {
  const value = { office: '', year: Number(to.slice(0, 4)), metric: 'questions_asked', value: count, unit: '次' };
  draft.addCalculation(value, () => count);
}

/** Midnight in Asia/Shanghai. */
function startOf(date: string): Date {
  return new Date(`${date}T00:00:00+08:00`);
}

const TIME = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
