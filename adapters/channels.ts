import type { Answer } from '../bot/answer.js';
import { type Bot, createBot } from '../bot/bot.js';
import { chartOf } from '../bot/chart.js';
import type { Config } from '../bot/config.js';
import { PHRASES } from '../bot/phrases.js';
import { type Knowledge, openKnowledge } from '../knowledge/knowledge.js';
import { UserError } from '../knowledge/types.js';
import type { Adapter } from './adapter.js';
import type { Call } from './call.js';
import { fileChecker } from './check-file.js';
import { hotQuestions } from './hot-questions.js';
import { serveHttp } from './http/server.js';
import { lately } from './lately.js';
import { type OpenDesk, openDesk } from './reception/desk.js';
import { keepRetention } from './retention.js';

/** What a channel is made of. */
export interface Parts {
  readonly config: Config;
  readonly knowledge: Knowledge;
  readonly now: () => Date;
  readonly log: (message: string, error: unknown) => void;
  /** Questions that are surely answered, to offer a newcomer. */
  readonly examples: () => Promise<readonly string[]>;
  /** Questions that many ask. */
  readonly hot: () => Promise<readonly string[]>;
  /** The chart of an answer as a PNG, or null where it has none. */
  readonly pictureOf: (answer: Answer) => Promise<Uint8Array | null>;
}

/** One platform: whether its settings are there, and how it is made. Its code is loaded only then. */
interface Channel {
  readonly name: string;
  readonly configured: (config: Config) => boolean;
  readonly create: (parts: Parts) => Promise<Adapter>;
}

/** Every channel there is. A new platform is a line here. */
export const CHANNELS: readonly Channel[] = [
  {
    name: 'web',
    configured: ({ web }) => web,
    create: async ({ config: { publicUrl, proxied, rates }, ...parts }) =>
      (await import('./web.js')).createWeb({ ...parts, pictureOf: svgOf, publicUrl, proxied, rates }),
  },
  {
    name: 'telegram',
    configured: ({ telegram }) => telegram !== null,
    create: async ({ config: { telegram, publicUrl }, ...parts }) => {
      if (telegram === null) throw new Error('telegram is not configured');
      return (await import('./telegram.js')).createTelegram({ ...parts, config: telegram, publicUrl });
    },
  },
  {
    name: 'wechat',
    configured: ({ wechat }) => wechat !== null,
    create: async ({ config: { wechat, databaseUrl }, ...parts }) => {
      if (wechat === null) throw new Error('wechat has no settings');
      const [{ createWechat }, { memoryBeside }] = await Promise.all([
        import('./wechat.js'),
        import('./wechat/memory.js'),
      ]);
      const tell = (message: string): void => void process.stderr.write(`${message}\n`);
      return createWechat({ ...parts, ...wechat, memory: memoryBeside(databaseUrl), tell });
    },
  },
  {
    name: 'official-account',
    configured: ({ officialAccount }) => officialAccount !== null,
    create: async ({ config: { officialAccount: config }, ...parts }) => {
      if (config === null) throw new Error('the official account has no settings');
      return (await import('./official-account.js')).createOfficialAccount({ config, ...parts });
    },
  },
];

/** `disclosure-bot start`: every configured channel; runs until it is told to stop. */
export async function startChannels(call: Call): Promise<number> {
  const { config } = call;
  const configured = CHANNELS.filter(({ configured }) => configured(config));
  if (configured.length === 0) throw new UserError('NO_CHANNEL', '没有启用任何渠道，请检查设置。');
  const knowledge = await openKnowledge(config.databaseUrl, { journalDays: config.journalDays });
  const now = (): Date => new Date();
  const log = (message: string, error: unknown): void => void process.stderr.write(`${message}: ${String(error)}\n`);
  const checkFile = fileChecker({ databaseUrl: config.databaseUrl, now });
  const bot = createBot({ knowledge, now, contact: config.contact, checkFile, log });
  const retention = keepRetention({ config, now, log });
  const examples = lately(examplesOf(bot, call.today), now, EXAMPLES_BELIEVED);
  const hot = hotQuestions({ bot, knowledge, now, today: call.today });
  const pictureOf = async (answer: Answer): Promise<Uint8Array | null> =>
    (await (await import('./chart/picture.js')).pictureOf(answer, log))?.png ?? null;
  const parts: Parts = { config, knowledge, now, log, examples, hot, pictureOf };

  const running: { readonly adapter: Adapter; readonly desk: OpenDesk }[] = [];
  for (const { create } of configured) {
    const adapter = await create(parts);
    const { name: channel, limits } = adapter;
    const desk = openDesk({ channel, limits, bot, knowledge, now, rates: config.rates, today: call.today, log });
    await adapter.start(desk);
    running.push({ adapter, desk });
  }
  const mounts = running.flatMap(({ adapter: { http } }) => (http ? [http] : []));
  const server = mounts.length === 0 ? null : await serveHttp(config, mounts);
  // Whoever reads that it has started may tell it to stop at once.
  const toldToStop = new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  if (server) {
    const tried = (await examples()).slice(0, 3).map((each) => `  ${each}\n`);
    process.stdout.write(`${PHRASES.started(server.address())}\n${tried.join('')}`);
  }
  await toldToStop;
  await server?.stop();
  await Promise.all(running.map(({ adapter }) => adapter.stop()));
  await Promise.all(running.map(({ desk }) => desk.drain(DRAIN_MS)));
  await retention.stop();
  await knowledge.close();
  return 0;
}

// --- internal ---

/** How long answers under way may take once the bot is told to stop. */
const DRAIN_MS = 10_000;
/** Every visit of the page shows them. */
const EXAMPLES_BELIEVED = 60_000;

/** The chart of an answer as a page shows it; what draws is loaded for the first answer that has one. */
async function svgOf(answer: Answer): Promise<string | null> {
  const chart = chartOf(answer);
  return chart === null ? null : (await import('./chart/svg.js')).renderSvg(chart);
}

function examplesOf(bot: Bot, today: string | null): () => Promise<readonly string[]> {
  return async () => {
    const { choices } = await bot.reply(
      { text: '帮助', session: null, role: 'public', person: null },
      { channel: 'examples', today },
    );
    return choices.map(({ question }) => question);
  };
}
