/** A text of which parts are taken as they are understood; what stays was not. */
export interface WordsLeft {
  /** Takes every stretch the pattern finds, for which `read` does not say no, and returns what was read. */
  readonly take: <T>(pattern: RegExp, read: (match: RegExpExecArray) => T | null) => T[];
  /** Takes every stretch the pattern finds, and tells whether there was one. */
  readonly drop: (pattern: RegExp) => boolean;
  /** What nothing has taken: stretches of letters and digits. */
  readonly left: () => readonly string[];
  /** The text with a mark for each character that was taken. */
  readonly text: () => string;
}

/** Stands where a character was taken. */
export const TAKEN = '\uE000';

/** @param words a normalised text */
export function wordsLeft(words: string): WordsLeft {
  let text = words;
  const take = <T>(pattern: RegExp, read: (match: RegExpExecArray) => T | null): T[] => {
    const found: T[] = [];
    const all = new RegExp(pattern.source, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`);
    for (const match of text.matchAll(all)) {
      if (match[0] === '') continue;
      const value = read(match);
      if (value === null) continue;
      found.push(value);
      const end = match.index + match[0].length;
      text = text.slice(0, match.index) + TAKEN.repeat(match[0].length) + text.slice(end);
    }
    return found;
  };
  return {
    take,
    drop: (pattern) => take(pattern, () => true).length > 0,
    left: () => text.split(/[^\p{L}\p{N}]+/u).filter((run) => run !== ''),
    text: () => text,
  };
}
