import { type Contact, types, type Message as WechatMessage } from 'wechaty';
import { CHAT } from '../../bot/chat-phrases.js';
import type { Message } from '../adapter.js';
import { stripMention } from '../mention.js';
import { turnsOf } from '../reception/turns.js';
import { addressedText, withoutQuote } from './addressed.js';
import { fetchFile, MOST_BYTES } from './attachment.js';

/** What becomes of a message: a question, a sentence to say at once, or nothing. */
export type Heard = { readonly message: Message } | { readonly notice: string } | null;

interface Options {
  readonly log: (what: string, error: unknown) => void;
}

/**
 * Reads messages: what is said to the bot alone, or to it in a room; files to it alone. Whatever is not said to it, or
 * comes from WeChat itself, is nothing.
 */
export function hearing({ log }: Options): (message: WechatMessage, self: Contact) => Promise<Heard> {
  const files = turnsOf(MOST_FILES);

  return async (message, self) => {
    const room = message.room();
    const talker = message.talker();
    if (isOfWechat(talker)) return null;
    const whose = { id: message.id, chat: room?.id ?? talker.id, person: talker.id, group: room !== undefined };
    const kind = message.type();
    if (room) {
      const text = kind === types.Message.Text ? await addressedText(message, room, self) : null;
      return text === null ? null : { message: { ...whose, text: text || HELP } };
    }
    if (kind === types.Message.Text) {
      const text = stripMention(withoutQuote(message.text()), [self.name()]);
      return { message: { ...whose, text: text || HELP } };
    }
    if (kind === types.Message.Attachment) {
      // One at a time: files are held in memory whole.
      const fetching = files.take('all', () => fetched(message));
      if (fetching === null) return { notice: CHAT.queued };
      const file = await fetching;
      return 'notice' in file ? file : { message: { ...whose, text: '', file } };
    }
    return SAID_WITHOUT_WORDS.has(kind) ? { notice: CHAT.notText } : null;
  };

  async function fetched(message: WechatMessage) {
    try {
      return (await fetchFile(message)) ?? { notice: CHAT.fileTooLarge(MOST_BYTES / 1024 / 1024) };
    } catch (error) {
      log('wechat file not fetched', error);
      return { notice: CHAT.fileNotFetched };
    }
  }
}

// --- internal ---

/** Who calls the bot and says nothing more wants to know what it can do. */
const HELP = '帮助';
const MOST_FILES = 5;

/** What a person sends that is no text; other kinds are WeChat's own messages, or of money, which nobody asks. */
const SAID_WITHOUT_WORDS: ReadonlySet<number> = new Set([
  types.Message.Audio,
  types.Message.Contact,
  types.Message.ChatHistory,
  types.Message.Emoticon,
  types.Message.Image,
  types.Message.Location,
  types.Message.MiniProgram,
  types.Message.Url,
  types.Message.Video,
]);

/** Accounts of WeChat itself, and of media, that write to everybody. */
function isOfWechat(talker: Contact): boolean {
  return OF_WECHAT.has(talker.id) || talker.type() === types.Contact.Official;
}

const OF_WECHAT: ReadonlySet<string> = new Set([
  'weixin',
  'fmessage',
  'newsapp',
  'medianote',
  'floatbottle',
  'filehelper',
]);
