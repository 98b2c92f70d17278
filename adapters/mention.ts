/**
 * Takes what addresses the bot out of a message of a group (`@年报小助手 …`), wherever it stands; platforms put a space,
 * a four-per-em space or nothing behind it. Longer names are taken out first.
 */
export function stripMention(text: string, names: readonly string[]): string {
  return [...names]
    .filter((name) => name !== '')
    .sort((one, other) => other.length - one.length)
    .reduce((left, name) => left.replaceAll(new RegExp(`[@＠]${escaped(name)}(?:[\\u2005\\s]|$)?`, 'giu'), ' '), text)
    .replace(/[\u2005\s]+/gu, ' ')
    .trim();
}

/** True where a message of a group names the bot (`@年报小助手`), whatever the platform says of mentions. */
export function mentions(text: string, names: readonly string[]): boolean {
  return names.some((name) => name !== '' && new RegExp(`[@＠]${escaped(name)}`, 'iu').test(text));
}

// --- internal ---

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
