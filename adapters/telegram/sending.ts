/** Answers as messages of Telegram: plain text, for which nothing has to be escaped, with buttons and a picture. */

import { type Api, GrammyError, type InlineKeyboard, InputFile } from 'grammy';
import type { Answer } from '../../bot/answer.js';
import type { Outgoing } from '../adapter.js';
import type { Presses } from './presses.js';

/** Where an answer goes. */
export interface Target {
  readonly chat: string;
  /** The topic of a forum. */
  readonly thread?: number;
  /** The message it answers, told where others speak too. */
  readonly replyTo?: number;
}

export interface SendingOptions {
  readonly api: Api;
  readonly presses: Presses;
  /** The chart of an answer as PNG; null where it has none. */
  readonly pictureOf: (answer: Answer) => Promise<Uint8Array | null>;
  readonly failed: (what: string, error: unknown) => void;
}

/**
 * Sends what is to be shown, in order; a chart first, above the text or with it as caption. A picture or buttons that
 * fail cost nothing of the text.
 * @throws GrammyError, HttpError where the text itself cannot be sent
 */
export async function show(
  target: Target,
  outgoing: Outgoing,
  { api, presses, pictureOf, failed }: SendingOptions,
): Promise<void> {
  if (outgoing.repeated) return;
  const texts = outgoing.texts.filter((text) => text.trim() !== '');
  const [only, ...more] = texts;
  if (only === undefined) return;
  const orNothing = (what: string) => (error: unknown) => {
    failed(what, error);
    return null;
  };
  const keyboard = await presses.keep(target.chat, outgoing).catch(orNothing('telegram buttons not kept'));
  const picture = outgoing.answer && (await pictureOf(outgoing.answer).catch(orNothing('chart not drawn')));
  if (picture) {
    const caption = more.length === 0 && only.length <= CAPTION ? only : null;
    const sent = await sendPicture(api, target, { picture, caption, keyboard: caption === null ? null : keyboard })
      .then(() => true)
      .catch(orNothing('telegram picture not sent'));
    if (sent && caption !== null) return;
  }
  await say(api, target, texts, keyboard ?? null);
}

/**
 * Sends texts in order, buttons under the last.
 * @throws GrammyError, HttpError
 */
export async function say(
  api: Api,
  target: Target,
  texts: readonly string[],
  keyboard: InlineKeyboard | null = null,
): Promise<void> {
  for (const [index, text] of texts.entries()) {
    const { replyTo, ...place } = target;
    await inChat(index === 0 ? target : place, keyboard !== null && index === texts.length - 1 ? keyboard : null, {
      send: (chat, other) => api.sendMessage(chat, text, { ...other, link_preview_options: { is_disabled: true } }),
    });
  }
}

// --- internal ---

/** Characters below a picture. */
const CAPTION = 1_024;

interface Shown {
  readonly picture: Uint8Array;
  readonly caption: string | null;
  readonly keyboard: InlineKeyboard | null | undefined;
}

async function sendPicture(api: Api, target: Target, { picture, caption, keyboard }: Shown): Promise<void> {
  await inChat(target, keyboard ?? null, {
    send: (chat, other) =>
      api.sendPhoto(chat, new InputFile(picture, 'chart.png'), { ...other, ...(caption === null ? {} : { caption }) }),
  });
}

interface Place {
  readonly message_thread_id?: number;
  readonly reply_parameters?: { readonly message_id: number; readonly allow_sending_without_reply: true };
  readonly reply_markup?: InlineKeyboard;
}

/** A group that became a supergroup has another id; Telegram says which, and the message goes there. */
async function inChat(
  { chat, thread, replyTo }: Target,
  keyboard: InlineKeyboard | null,
  { send }: { readonly send: (chat: string, other: Place) => Promise<unknown> },
): Promise<void> {
  const place: Place = {
    ...(thread === undefined ? {} : { message_thread_id: thread }),
    ...(replyTo === undefined
      ? {}
      : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true as const } }),
    ...(keyboard === null ? {} : { reply_markup: keyboard }),
  };
  try {
    await send(chat, place);
  } catch (error) {
    const moved = error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined;
    if (moved === undefined) throw error;
    const { message_thread_id, reply_parameters, ...kept } = place;
    await send(String(moved), kept);
  }
}
