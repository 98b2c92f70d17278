import { createBot } from '../bot/bot.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { corpus, type MadeReport, YEARS } from './corpus/reports.js';
import { isIndexed } from './databases.js';

/** What the answers' measurement asks, and the bot it asks. */

export interface Asked {
  /** Figures of one cell, each with what the corpus put there. */
  readonly figures: readonly (MadeReport & { readonly question: string })[];
  /** Every result of table 3, by applicant's total. */
  readonly tables: readonly string[];
  /** Offices of a year by how many applications they had. */
  readonly rankings: readonly string[];
  /** All offices of a year together. */
  readonly sums: readonly string[];
  /** Series of an office over its years. */
  readonly series: readonly string[];
  /** What an office's report of a year says of something. */
  readonly narratives: readonly string[];
  /** The same of all reports at once. */
  readonly everywhere: readonly string[];
  /** Which reports speak of something. */
  readonly mentions: readonly string[];
}

/** Questions spread evenly over the reports of a database; at most `most` of a kind. */
export async function questionsOf(reports: number, most = 400): Promise<Asked> {
  const made = await corpus();
  const some = spread(reports, most).map(made);
  const indexed = spread(reports, most * 50)
    .filter((index) => isIndexed(reports, Math.floor(index / YEARS.length)))
    // As many offices at every size: what their indexes cost in memory is the same.
    .slice(0, NARRATED)
    .map(made);
  const years = [...new Set(some.map(({ year }) => year))];
  const subject = ({ told }: MadeReport) => told[4] ?? told[0];
  return {
    figures: some.map((each) => ({ ...each, question: `${each.office.name}${each.year}年收到多少件申请` })),
    tables: some.map(({ office, year }) => `${office.name}${year}年申请办理结果明细`),
    rankings: years.map((year) => `${year}年收到申请最多的前三名`),
    sums: years.map((year) => `${year}年一共收到多少件申请`),
    series: some.map(({ office }) => `${office.name}历年申请趋势`),
    narratives: indexed.flatMap(({ office, year }) => NARRATIVES.map((words) => `${office.name}${year}年${words}`)),
    everywhere: some.map((each) => `${each.year}年关于${subject(each)?.topic}写了什么`),
    mentions: some.map((each) => `哪份报告提到${subject(each)?.topic}`),
  };
}

/** A bot on a knowledge base; whatever it logs ends the measurement. */
export function askedBot(knowledge: Knowledge) {
  const bot = createBot({
    knowledge,
    now: () => new Date('2026-11-21T04:00:00Z'),
    contact: '县政务公开办',
    log: (message, error) => {
      throw new Error(message, { cause: error });
    },
  });
  const origin = { channel: 'bench', today: '2026-11-21' };
  return (text: string) => bot.reply({ text, session: null, role: 'public', person: null }, origin);
}

// --- internal ---

const NARRATED = 160;
const NARRATIVES = ['查阅点设在哪里', '信息发布前谁审查', '监督由谁负责'];

function spread(reports: number, most: number): number[] {
  const count = Math.min(reports, most);
  return Array.from({ length: count }, (_, at) => Math.floor((at * reports) / count));
}
