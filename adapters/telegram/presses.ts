/** Buttons under answers. What a button holds is too short for a question, so the questions of a message are kept. */

import { randomBytes } from 'node:crypto';
import { InlineKeyboard } from 'grammy';
import { CHAT } from '../../bot/chat-phrases.js';
import type { Knowledge } from '../../knowledge/knowledge.js';
import type { Outgoing } from '../adapter.js';

/** What pressing a button means: a question to ask, or what somebody thinks of an answer. */
export type Press =
  | { readonly means: 'question'; readonly question: string }
  | { readonly means: 'feedback'; readonly entry: number; readonly liked: boolean };

export interface Presses {
  /** The buttons for an answer that is to be shown in a chat; undefined where it needs none. */
  keep(chat: string, outgoing: Pick<Outgoing, 'buttons' | 'entry'>): Promise<InlineKeyboard | undefined>;
  /** What a press in a chat means; null where its message is too old or never was in that chat. */
  read(chat: string, data: string): Promise<Press | null>;
}

export interface PressesOptions {
  readonly channel: string;
  readonly knowledge: Pick<Knowledge, 'session' | 'saveSession' | 'channels'>;
  readonly now: () => Date;
}

/** Keeps what buttons mean with the conversations, so that they outlive a restart and are forgotten as those are. */
export function pressesOf({ channel, knowledge, now }: PressesOptions): Presses {
  // Whoever makes up what a button holds gets nowhere in another chat.
  const placeOf = async (chat: string, key: string): Promise<string> =>
    `${channel}:${await knowledge.channels.hash(channel, chat)}#press:${key}`;

  return {
    async keep(chat, { buttons, entry }) {
      if (buttons.length === 0 && entry === null) return undefined;
      const key = randomBytes(KEY_BYTES).toString('base64url');
      const questions = buttons.map(({ question }) => question);
      await knowledge.saveSession(await placeOf(chat, key), JSON.stringify({ questions, entry }), { now: now() });
      const keyboard = new InlineKeyboard();
      for (const [index, { label }] of buttons.entries()) keyboard.text(label, `${index}:${key}`).row();
      if (entry !== null) keyboard.text(CHAT.liked, `${LIKED}:${key}`).text(CHAT.disliked, `${DISLIKED}:${key}`);
      return keyboard;
    },
    async read(chat, data) {
      const [, what, key] = DATA.exec(data) ?? [];
      if (what === undefined || key === undefined) return null;
      const { state: stored } = await knowledge.session(await placeOf(chat, key), now());
      if (stored === null) return null;
      const { questions, entry } = JSON.parse(stored) as { questions: readonly string[]; entry: number | null };
      if (what === LIKED || what === DISLIKED) {
        return entry === null ? null : { means: 'feedback', entry, liked: what === LIKED };
      }
      const question = questions[Number(what)];
      return question === undefined ? null : { means: 'question', question };
    },
  };
}

// --- internal ---

/** With the index before it well below the 64 bytes a button may hold. */
const KEY_BYTES = 12;
const LIKED = 'up';
const DISLIKED = 'down';
const DATA = /^(\d{1,3}|up|down):([\w-]{16})$/;
