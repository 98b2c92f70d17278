import { FileBox } from 'file-box';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Message, Wechaty } from 'wechaty';
import type { Answer } from '../../bot/answer.js';
import { CHAT } from '../../bot/chat-phrases.js';
import type { Desk, Outgoing } from '../adapter.js';
import { turnsOf } from '../reception/turns.js';
import { hearing } from './incoming.js';
import type { Say, Saying } from './sending.js';

/** Answers messages of one account. */
export interface Answering {
  /** Answers a message where it is to be answered. Rejects with what could not be read or said. */
  take(message: Message): Promise<void>;
  /** What came before is not answered any more. */
  loggedIn(): void;
  /** Resolves when every answer under way went out, or after so many milliseconds. */
  drain(milliseconds: number): Promise<void>;
}

interface Options {
  readonly desk: Desk;
  readonly say: Say;
  readonly now: () => Date;
  readonly log: (what: string, error: unknown) => void;
  readonly tell: (message: string) => void;
  readonly pictureOf?: (answer: Answer) => Promise<Uint8Array | null>;
  readonly handled?: (id: string) => void;
}

export function answeringOn(bot: Wechaty, options: Options): Answering {
  const { desk, say, now, log, tell } = options;
  const hear = hearing({ log });
  /** Messages of a chat are read in the order they came, whatever a file takes. */
  const reading = turnsOf(Number.POSITIVE_INFINITY);
  const underWay = turnsOf(1);
  const notices = new RateLimiterMemory({ points: MOST_NOTICES, duration: 60 });
  let taken = 0;
  let toldOfOld = false;

  const isOld = (message: Message): boolean => {
    if (now().getTime() - message.date().getTime() <= OLD_MS) return false;
    if (!toldOfOld) tell(CHAT.wechatOldMessages);
    toldOfOld = true;
    return true;
  };

  const answer = async (message: Message): Promise<void> => {
    if (isOld(message)) return;
    const chat = message.room()?.id ?? message.talker().id;
    const heard = await reading.take(chat, () => hear(message, bot.currentUser));
    if (!heard) return;
    if ('notice' in heard) {
      const { notice } = heard;
      if (await mayNotify(chat)) await say(chat, [() => reply(message, notice)]);
      return;
    }
    const outgoing = await desk.receive(heard.message);
    if (!outgoing.repeated) await say(chat, sayings(message, outgoing));
  };

  /** The chart is drawn in its turn, so that it does not come behind what is answered next. */
  async function* sayings(message: Message, { texts, answer: given }: Outgoing): AsyncGenerator<Saying> {
    for (const text of texts) yield () => reply(message, text);
    const png = given === null ? null : await drawn(given);
    if (png !== null) yield () => message.say(pictureBox(png));
  }

  const mayNotify = (chat: string): Promise<boolean> =>
    notices.consume(chat).then(
      () => true,
      () => false,
    );

  /** An answer without its chart is still an answer. */
  const drawn = async (given: Answer): Promise<Uint8Array | null> => {
    try {
      return (await options.pictureOf?.(given)) ?? null;
    } catch (error) {
      log('wechat chart failed', error);
      return null;
    }
  };

  return {
    async take(message) {
      taken += 1;
      await underWay.take(String(taken), async () => {
        try {
          await answer(message);
        } finally {
          options.handled?.(message.id);
        }
      });
    },
    loggedIn() {
      toldOfOld = false;
    },
    drain: (milliseconds) => underWay.drain(milliseconds),
  };
}

// --- internal ---

/** Older messages were sent while the account was away; answering them all at once looks like a machine. */
const OLD_MS = 60_000;
/** Sentences in a minute to somebody who sends what is no question. */
const MOST_NOTICES = 3;

/** In a room the answer names who asked. */
async function reply(message: Message, text: string): Promise<unknown> {
  const room = message.room();
  return room ? room.say(text, message.talker()) : message.talker().say(text);
}

/** As puppets can send it: some refuse what is made of a buffer. */
function pictureBox(png: Uint8Array): FileBox {
  return FileBox.fromBase64(Buffer.from(png).toString('base64'), 'chart.png');
}
