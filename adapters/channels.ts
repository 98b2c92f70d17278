import type { Answer } from '../bot/answer.js';
import { type Bot, createBot } from '../bot/bot.js';
import { chartOf } from '../bot/chart.js';
import { CHAT } from '../bot/chat-phrases.js';
import type { Config } from '../bot/config.js';
import { PHRASES } from '../bot/phrases.js';
import type { Offers } from '../bot/reach.js';
import { type Knowledge, openKnowledge } from '../knowledge/knowledge.js';
import { UserError } from '../knowledge/types.js';
import type { Adapter } from './adapter.js';
import type { Call } from './call.js';
import { fileChecker } from './check-file.js';
import { hotQuestions } from './hot-questions.js';
import { lately } from './lately.js';
import { logOf } from './log.js';
import { type Ending, endingOf } from './operations/ending.js';
import { outlasting } from './operations/outage.js';
import { secretsOf } from './operations/redact.js';
import { runChannel } from './operations/running.js';
import { runService } from './operations/service.js';
import { openDesk } from './reception/desk.js';
import { startReminding } from './remind-loop.js';
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
      // The library writes a log of its own, with ids in it, beside ours.
      process.env.WECHATY_LOG ??= 'error';
      const [{ createWechat }, { memoryBeside }] = await Promise.all([
        import('./wechat.js'),
        import('./wechat/memory.js'),
      ]);
      // To who stands before the machine, not into the log: who has the address of a login can log in.
      const tell = (message: string): void => void process.stdout.write(`${message}\n`);
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
  const { failed, ...logged } = logOf({ level: config.logLevel, secrets: secretsOf(config) });
  const ending = endingOf(failed);
  const { databaseUrl, replicaUrl, databaseParts, journalDays } = config;
  const replica = replicaUrl ?? undefined;
  const opened = await openKnowledge(databaseUrl, { journalDays, replica, parts: databaseParts }).catch(
    releasing(ending),
  );
  const { knowledge, log, stop } = outlasting({ knowledge: opened, log: failed, info: logged.info });
  const now = (): Date => new Date();
  const checkFile = fileChecker({ databaseUrl, now });
  const bot = createBot({ knowledge, now, contact: config.contact, offers: offersOf(config), checkFile, log });
  const retention = keepRetention({ config, now, log });
  const examples = lately(examplesOf(bot, call.today), now, EXAMPLES_BELIEVED);
  const hot = hotQuestions({ bot, knowledge, now, today: call.today });
  const pictureOf = async (answer: Answer): Promise<Uint8Array | null> =>
    (await (await import('./chart/picture.js')).pictureOf(answer, log))?.png ?? null;
  const parts: Parts = { config, knowledge, now, log, examples, hot, pictureOf };
  const { rates } = config;
  try {
    const clean = await runService({
      ...{ config, knowledge, ending: ending.signal, log: { failed: log, ...logged } },
      start: (served) =>
        configured.map(({ name, create }) =>
          runChannel({
            name,
            create: () => create(parts),
            open: ({ limits, reach, send }) => {
              const canSend = reach ?? (send ? 'always' : 'never');
              return openDesk({
                channel: name,
                limits,
                canSend,
                bot,
                knowledge,
                now,
                rates,
                today: call.today,
                log,
                served,
              });
            },
            log,
          }),
        ),
      beside: (channels) =>
        startReminding({ knowledge, adapters: () => channels.flatMap(({ adapter }) => adapter() ?? []), now, log }),
      announce: (address, running) => announce(address, running, examples),
    });
    if (!clean) leaveBehind();
    return clean ? ending.code() : 1;
  } finally {
    await retention.stop();
    stop();
    await knowledge.close();
    ending.release();
  }
}

// --- internal ---

/** Where calendars are, and who can be written to first, as far as settings tell. */
function offersOf(config: Config): Offers {
  const speaking = CHANNELS.filter(({ name, configured }) => SPEAKS_FIRST.has(name) && configured(config));
  return { calendars: config.web ? config.publicUrl : null, channels: speaking.map(({ name }) => name) };
}

const SPEAKS_FIRST: ReadonlySet<string> = new Set(['telegram', 'wechat']);

/** Every visit of the page shows them. */
const EXAMPLES_BELIEVED = 60_000;

/** The chart of an answer as a page shows it; what draws is loaded for the first answer that has one. */
async function svgOf(answer: Answer): Promise<string | null> {
  const chart = chartOf(answer);
  return chart === null ? null : (await import('./chart/svg.js')).renderSvg(chart);
}

/** Says to who started it where it can be reached. */
async function announce(
  address: string,
  running: readonly string[],
  examples: () => Promise<readonly string[]>,
): Promise<void> {
  if (!running.includes('web')) return void process.stdout.write(`${CHAT.channelsStarted(running, address)}\n`);
  const tried = (await examples()).slice(0, 3).map((each) => `  ${each}\n`);
  process.stdout.write(`${PHRASES.started(address)}\n${tried.join('')}`);
}

/** What did not stop may keep the process alive; it gets a moment more. */
function leaveBehind(): void {
  setTimeout(() => process.exit(1), 1_000).unref();
}

function releasing(ending: Ending): (error: unknown) => never {
  return (error) => {
    ending.release();
    throw error;
  };
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
