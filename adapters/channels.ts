import { createBot } from '../bot/bot.js';
import { PHRASES } from '../bot/phrases.js';
import { openKnowledge } from '../knowledge/knowledge.js';
import type { Call } from './call.js';
import { createWeb } from './web.js';

/** `disclosure-bot start`: every configured channel, the web page when nothing is configured; runs until it is told to stop. */
export async function startChannels(call: Call): Promise<number> {
  const knowledge = await openKnowledge(call.config.databaseUrl);
  const log = (message: string, error: unknown) => process.stderr.write(`${message}: ${String(error)}\n`);
  const bot = createBot({ knowledge, now: () => new Date(), contact: call.config.contact, log });
  const origin = { channel: 'web', today: call.today };
  const examples = async (): Promise<readonly string[]> => {
    const { choices } = await bot.reply({ text: '帮助', session: null, role: 'public', person: null }, origin);
    return choices.map(({ question }) => question);
  };
  const web = createWeb({ host: call.config.host, port: call.config.port, examples });
  await web.start((message) => bot.reply(message, origin));
  process.stdout.write(
    `${PHRASES.started(web.address())}\n${(await examples())
      .slice(0, 3)
      .map((each) => `  ${each}\n`)
      .join('')}`,
  );
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await web.stop();
  await knowledge.close();
  return 0;
}
