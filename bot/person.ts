/** Who writes or acts, as far as the channel knows. */
export interface Person {
  /** The channel's hashed id, or the name a member of staff is registered by. */
  readonly id: string;
  /** As people call them. */
  readonly name: string | null;
}

/** A person as a record names them: name and id where they differ, for a name in a chat is whatever its bearer typed. */
export function personText({ id, name }: Person): string {
  const called = plain(name ?? '');
  return called === '' || called === plain(id) ? plain(id) : `${called}（${plain(id)}）`;
}

// --- internal ---

const LONGEST = 60;

function plain(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu, ' ').trim();
  return [...visible].slice(0, LONGEST).join('');
}
