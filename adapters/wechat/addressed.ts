import type { Contact, Message, Room } from 'wechaty';
import { mentions, stripMention } from '../mention.js';

/**
 * What somebody says to the bot in a room, without the names that were called; null where it is not spoken to. Puppets
 * tell mentions by id, by name or, where the bot has another name in the room, not at all, so both are looked at.
 * @param self the account of the bot
 * @throws where the puppet cannot tell who is in the room
 */
export async function addressedText(message: Message, room: Room, self: Contact): Promise<string | null> {
  const text = withoutQuote(message.text());
  // A mention within what is quoted was meant for an earlier message.
  if (!/[@＠]/.test(text)) return null;
  const mentioned = await message.mentionList();
  const names = [self.name(), await aliasOf(room, self)].filter((name) => name !== '');
  const called: string[] = [];
  for (const contact of mentioned.filter(({ id }) => id !== self.id).slice(0, MOST_CALLED)) {
    called.push(contact.name(), await aliasOf(room, contact));
  }
  const byId = mentioned.some(({ id }) => id === self.id) && !EVERYBODY.test(text);
  const similar = called.filter((name) => names.some((own) => name.startsWith(own)));
  if (!byId && !mentions(stripMention(text, similar), names)) return null;
  return stripMention(text.replace(EVERYBODY, ' '), [...names, ...called]);
}

/** A message without the one it quotes, which WeChat puts before it. */
export function withoutQuote(text: string): string {
  return text.replace(QUOTE, '');
}

// --- internal ---

const MOST_CALLED = 10;
/** A call to a whole room is none to the bot. */
const EVERYBODY = /[@＠](?:所有人|all(?![a-z]))/i;
const QUOTE = /^\s*「[\s\S]*?」\s*\n\s*(?:[-—–]\s*){5,}\n?/u;

async function aliasOf(room: Room, contact: Contact): Promise<string> {
  try {
    return (await room.alias(contact)) ?? '';
  } catch {
    // Somebody who has just left; the plain name still tells.
    return '';
  }
}
