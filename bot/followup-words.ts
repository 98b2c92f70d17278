import { metric } from '../knowledge/metrics.js';
import { readCount } from '../knowledge/numerals.js';
import type { Memory } from './memory.js';

/** The words of a message as they are meant in the conversation, before they are read. Pure: text and memory in, text out. */

/** True for words that start the conversation anew. */
export function startsOver(text: string): boolean {
  return ANEW.test(text.trim());
}

/** The question that a bare number, 第二个 or a choice's own label picks, or null where it picks none. */
export function chosenQuestion(text: string, { choices }: Memory): string | null {
  const said = text
    .normalize('NFKC')
    .trim()
    .replace(/[。.、！!?？]+$/, '');
  const number = /^(?:选|第|选择|我选|选第)?([1-9]|1\d|[一二三四五六七八九十两])(?:个|项|号|条)?$/.exec(said)?.[1];
  if (number) return choices[(readCount(number)?.value ?? 0) - 1]?.question ?? null;
  const labelled = choices.filter(({ label }) => label === said);
  return labelled.length === 1 ? (labelled[0]?.question ?? null) : null;
}

/** Words of a short follow-up as they are meant in the conversation: after applications, 公开了几件 are those granted. */
export function inContext(said: string, memory: Memory): string {
  const text = withYear(
    withoutCorrection(said, memory).replace(/^(?:and |so )?(?:(?:how|what) about) (?=\S)/i, ''),
    memory,
  );
  const applications = memory.metrics.some(({ keys }) => keys.some(isApplications));
  if (!applications || ALREADY_SAID.test(text)) return text;
  return text.replace(/(?:同意|答应|准予)?(?<!依申请)公开(?=了|的|多少|几|$|呢)/, '予以公开');
}

/**
 * What a short question that goes on about the law may mean in full, with the question it goes on from (补正通知呢); the
 * first that is about the law is meant. None where it stands alone.
 * @param question name of the question that would answer it alone.
 */
export function lawQuestions(text: string, question: string, { question: before, topic }: Memory): readonly string[] {
  if (!LAW.has(before) || topic === '') return [];
  // 依据是哪条, 多少天之内: the last answer says what it rests on and its time limits.
  if (question === 'source') return [topic];
  const goesOn = ALONE_NOTHING.has(question) && text.length <= MAX_FRAGMENT && OF_LAW.test(text);
  if (!goesOn) return [];
  return [`${topic.slice(0, MAX_TOPIC)}，${text}`, ...(IN_LAST_ANSWER.test(text) ? [topic] : [])];
}

/** Questions about the law, not about reports. */
export const LAW: ReadonlySet<string> = new Set(['procedure', 'definition', 'fee', 'time-limit', 'deadline']);

// --- internal ---

const ONCE_MORE =
  '(?:我们|咱们)?(?:重新(?:开始|来过?|提问|问)|重置|换(?:一)?个(?:问题|话题)|重来|(?:都)?清[空除掉]?(?:掉|了)?(?:对话|记录|聊天|历史|上下文|前面的)?|从头(?:开始|再?来)|前面的?(?:都)?(?:不算|作废|忘了|忘掉)|reset|restart|start over|clear)(?:吧|一下|了|再来)?';
const ANEW = new RegExp(`^(?:好的?|那|请|帮我)?[，,]?(?:${ONCE_MORE}[。！!.~～，,、\\s]*)+$`, 'i');

const ALREADY_SAID = /主动|信息|条|不公开|不予|部分公开|予以公开|公开率|没公开|拒绝/;

/** 不对，我是问…; 说错了，是…: what follows is the question. */
const CORRECTION = new RegExp(
  '^(?:哦|噢|啊|呃|额|诶|哎)?[，,]?' +
    '(?:(?:不对|不是|错了|等等|等一下|no)(?:[，,。!！;；、\\s]+|(?=我(?:是|要|想)?[问说指查]))|(?:我)?(?:[说问打搞弄写记看]错|口误|更正)(?:了|啦|一下)?[，,。!！;；、\\s]*|(?=我(?:是)?[问说指]的?是))' +
    '(?:我?(?:是|要|想|本来)?(?:要|想)?(?:[问说指查看]的?)(?:应该)?是?|应(?:该)?(?:是|为)|改成|换成|i mean(?:t)?|是)?[，,]?',
);

function withoutCorrection(said: string, memory: Memory): string {
  if (memory.topic === '' && memory.offices.length === 0) return said;
  const rest = said.trim().replace(CORRECTION, '');
  return rest.length >= 2 ? rest : said;
}

/** 前一年, 后一年 count from the year talked about, not from today. */
function withYear(text: string, { years }: Memory): string {
  const [year, ...others] = years;
  if (year === undefined || others.length > 0) return text;
  return text
    .replace(/(?<=^(?:那|那么|再)?)(?:它的?)?(?:再?[前上]一年|头一年)(?!度)/, `${year - 1}年`)
    .replace(/(?<=^(?:那|那么|再)?)(?:它的?)?(?:再?[后下]一年|第二年)/, `${year + 1}年`);
}

function isApplications(key: string): boolean {
  const { table, formula } = metric(key);
  return table === 3 || (formula?.kind === 'sum' && formula.of.some((each) => metric(each).table === 3));
}

/** Questions that take words which nothing else takes. */
const ALONE_NOTHING: ReadonlySet<string> = new Set(['unclear', 'passage', 'figure', 'mention', 'beyond', 'fact']);
const MAX_FRAGMENT = 16;
const MAX_TOPIC = 60;
const IN_LAST_ANSWER =
  /多少天|几天|多久|多长|多少个?(?:工作)?日|期限|时限|依据|根据|哪一?条|第几条|哪个法|法条|how long|which article/i;
const OF_LAW =
  /多少天|几天|多久|多长|多少个?(?:工作)?日|期限|时限|什么时候|啥时候|何时|最晚|最迟|依据|根据|哪一?条|第几条|哪个法|法条|补正|答复|延长|延期|复议|诉讼|起诉|官司|法院|第三方|征求|收费|要钱|费用|身份证|怎么|咋|如何|能不能|可以|可不可以|要不要|需要|呢[?？]?$|how long|when|which article/i;
