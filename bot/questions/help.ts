import type { Choice } from '../answer.js';
import { say } from '../draft.js';
import { startsOver } from '../followup.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { askWhichOffice } from '../scope.js';
import { placeName, questionFor } from '../wording.js';

interface Talk {
  readonly pattern: RegExp;
  readonly text: string;
  readonly examples: boolean;
}

/** Greetings, thanks, what the bot can do, a person instead of the bot. */
export const help = defineQuestion<Talk | 'hand off'>({
  name: 'help',
  kind: 'help',
  examples: ['你好', '谢谢', '你能做什么', '你是谁', '转人工'],
  notFor: ['西园街道2023年收到多少件申请', '什么是勾稽关系'],
  match({ text }) {
    if (startsOver(text)) return STARTED_OVER;
    const bare = text.replace(/[\p{P}\p{S}\s]/gu, '');
    if (HAND_OFF.test(bare)) return 'hand off';
    return TALK.find(({ pattern }) => pattern.test(bare)) ?? null;
  },
  async answer(query, _understood, context) {
    if (query === 'hand off') return say('help', PHRASES.handOff(context.contact));
    return say('help', query.text, query.examples ? await exampleQuestions(context) : []);
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
export async function exampleQuestions(context: Context): Promise<Choice[]> {
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

// --- internal ---

const STARTED_OVER: Talk = { pattern: /$^/, text: PHRASES.startedOver, examples: true };

const HAND_OFF = /转?人工|真人客服|找(?:个)?(?:真)?人(?:工)?|客服电话/;

const TALK: readonly Talk[] = [
  { pattern: /^(?:你好|您好|在吗|hi|hello|嗨|早上好|下午好|晚上好|有人吗)*$/, text: PHRASES.greeting, examples: true },
  {
    pattern: /^(?:谢谢|多谢|感谢|谢谢你|谢谢您|好的谢谢|thanks|thankyou|辛苦了|不错|好的|收到|ok|嗯|好)$/,
    text: PHRASES.thanks,
    examples: false,
  },
  { pattern: /^(?:再见|拜拜|bye|没事了?|呃?算了没?事?)$/, text: PHRASES.goodbye, examples: false },
  {
    pattern:
      /^(?:帮助|help|使用说明|怎么用|怎么使用|怎么问|菜单)$|(?:你|您)(?:能|会|可以)(?:做|干|回答|查|问)?(?:什么|啥|哪些)|可以问(?:什么|哪些)|你是谁|是真人吗|机器人吗|什么功能/,
    text: PHRASES.help,
    examples: true,
  },
];
