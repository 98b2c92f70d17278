import { openKnowledge } from '../knowledge/knowledge.js';

/** What is asked of a knowledge base: figures, passages, series and rankings of the offices that are in it. */
export async function questionsFor(database: string): Promise<readonly string[]> {
  const knowledge = await openKnowledge(database);
  const reports = await knowledge.reports();
  await knowledge.close();
  const some = reports.filter((_, index) => index % Math.ceil(reports.length / MOST_OFFICES) === 0);
  return some.flatMap(({ office, year }, at) => {
    const of = FORMS[at % FORMS.length] ?? [];
    return of.map((form) => form.replace('某', office).replace('年份', `${year}年`));
  });
}

// --- internal ---

const MOST_OFFICES = 60;
/** Mostly figures of one office, as people ask; in a fifth of the forms all reports are looked at. */
const FORMS: readonly (readonly string[])[] = [
  ['某年份收到多少件申请', '某年份主动公开多少条信息', '某信息发布前谁审查'],
  ['某年份行政复议多少件', '某年份申请里予以公开的有几件', '年份哪个单位收到的申请最多'],
  ['某收到的申请这几年是多了还是少了', '某年份行政处罚多少件', '某有哪些不足'],
  ['某年份收费多少钱', '某年份的年报有没有问题', '年份一共收到多少件申请'],
  ['某年份不予公开的有多少', '某怎么联系', '帮助'],
];
