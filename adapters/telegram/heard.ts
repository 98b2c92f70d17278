/** Whether a message of Telegram speaks to the bot, and what it then says. */

import type { Message as Posted, UserFromGetMe } from 'grammy/types';
import { commandIn, isKnown, questionOf } from './commands.js';

/** What was said to the bot. */
export interface Heard {
  readonly group: boolean;
  /** Null where somebody speaks for a whole group or channel, or for nobody. */
  readonly person: string | null;
  /** Without the mention; a command in words. */
  readonly text: string;
  readonly document: NonNullable<Posted['document']> | null;
  /** True where nothing of it can be read: a picture, a voice. */
  readonly unreadable: boolean;
}

/**
 * What a message says to the bot; null where it is none of its business. In a group it is spoken to by its name, by a
 * reply to what it said, or by one of its commands; other bots, channels and service messages are not heard.
 */
export function hear(posted: Posted, me: UserFromGetMe): Heard | null {
  const { chat, from, sender_chat: speaksAs } = posted;
  if (chat.type === 'channel' || from === undefined || posted.is_automatic_forward) return null;
  if (from.is_bot && speaksAs === undefined) return null;
  const group = chat.type !== 'private';
  const words = wordsIn(posted, me);
  const command = commandIn(words.text);
  if (command?.bot && command.bot.toLowerCase() !== me.username.toLowerCase()) return null;
  const called = command !== null && (command.bot !== null || isKnown(command));
  if (group && !words.mentioned && !called && !repliesTo(posted, me)) return null;

  const document = posted.animation ? null : (posted.document ?? null);
  const text = command === null ? words.text : questionOf(command);
  const unreadable = text === '' && document === null && UNREADABLE.some((kind) => kind in posted);
  if (text === '' && document === null && !unreadable && !words.mentioned) return null;
  return { group, person: speaksAs === undefined ? String(from.id) : null, text, document, unreadable };
}

// --- internal ---

/** What people send besides words and documents; whatever is not here is a notice of Telegram itself. */
const UNREADABLE = [
  'photo',
  'sticker',
  'voice',
  'audio',
  'video',
  'video_note',
  'animation',
  'location',
  'venue',
  'contact',
  'poll',
  'dice',
  'story',
  'game',
  'checklist',
  'paid_media',
] as const;

/** The words of a message or below a picture, without what names the bot. Entities count in UTF-16, as we do. */
function wordsIn(posted: Posted, me: UserFromGetMe): { readonly text: string; readonly mentioned: boolean } {
  const written = posted.text ?? posted.caption ?? '';
  const names = (posted.entities ?? posted.caption_entities ?? []).filter((entity) => {
    if (entity.type === 'text_mention') return entity.user.id === me.id;
    const named = written.slice(entity.offset, entity.offset + entity.length);
    return entity.type === 'mention' && named.toLowerCase() === `@${me.username.toLowerCase()}`;
  });
  const text = names.reduceRight(
    (left, { offset, length }) => `${left.slice(0, offset)} ${left.slice(offset + length)}`,
    written,
  );
  return { text: names.length === 0 ? text.trim() : text.replace(/ {2,}/g, ' ').trim(), mentioned: names.length > 0 };
}

/** In a topic every message is a reply to the one that opened it, which says nothing. */
function repliesTo({ reply_to_message: before }: Posted, me: UserFromGetMe): boolean {
  return before?.from?.id === me.id && !('forum_topic_created' in before);
}
