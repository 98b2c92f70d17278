import type { ApplicationSteps } from '../../knowledge/answer-clock.js';
import { readCount } from '../../knowledge/numerals.js';
import type { DateMention } from './dates.js';

/**
 * What plain words say happened to an application on which day, where it is more than its receipt: it was corrected, or
 * somebody was asked for an opinion. Null where they tell no such course, or say two days of one step.
 * @param dates of the same words, in their order
 */
export function findSteps(bare: string, dates: readonly DateMention[]): ApplicationSteps | null {
  if (dates.length === 0 || dates.some(({ date }) => date === null)) return null;
  const steps = new Map<Step, string>();
  for (const [index, { start, end, date }] of dates.entries()) {
    const behind = bare.slice(end, dates[index + 1]?.start);
    const before = bare.slice(dates[index - 1]?.end ?? 0, start);
    const inFront = RULES.find(({ before: pattern }) => pattern?.test(before))?.step;
    const step = inFront ?? RULES.find(({ behind: pattern }) => pattern.test(behind))?.step;
    if (!step) return null;
    if (steps.has(step)) return null;
    if (date !== null) steps.set(step, date);
  }
  const took =
    readCount(
      TOOK.exec(bare)
        ?.slice(1)
        .find((each) => each !== undefined) ?? '',
    )?.value ?? null;
  const [received, corrected, asked, opinion] = (['received', 'corrected', 'asked', 'opinion'] as const).map(
    (step) => steps.get(step) ?? null,
  );
  const course = corrected || (asked && received) || (took !== null && received);
  if (!course || !ASKS_ANSWER.test(bare)) return null;
  return {
    received: received ?? null,
    corrected: corrected ?? null,
    asked: asked ?? null,
    opinion: opinion ?? null,
    took,
  };
}

// --- internal ---

type Step = keyof Omit<ApplicationSteps, 'took'> | 'notice';

/** What the clock of an answer is asked for, not that of the notice or of the opinion. */
const ASKS_ANSWER =
  /(?:什么时候|啥时候|何时|哪天|哪一天|几号|最晚|最迟|最后).{0,8}(?:答复|回复|答|办结|办完)|(?:答复|回复|办结).{0,6}(?:期限|时限|截止|日期|到期|到哪|是哪|到几|什么时候|哪天|几号|最晚|最迟)|(?:之前|以前|前)(?:要|得|必须|应)?(?:答复|回复)|答复日/;

const COUNT = '(\\d{1,3}|[一二两三四五六七八九十]{1,3})';
const TOOK = new RegExp(
  `(?:征求|第三方|意见).{0,10}(?:用了|花了|花|用掉?|耗时|历时|占了?|共)${COUNT}个?工作日|(?:用了|花了|耗时)${COUNT}个?工作日.{0,4}(?:征求|第三方|意见)`,
);

interface StepRule {
  readonly step: Step;
  /** What follows the day. */
  readonly behind: RegExp;
  /** What stands before it: 补正材料收到是7月15日. */
  readonly before?: RegExp;
}

const OTHERS = '(?:第三方|对方|相关机关|其他机关|相关单位|有关机关|机关|企业|公司|人家)';
const IS = '(?:的?(?:日期|时间|日子|那天))?(?:是|为|在|于)$';

/** The first that fits counts. */
const RULES: readonly StepRule[] = [
  {
    step: 'received',
    behind:
      /^(?:才|刚|就|又|我们|单位)?(?:收到|签收|受理|提交|递交|收|寄来|寄到|接到)(?:了|的|到|一件|一份|一个|他的)*(?:信息公开|政府信息公开|公开|书面|邮寄)?(?:的)?申请/,
    before: new RegExp(`(?:收到申请|受理申请|申请收到|收件|签收|申请)${IS}`),
  },
  {
    step: 'notice',
    behind: /^.{0,4}(?:通知|告知|要求|让|发了?出?).{0,6}补正|^.{0,3}补正(?:通知|告知)/,
    before: new RegExp(`补正(?:通知|告知)书?${IS}`),
  },
  {
    step: 'corrected',
    behind:
      /^(?:才|又|申请人|对方|他|重新|收到|收|交来|寄来|提交|交|了)*(?:的)?(?:补正(?!通知|告知|期限|要|应|多|最|什么|几)|补齐|补交|补来|补充(?:完|材料|好))|^(?:收到|申请人).{0,4}补正/,
    before: new RegExp(`(?:补正|补齐|补正材料|补正申请).{0,4}${IS}`),
  },
  {
    step: 'asked',
    behind: /^.{0,6}(?:征求|征询|发函|去函|函询|问了?第三方)|^收到征求/,
    before: new RegExp(`(?:征求(?:第三方)?意见|发函|征求意见书发出)${IS}`),
  },
  {
    step: 'opinion',
    behind: new RegExp(
      `^.{0,3}(?:收到(?!征求).{0,8}(?:意见|回函|反馈|回复)|${OTHERS}.{0,6}(?:答复|回复|回函|反馈|回了|给了|同意|不同意|提出|提了|回意见)|意见.{0,4}(?:回来|收到|反馈|来了)|回函|反馈|回复了?$)`,
    ),
    before: new RegExp(`(?:收到意见|意见回来|意见收到|第三方(?:答复|回复)|回函)${IS}`),
  },
  {
    step: 'received',
    behind: /^(?:才|刚|就|又)?(?:收到|签收|受理|提交|递交|收|寄|接到|来)(?!补|征|第三|意见|对方)/,
  },
];
