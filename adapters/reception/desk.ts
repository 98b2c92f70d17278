import type { Bot, Incoming } from '../../bot/bot.js';
import { CHAT } from '../../bot/chat-phrases.js';
import { type Limits, next, pages, present } from '../../bot/present.js';
import type { Reach } from '../../bot/reach.js';
import type { Knowledge } from '../../knowledge/knowledge.js';
import { UserError } from '../../knowledge/types.js';
import type { Desk, Feedback, Message, Outgoing } from '../adapter.js';
import { atOnce } from './at-once.js';
import { lineOf, type Place } from './line.js';
import { onceOnly } from './once.js';
import { type Gate, type Rates, sharedGateOf } from './rates.js';
import { saveState, takeOf } from './state.js';
import { switchOf } from './switch.js';
import { type Turns, turnsOf } from './turns.js';
import { asksForMore, invitationIn, praise } from './words.js';

/** What became of one message, for metrics and logs; nothing of what it said. */
export interface Served {
  readonly channel: string;
  /** Kind of the answer, or what happened instead. */
  readonly outcome: string;
  readonly milliseconds: number;
}

export interface DeskOptions {
  readonly channel: string;
  readonly limits: Limits;
  /** Whether the channel can speak first; left out, it cannot. */
  readonly canSend?: Reach;
  readonly bot: Bot;
  readonly knowledge: Knowledge;
  readonly now: () => Date;
  readonly rates: Rates;
  /** ISO date that 去年 counts from; null: the clock's. */
  readonly today: string | null;
  /** Called with what went wrong; must not throw. */
  readonly log: (message: string, error: unknown) => void;
  readonly served?: (served: Served) => void;
}

/** A desk and the way to close it. */
export interface OpenDesk extends Desk {
  /** Resolves when every answer under way is given, or after so many milliseconds. */
  drain(milliseconds: number): Promise<void>;
  readonly underWay: () => number;
}

/**
 * What stands between a platform and the bot, the same for all: a message is answered once, in the order of its chat,
 * by the role of who speaks, within limits; cut to the channel's size with the rest kept for 更多. Never rejects.
 */
export function openDesk(options: DeskOptions): OpenDesk {
  const gate = sharedGateOf({ ...options, counts: options.knowledge.channels.counts });
  const turns = turnsOf(MOST_WAITING);
  const some = atOnce(MOST_AT_ONCE);
  const enter = lineOf(PATIENCE);
  const isOff = switchOf(options);
  const once = onceOnly(options);

  const receive = async (message: Message): Promise<Outgoing> => {
    const started = performance.now();
    const place = enter();
    const tell = (outcome: string): void =>
      options.served?.({ channel: options.channel, outcome, milliseconds: performance.now() - started });
    try {
      const outgoing = await once(
        message,
        () => serve(message, { options, gate, turns, some, isOff, place }),
        place.leave,
      );
      tell(outcomeOf(outgoing));
      return outgoing;
    } catch (error) {
      options.log('desk failed', error);
      tell('failed');
      return notice(CHAT.failed, options, { notice: 'failed' });
    } finally {
      place.leave();
    }
  };

  const rate = async ({ person, chat, entry, liked }: Feedback): Promise<string> => {
    try {
      const { knowledge, channel, now } = options;
      const who = await knowledge.channels.hash(channel, person ?? chat);
      await knowledge.channels.rate({ journal: entry, person: who, liked, at: now() });
      return liked ? CHAT.thanksLiked : CHAT.thanksDisliked;
    } catch (error) {
      options.log('feedback failed', error);
      return CHAT.failed;
    }
  };

  return { receive, rate, drain: (milliseconds) => turns.drain(milliseconds), underWay: turns.underWay };
}

// --- internal ---

/** Messages of one chat that may wait; somebody who sends more is not waiting for answers. */
const MOST_WAITING = 5;
/** Questions of a channel that are answered at the same time: more would only share one processor and one database. */
const MOST_AT_ONCE = 8;
/** Milliseconds a message is waited for by those that came after it, until it has its turn. */
const PATIENCE = 500;
/** Seconds until somebody whose questions are still waiting may ask the next. */
const QUEUED = 5;
/** Seconds until it makes sense to look whether a channel that is off is on again. */
const SWITCHED_OFF = 300;

interface Serving {
  readonly options: DeskOptions;
  readonly gate: Gate;
  readonly turns: Turns;
  readonly some: ReturnType<typeof atOnce>;
  readonly isOff: () => Promise<string | null>;
  readonly place: Place;
}

async function serve(message: Message, { options, gate, turns, some, isOff, place }: Serving): Promise<Outgoing> {
  const reason = await isOff();
  if (reason !== null) return notice(CHAT.off(reason), options, { notice: 'off', retryAfter: SWITCHED_OFF });
  const { channel, knowledge } = options;
  const person = message.person === null ? null : await knowledge.channels.hash(channel, message.person);
  const from = message.from === undefined ? message.person : message.from;
  const admission = await gate.admit(from === null ? null : await knowledge.channels.hash(channel, from));
  if (admission.state === 'silent') return { ...NOTHING_TO_SAY, notice: 'limited', retryAfter: admission.seconds };
  if (admission.state === 'refused') {
    const { by, seconds } = admission;
    const limited = { notice: 'limited', retryAfter: seconds } as const;
    return notice(by === 'person' ? CHAT.tooMany(seconds) : CHAT.busy, options, limited);
  }
  if (message.notice !== undefined) return notice(message.notice, options);
  const chat = await knowledge.channels.hash(channel, message.chat);
  const work = (): Promise<Outgoing> => answer(message, { chat, person }, options);
  // A draft takes long and is read by a process of its own: questions do not wait behind it.
  await place.turn;
  const turn = turns.take(chat, () => (message.file ? work() : some(work)));
  place.leave();
  return turn ?? notice(CHAT.queued, options, { notice: 'limited', retryAfter: QUEUED });
}

interface Whose {
  readonly chat: string;
  readonly person: string | null;
}

async function answer(message: Message, { chat, person }: Whose, options: DeskOptions): Promise<Outgoing> {
  const { knowledge, channel, limits, now } = options;
  const session = message.group && person !== null ? `${channel}:${chat}:${person}` : `${channel}:${chat}`;
  const code = invitationIn(message.text);
  if (code !== null && person !== null) return notice(await admitted(message, code, person, options), options);
  const isMore = asksForMore(message.text);
  const { taken, found } = await takeOf(knowledge, session, now(), (state) => {
    if (!isMore || state.rest.length === 0) return null;
    const { texts, rest } = next(state.rest, limits);
    return { taken: texts, left: { ...state, rest } };
  });
  if (taken !== null) return { ...NOTHING_TO_SAY, texts: taken, entry: found.entry };
  const liked = praise(message.text);
  if (liked !== null && found.entry !== null) {
    await knowledge.channels.rate({ journal: found.entry, person: person ?? chat, liked, at: now() });
    return notice(liked ? CHAT.thanksLiked : CHAT.thanksDisliked, options);
  }

  const incoming = await incomingOf(message, { session, chat, person }, options);
  const { answer: said, entry, turn } = await options.bot.respond(incoming, { channel, today: options.today });
  const { texts, rest, buttons } = present(said, limits);
  await saveState(knowledge, session, { rest, entry, turn }, { found, now: now() }).catch((error: unknown) =>
    options.log('session failed', error),
  );
  return { texts, buttons, answer: said, entry, repeated: false };
}

/** In a group everybody reads along, so there the group has to be registered, not who speaks in it. */
async function incomingOf(
  message: Message,
  { session, chat, person }: Whose & { readonly session: string },
  { knowledge, channel, canSend = 'never' }: DeskOptions,
): Promise<Incoming> {
  const speaks = person === null ? null : await knowledge.channels.staffMember(channel, person);
  const room = message.group ? await knowledge.channels.staffMember(channel, chat) : null;
  const staff = message.group ? room && (speaks ?? room) : speaks;
  return {
    text: message.text,
    session,
    role: staff ? 'staff' : 'public',
    person: person === null ? null : { id: person, name: staff?.name ?? null },
    address: canSend === 'never' ? null : { channel, to: message.chat, group: message.group, reach: canSend },
    ...(message.file ? { file: message.file } : {}),
  };
}

async function admitted(message: Message, code: string, person: string, options: DeskOptions): Promise<string> {
  if (message.group) return CHAT.inviteInPrivate;
  const { knowledge, channel, now } = options;
  try {
    const member = await knowledge.channels.accept({ code, channel, person, now: now() });
    return CHAT.welcomeStaff(member.name);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

/** A kind of answer, why there is none (`Outgoing.notice`), or what else was said. */
function outcomeOf({ repeated, answer, notice, texts }: Outgoing): string {
  if (repeated) return 'repeated';
  return answer?.kind ?? notice ?? (texts.length > 0 ? 'notice' : 'silent');
}

const NOTHING_TO_SAY: Outgoing = { texts: [], buttons: [], answer: null, entry: null, repeated: false };

function notice(
  text: string,
  { limits }: Pick<DeskOptions, 'limits'>,
  why: Pick<Outgoing, 'notice' | 'retryAfter'> = {},
): Outgoing {
  return { ...NOTHING_TO_SAY, ...why, texts: pages(text, limits).texts };
}
