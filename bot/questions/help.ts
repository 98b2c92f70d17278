import type { Choice } from '../answer.js';
import { say } from '../draft.js';
import { startsOver } from '../followup-words.js';
import { type Talk, talkOf, wantsPerson } from '../mentions/talk.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { askWhichOffice } from '../scope.js';
import { placeName, questionFor } from '../wording.js';

/** Greetings, thanks, what the bot can do, starting anew, a person instead of the bot. */
export const help = defineQuestion<Talk | 'hand off' | 'anew'>({
  name: 'help',
  kind: 'help',
  examples: ['你好', '谢谢', '你能做什么', '你是谁', '转人工', '重新开始', '👍', '?', '答非所问'],
  notFor: [
    '西园街道2023年收到多少件申请',
    '什么是勾稽关系',
    '你好，西园街道2023年收到多少件申请',
    '谢谢，再问下灵源粉丝',
  ],
  match(understood) {
    if (wantsPerson(understood)) return 'hand off';
    return startsOver(understood.text) ? 'anew' : talkOf(understood.text, understood.original);
  },
  async answer(query, _understood, context) {
    const { text, examples, handOff } = SAY[query];
    const said = handOff ? `${text}${PHRASES.handOff(context.contact)}` : text;
    return say('help', said, examples ? await exampleQuestions(context) : []);
  },
});

/** The last resort: nothing was recognised. */
export const unclear = defineQuestion<true>({
  name: 'unclear',
  kind: 'help',
  examples: ['啊这', '嗯嗯嗯'],
  match: () => true,
  async answer(_query, understood, context) {
    // 2023: a year alone is half a question.
    if (understood.years.years.length > 0 && understood.rest.length === 0) return askWhichOffice(understood, context);
    return say('help', PHRASES.unclear, await exampleQuestions(context));
  },
});

/** Questions that this data can answer: each asks for a figure or a section that is stored. */
export function exampleQuestions(context: Context): Promise<readonly Choice[]> {
  const known = KNOWN.get(context.reports);
  if (known) return known;
  const found = findExamples(context);
  KNOWN.set(context.reports, found);
  found.catch(() => KNOWN.delete(context.reports));
  return found;
}

// --- internal ---

/** The list of reports is another one whenever something was stored: reading the figures of a whole county once is enough. */
const KNOWN = new WeakMap<Context['reports'], Promise<readonly Choice[]>>();

async function findExamples(context: Context): Promise<readonly Choice[]> {
  const keys = ['applications_new', 'proactive_disclosed_count', 'wechat_followers'];
  const { figures } = await context.knowledge.figures({ offices: [], years: [], metrics: keys });
  const stated = figures.filter(
    (row) => typeof row.stated === 'number' && row.part === null && (row.applicant ?? 'total') === 'total',
  );
  const newest = [...stated].sort((a, b) => b.year - a.year);
  const choices = keys.flatMap((key, index) => {
    const rows = newest.filter((row) => row.metric === key);
    const row = rows[Math.min(index, rows.length - 1)];
    const office = context.offices.find(({ id }) => id === row?.officeId);
    return row && office ? [questionFor(office, row.year, key)] : [];
  });
  const [first] = [...context.reports].sort((a, b) => b.year - a.year);
  const office = context.offices.find(({ id }) => id === first?.officeId);
  const section = first && office ? [`${placeName(office)}${first.year}年存在什么问题`] : [];
  return [...choices, ...section, '什么是勾稽关系'].map((question) => ({ label: question, question }));
}

interface Said {
  readonly text: string;
  readonly examples?: true;
  readonly handOff?: true;
}

const SAY: Readonly<Record<Talk | 'hand off' | 'anew', Said>> = {
  'hand off': { text: '', handOff: true },
  anew: { text: PHRASES.startedOver, examples: true },
  greeting: { text: PHRASES.greeting, examples: true },
  thanks: { text: PHRASES.thanks },
  goodbye: { text: PHRASES.goodbye },
  complaint: { text: PHRASES.calm, handOff: true },
  who: { text: PHRASES.whoIAm, examples: true },
  help: { text: PHRASES.help, examples: true },
};
