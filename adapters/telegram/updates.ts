/** From an update to its answer: order is kept within a chat, chats go side by side. */

import type { Api } from 'grammy';
import type { CallbackQuery, Message as Posted, Update, UserFromGetMe } from 'grammy/types';
import { CHAT } from '../../bot/chat-phrases.js';
import type { SentFile } from '../../bot/sent-file.js';
import type { Desk, Message } from '../adapter.js';
import { turnsOf } from '../reception/turns.js';
import { refusalOf } from './api.js';
import { type Fetched, type filesOf, MOST_MEGABYTES } from './files.js';
import { type Heard, hear } from './heard.js';
import { type SendingOptions, show, type Target } from './sending.js';

export interface UpdatesOptions extends SendingOptions {
  readonly api: Api;
  readonly desk: Desk;
  readonly fetchFile: ReturnType<typeof filesOf>;
}

export interface Updates {
  /** Takes an update; resolves when what it asks is answered. Never rejects. */
  take(update: Update, me: UserFromGetMe): Promise<void>;
  /** Resolves when all that was taken is answered, or after so many milliseconds. */
  drain(milliseconds: number): Promise<void>;
}

export function updatesOf(options: UpdatesOptions): Updates {
  const { desk, failed } = options;
  const asking = turnsOf(MOST_WAITING);
  const answering = turnsOf(MOST_WAITING);

  /** Asks in turn without waiting for the answers before, which the desk orders; then shows the answer in turn. */
  const serve = async (target: Target, prepare: () => Promise<Message | null>): Promise<void> => {
    const asked = asking.take(target.chat, async () => {
      const message = await prepare();
      return message === null ? null : { outgoing: desk.receive(message) };
    });
    const shown = answering.take(target.chat, async () => {
      const outgoing = await (await asked)?.outgoing;
      if (outgoing) await show(target, outgoing, options);
    });
    if (asked === null || shown === null) failed('telegram chat floods', 'a message was passed over');
    await Promise.all([asked, shown]);
  };

  const takeMessage = async (posted: Posted, me: UserFromGetMe): Promise<void> => {
    const heard = hear(posted, me);
    if (heard === null) return;
    await serve(targetOf(posted, heard.group), () => messageOf(posted, heard, me, options));
  };

  const takePress = async (query: CallbackQuery): Promise<void> => {
    const { message: under, data, from } = query;
    if (under === undefined || data === undefined || under.chat.type === 'channel') return reply(query, '');
    const chat = String(under.chat.id);
    const press = await options.presses.read(chat, data);
    if (press === null) return reply(query, CHAT.buttonTooOld);
    const person = String(from.id);
    if (press.means === 'feedback') return reply(query, await desk.rate({ ...press, person, chat }));
    const group = under.chat.type !== 'private';
    const message: Message = { id: `press:${query.id}`, chat, person, group, text: press.question };
    await Promise.all([reply(query, ''), serve(targetOf(under, group), async () => message)]);
  };

  /** Ends the waiting sign of a button; after a while Telegram no longer takes it, which harms nobody. */
  const reply = async ({ id }: CallbackQuery, text: string): Promise<void> => {
    const said = text === '' ? {} : { text: Array.from(text).slice(0, TOAST).join('') };
    await options.api.answerCallbackQuery(id, said).catch((error: unknown) => {
      if (refusalOf(error) !== 400) failed('telegram press not confirmed', error);
    });
  };

  return {
    async take({ message, callback_query: query }, me) {
      try {
        if (message) await takeMessage(message, me);
        else if (query) await takePress(query);
      } catch (error) {
        // Somebody who blocked the bot, or a group it was put out of, is no fault.
        failed(refusalOf(error) === 403 ? 'telegram answer unwanted' : 'telegram answer not sent', error);
      }
    },
    async drain(milliseconds) {
      await Promise.all([asking.drain(milliseconds), answering.drain(milliseconds)]);
    },
  };
}

// --- internal ---

/** Messages of a chat that may wait here; the desk refuses sooner, and says so. */
const MOST_WAITING = 100;
/** Characters of what is shown when a button was pressed. */
const TOAST = 200;

function targetOf(
  posted: Pick<Posted, 'message_id' | 'chat'> & Partial<Pick<Posted, 'is_topic_message' | 'message_thread_id'>>,
  group: boolean,
): Target {
  const thread = posted.is_topic_message ? posted.message_thread_id : undefined;
  return {
    chat: String(posted.chat.id),
    ...(thread === undefined ? {} : { thread }),
    ...(group && posted.message_id ? { replyTo: posted.message_id } : {}),
  };
}

async function messageOf(
  posted: Posted,
  heard: Heard,
  me: UserFromGetMe,
  { fetchFile, failed }: UpdatesOptions,
): Promise<Message> {
  const chat = String(posted.chat.id);
  const { person, group, text } = heard;
  // Pictures of one album come one by one; what cannot be read is said once.
  const what = heard.unreadable && posted.media_group_id ? `album:${posted.media_group_id}` : posted.message_id;
  const message: Message = { id: `${me.id}:${chat}:${what}`, chat, person, group, text };
  if (heard.unreadable) return { ...message, notice: CHAT.notText };
  if (heard.document === null) return message;
  const fetched = await fetchFile(heard.document, posted.from?.id ?? 0).catch((error: unknown) => {
    failed('telegram file not fetched', error);
    return null;
  });
  const file = fileIn(fetched);
  return typeof file === 'string' ? { ...message, notice: file } : { ...message, file };
}

function fileIn(fetched: Fetched | null): SentFile | string {
  if (fetched === null) return CHAT.fileNotFetched;
  if (fetched.state === 'fetched') return fetched.file;
  return fetched.state === 'busy' ? CHAT.busy : CHAT.fileTooLarge(MOST_MEGABYTES);
}
