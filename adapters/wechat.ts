/** The WeChat channel: an account of its own in chats and rooms, through wechaty. For staff; never the public's door. */

import type { Wechaty } from 'wechaty';
import { qrcodeValueToImageUrl, ScanStatus, WechatyBuilder } from 'wechaty';
import type { Answer } from '../bot/answer.js';
import { CHAT } from '../bot/chat-phrases.js';
import type { Limits } from '../bot/present.js';
import { UserError } from '../knowledge/types.js';
import type { Adapter, Desk } from './adapter.js';
import { notSent } from './not-sent.js';
import { type Answering, answeringOn } from './wechat/answering.js';
import { HUMAN_PACE, type Pace } from './wechat/pace.js';
import { loadPuppet, type Puppet, withoutSecret } from './wechat/puppet.js';
import { BACKOFF, type Backoff, reconnectOf } from './wechat/reconnect.js';
import { sayingAt } from './wechat/sending.js';
import { watchdogOf } from './wechat/watchdog.js';

export interface WechatOptions {
  /** Name of an installed package, or a puppet. */
  readonly puppet: string | Puppet;
  readonly puppetToken: string | null;
  /** Hours without a message after which it raises an alarm; 0: never. */
  readonly silenceHours: number;
  /** Where the login is kept, as `memoryBeside` names it; null: nowhere. */
  readonly memory: string | null;
  readonly now: () => Date;
  readonly log: (message: string, error: unknown) => void;
  /** Told what the operator has to do or know: where to scan. */
  readonly tell: (message: string) => void;
  /** Told what needs somebody at once, once for each loss or silence. */
  readonly alarm?: (message: string) => void;
  /** The chart of an answer as PNG; null where it has none. */
  readonly pictureOf?: (answer: Answer) => Promise<Uint8Array | null>;
  readonly pace?: Pace;
  readonly backoff?: Backoff;
  /** Told the id of every message that is done with, whatever became of it. */
  readonly handled?: (id: string) => void;
}

/**
 * An account on WeChat. While nobody has scanned its code, or after a loss, it is not healthy and keeps trying.
 * `start` throws UserError where the puppet is not installed or refuses its settings.
 */
export function createWechat(options: WechatOptions): Adapter {
  const { now, tell, puppetToken, backoff = BACKOFF } = options;
  const log = (what: string, error: unknown): void => options.log(what, withoutSecret(error, puppetToken));
  const say = sayingAt(options.pace ?? HUMAN_PACE);
  let bot: Wechaty | null = null;
  let answering: Answering | null = null;
  let stopping = false;
  let scanning = false;
  let wasLoggedIn = false;
  /** What went wrong while connecting; wechaty tells it as an event and says it has started. */
  let failure: unknown = null;

  const loggedIn = (): boolean => bot?.isLoggedIn ?? false;
  const alarm = (message: string): void => {
    log('wechat alarm', new UserError('WECHAT_ALARM', message));
    safely('alarm', () => options.alarm?.(message))();
  };
  const lost = (): void => {
    if (!wasLoggedIn) return;
    wasLoggedIn = false;
    alarm(CHAT.wechatLost);
  };
  const watchdog = watchdogOf({
    silenceHours: options.silenceHours,
    now,
    loggedIn,
    alarm: () => alarm(CHAT.wechatSilent(options.silenceHours)),
  });
  const connect = async (started: Wechaty): Promise<void> => {
    failure = null;
    scanning = false;
    await started.start();
    if (failure !== null) throw failure;
  };
  const reconnect = reconnectOf({
    backoff,
    now,
    fine: () => loggedIn() || scanning,
    failed: (error) => log('wechat did not connect', error),
    restart: async () => {
      lost();
      if (bot === null) return;
      await bot.stop();
      await connect(bot);
    },
  });

  /** An async listener that throws would end the process, so none does. */
  function safely<T extends readonly unknown[]>(what: string, work: (...given: T) => unknown): (...given: T) => void {
    return (...given) => {
      void (async () => work(...given))().catch((error: unknown) => log(`wechat ${what} failed`, error));
    };
  }

  const listen = (made: Wechaty): void => {
    made.on('puppet', (puppet) =>
      puppet.on(
        'reset',
        safely('reset', () => reconnect.soon('must')),
      ),
    );
    made.on(
      'scan',
      safely('scan', (code: string, status: ScanStatus) => {
        scanning = status !== ScanStatus.Timeout && status !== ScanStatus.Cancel;
        if (!scanning) return reconnect.soon('patient');
        if (status !== ScanStatus.Waiting || code === '') return;
        lost();
        tell(CHAT.wechatScan(qrcodeValueToImageUrl(code)));
      }),
    );
    made.on(
      'login',
      safely('login', (self: { name(): string }) => {
        scanning = false;
        wasLoggedIn = true;
        reconnect.settled();
        watchdog.heard();
        answering?.loggedIn();
        tell(CHAT.wechatLoggedIn(self.name()));
      }),
    );
    made.on(
      'logout',
      safely('logout', (_: unknown, reason?: string) => {
        if (stopping || reconnect.busy()) return;
        log('wechat logged out', reason ?? '');
        reconnect.soon();
      }),
    );
    made.on(
      'error',
      safely('error', (error: unknown) => {
        failure ??= error;
        log('wechat error', error);
        if (!stopping && !reconnect.busy()) reconnect.soon();
      }),
    );
    made.on(
      'message',
      safely('message', async (message) => {
        if (stopping || message.self()) return;
        watchdog.heard();
        await answering?.take(message);
      }),
    );
  };

  return {
    name: 'wechat',
    limits: LIMITS,
    async start(desk: Desk) {
      const { puppet: wanted, memory } = options;
      const puppet = typeof wanted === 'string' ? await loadPuppet(wanted, puppetToken) : wanted;
      const made = WechatyBuilder.build({ puppet, ...(memory === null ? {} : { name: memory }) });
      bot = made;
      answering = answeringOn(made, { ...options, desk, say, log });
      listen(made);
      watchdog.start();
      await connect(made).catch((error: unknown) => log('wechat did not connect', error));
      reconnect.soon('patient');
    },
    async stop() {
      if (stopping) return;
      stopping = true;
      watchdog.stop();
      await reconnect.stop();
      await answering?.drain(DRAIN_MS);
      await bot?.stop().catch((error: unknown) => log('wechat did not stop', error));
    },
    async send(to, texts) {
      const speaker = bot;
      if (speaker === null || !loggedIn()) {
        throw notSent(new Error('wechat is not logged in'), { again: true });
      }
      await say(
        to,
        texts.map((text) => () => speaker.puppet.messageSendText(to, text)),
      );
    },
    healthy: () => loggedIn() && !watchdog.silent(),
  };
}

// --- internal ---

/** No buttons: choices are written out. */
const LIMITS: Limits = { text: { most: 2_000, unit: 'characters' }, messages: 2, buttons: 0 };
const DRAIN_MS = 10_000;
