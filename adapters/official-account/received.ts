import { createHash } from 'node:crypto';
import { CHAT } from '../../bot/chat-phrases.js';
import type { Fields } from './xml.js';

/** A message or an event as WeChat delivers it. */
export interface Received {
  /**
   * The same for every delivery of it: `MsgId|…`, where the rest stands for who and when. For an event, which has no
   * MsgId, it stands for the event, too. Nobody's OpenID can be read from it.
   */
  readonly id: string;
  /** OpenID of who sent it. */
  readonly from: string;
  /** The account it was sent to. */
  readonly to: string;
  /** Seconds since 1970, by WeChat's clock. */
  readonly at: number;
  readonly says: Saying;
}

/** What a message is to us: a question, something a fixed sentence answers, or nothing that wants an answer. */
export type Saying =
  | { readonly kind: 'question'; readonly text: string }
  | { readonly kind: 'notice'; readonly text: string }
  | { readonly kind: 'nothing' };

/** Reads a message; null where it does not say from whom, to whom, when or what it is. */
export function readReceived(fields: Fields): Received | null {
  const [from, to, created, type] = ['FromUserName', 'ToUserName', 'CreateTime', 'MsgType'].map((name) =>
    (fields.get(name) ?? '').trim(),
  );
  if (!isName(from) || !isName(to) || !type || !created || !/^\d{1,12}$/.test(created)) return null;
  const messageId = fields.get('MsgId')?.trim() ?? '';
  if (messageId !== '' && !/^\d{1,32}$/.test(messageId)) return null;
  const event = type === 'event' ? [fields.get('Event') ?? '', fields.get('EventKey') ?? ''] : [];
  const rest = createHash('sha256')
    .update([from, created, type, ...event].join('\0'))
    .digest('base64url');
  const says = SAYINGS.get(type)?.(fields) ?? notice(CHAT.notText);
  return { id: `${messageId}|${rest}`, from, to, at: Number(created), says };
}

// --- internal ---

const NOTHING: Saying = { kind: 'nothing' };
const question = (text: string): Saying => ({ kind: 'question', text });
const notice = (text: string): Saying => ({ kind: 'notice', text });

/** What a newcomer would ask, to be answered with what can be asked. */
const WELCOME = question('帮助');

/** A type that is not here is one the bot cannot read. */
const SAYINGS: ReadonlyMap<string, (fields: Fields) => Saying> = new Map<string, (fields: Fields) => Saying>([
  ['text', (fields) => typed(fields.get('Content') ?? '')],
  ['voice', (fields) => spoken(fields.get('Recognition') ?? '')],
  ['event', (fields) => EVENTS.get((fields.get('Event') ?? '').toLowerCase())?.(fields) ?? NOTHING],
]);

/** An event that is not here (VIEW, unsubscribe, LOCATION, …) wants no answer. */
const EVENTS: ReadonlyMap<string, (fields: Fields) => Saying> = new Map<string, (fields: Fields) => Saying>([
  ['subscribe', () => WELCOME],
  ['scan', (fields) => scanned(fields.get('EventKey') ?? '')],
  ['click', (fields) => keyed(fields.get('EventKey') ?? '')],
]);

/** WeChat puts a sentence of its own in the place of what it cannot hand on, such as stickers. */
function typed(text: string): Saying {
  return /^[【[]收到不支持的消息类型/.test(text.trim()) ? notice(CHAT.notText) : question(text);
}

function spoken(text: string): Saying {
  return text.trim() === '' ? notice(CHAT.voiceNotHeard) : question(text);
}

/** The key of a menu's button is the question it stands for. */
function keyed(key: string): Saying {
  return key.trim() === '' ? NOTHING : question(key);
}

/** A code may bear a question; one that bears a number only counts where it hangs. */
function scanned(scene: string): Saying {
  return /\p{Script=Han}/u.test(scene) ? question(scene) : WELCOME;
}

function isName(name: string | undefined): name is string {
  return name !== undefined && /^[\w@.-]{1,128}$/.test(name);
}
