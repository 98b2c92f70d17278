import { execFileSync } from 'node:child_process';
import type { Answer } from '../../bot/answer.js';
import { type Bot, createBot } from '../../bot/bot.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';
import { freshDatabase } from '../knowledge/databases.js';

export const TODAY = '2026-11-21';
const ORIGIN = { channel: 'test', today: TODAY };

/** A knowledge base of the samples, read through the command as a user would. */
export async function openSamples(): Promise<Knowledge> {
  return openKnowledge(ingested(['samples']));
}

/** The database of some folders of reports, read through the command. */
export function ingested(folders: readonly string[]): string {
  const { url } = freshDatabase();
  execFileSync('node', ['dist/adapters/command-line.js', 'ingest', ...folders, '--json', '--database', url], {
    stdio: 'pipe',
  });
  return url;
}

/** A bot on a knowledge base; what it logs is an error of the test. */
export function botOn(
  knowledge: Knowledge,
  log: (message: string, error: unknown) => void = () => {},
  now: () => Date = () => new Date('2026-11-21T04:00:00Z'),
): Bot {
  return createBot({ knowledge, now, contact: '县政务公开办', log });
}

export function askOn(bot: Bot, question: string, session: string | null = null): Promise<Answer> {
  return bot.reply({ text: question, session, role: 'public', person: null }, ORIGIN);
}

export function explainOn(bot: Bot, question: string) {
  return bot.explain({ text: question, session: null, role: 'public', person: null }, ORIGIN);
}
