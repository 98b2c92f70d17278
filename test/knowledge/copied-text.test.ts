import { describe, expect, it } from 'vitest';
import { checkReport, evaluateReport } from '../../knowledge/checks.js';
import type { SectionKey } from '../../knowledge/types.js';
import { reportWith } from './report-builder.js';

/** Sentences of an invented report: what an office writes of a year. */
const SENTENCES = [
  '年内街道围绕群众关心的事项公开信息95条，其中政策文件8条，财政预决算3条，民生实事12条，均通过市政府门户网站发布。',
  '健全信息发布审查制度，明确办公室专人负责，先审查后公开，一事一审，全年未发生泄密情况，未出现错误表述。',
  '做好便民服务中心查阅点建设，配备电脑两台，安排人员引导，方便居民查询、打印所需要的材料，接待居民来访咨询。',
  '开通官方微信公众号，按月更新活动预告、办事指南和惠民政策，邀请居民代表座谈，收集意见建议并逐条反馈办理情况。',
  '组织各社区工作人员参加业务培训，学习条例条文和答复格式，提高依法办理申请的能力，同时开展保密教育和案例讲解。',
  '接受上级部门的检查指导，对照反馈的清单逐项整改，补齐栏目缺失内容，清理过期信息，确保栏目保持更新。',
];

function found(now: readonly string[], before: readonly string[], section: SectionKey = 'overview') {
  const passages = (text: readonly string[]) => text.map((each) => [section, each] as const);
  const report = reportWith({ passages: passages(now) });
  const previous = reportWith({ year: 2022, passages: passages(before) });
  return { all: evaluateReport(report, previous), doubts: checkReport(report, previous) };
}
const duplicate = (rules: readonly { readonly rule: string }[]) => rules.filter(({ rule }) => rule === 'X-DUP-TEXT');

describe('text copied from last year', () => {
  it.each([
    ['word for word', SENTENCES],
    ['with other numbers and punctuation', SENTENCES.map((each) => each.replace(/95/, '103').replaceAll('，', '、'))],
    ['with paragraphs in another order', [...SENTENCES].reverse()],
    ['cut into other paragraphs', SENTENCES.flatMap((each) => each.split(/(?<=材料，|报告，)/))],
  ])('is found %s', (_, now) => {
    const [doubt, ...more] = duplicate(found(now, SENTENCES).doubts);
    expect(doubt).toMatchObject({ outcome: 'broken', severity: 'info' });
    expect(more).toEqual([]);
  });

  it('is quoted from both years, and the share says how it was counted', () => {
    const [doubt] = found(SENTENCES, SENTENCES).doubts.filter(({ rule }) => rule === 'X-DUP-TEXT');
    expect(doubt?.message).toMatch(/重复度100\.00%.*共(\d+)段，其中\1段与上年相同/);
    expect(doubt?.places.map(({ previousYear = false }) => previousYear)).toEqual([false, true, false, true]);
    expect(doubt?.places.every(({ quote }) => SENTENCES.includes(quote))).toBe(true);
  });

  it.each([
    [
      'half of it is new',
      [...SENTENCES.slice(0, 3), ...SENTENCES.slice(3).map((each) => [...each].reverse().join(''))],
    ],
    ['all of it is new', SENTENCES.map((each) => [...each].reverse().join(''))],
  ])('is none where %s', (_, now) => {
    const { all, doubts } = found(now, SENTENCES);
    expect(duplicate(doubts)).toEqual([]);
    expect(duplicate(all)).toHaveLength(1);
  });

  it.each([
    ['a few words', SENTENCES.slice(0, 1), 'overview'],
    ['the preamble alone', SENTENCES, 'preamble'],
  ] as const)('is not looked for in %s', (_, text, section) => {
    expect(duplicate(found(text, text, section).all)).toEqual([]);
  });

  it('of two years ago is not compared', () => {
    const passages = SENTENCES.map((each) => ['overview', each] as const);
    const older = reportWith({ year: 2021, passages });
    expect(duplicate(evaluateReport(reportWith({ passages }), older))).toEqual([]);
  });
});
