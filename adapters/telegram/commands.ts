import type { Api } from 'grammy';
import { CHAT } from '../../bot/chat-phrases.js';
import { invitationIn } from '../reception/words.js';
import type { Signal } from './api.js';

/** A command as somebody wrote it: `/check@some_bot 某某街道`. */
export interface Command {
  /** In lower case, without the slash. */
  readonly name: string;
  /** The bot it is meant for, null where it says none. */
  readonly bot: string | null;
  readonly rest: string;
}

/** The command a text begins with, or null. Names of commands are Latin: a slash before anything else is just a sign. */
export function commandIn(text: string): Command | null {
  const match = /^\/([a-z0-9_]{1,32})(?:@([a-z0-9_]+))?(?![^\s])\s*/i.exec(text);
  if (match === null) return null;
  return { name: match[1]?.toLowerCase() ?? '', bot: match[2] ?? null, rest: text.slice(match[0].length).trim() };
}

export function isKnown({ name }: Command): boolean {
  return Object.hasOwn(QUESTIONS, name);
}

/** The question in words a command stands for; of one that is not ours, its words without the slash. */
export function questionOf({ name, rest }: Command): string {
  const known = Object.hasOwn(QUESTIONS, name) ? QUESTIONS[name] : undefined;
  return known ? known(rest) : `${name} ${rest}`.trim();
}

/** Tells Telegram which commands there are, for its menu. */
export async function announceCommands(api: Api, signal: Signal): Promise<void> {
  await api.setMyCommands(CHAT.commands, {}, signal);
}

// --- internal ---

const HELP = '帮助';

/** What is asked of the bot for each command, by what stands behind it. */
const QUESTIONS: Readonly<Record<string, (rest: string) => string>> = {
  // A link of invitation (t.me/…?start=CODE) begins the conversation with its code.
  start: (rest) => (invitationIn(rest) === null ? HELP : rest),
  help: () => HELP,
  remind: () => '我的提醒',
  subscribe: (rest) => (rest === '' ? '设置提醒' : `设置${rest}的提醒`),
  check: (rest) => (rest === '' ? '有哪些年报有疑点' : `${rest}有哪些疑点`),
};
