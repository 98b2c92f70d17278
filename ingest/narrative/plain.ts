import { fold } from '../../knowledge/text.js';

/**
 * A text freed of what differs between carriers (white space, widths), with the way back to the verbatim text.
 * White space between two digits stays one space: whether `1 164` is one number or two cannot be told.
 */
export interface Plain {
  readonly text: string;
  /** Folded text that `at` points into. */
  readonly verbatim: string;
  /** Offset in `verbatim` of each character of `text`. */
  readonly at: readonly number[];
}

/** Full-width letters and digits narrowed, brackets, commas, colons and semicolons widened; spaces and the commas within numbers left out. */
export function plain(source: string): Plain {
  const verbatim = fold(source);
  let text = '';
  const at: number[] = [];
  for (let i = 0; i < verbatim.length; i++) {
    const character = verbatim.charAt(i);
    if (character === ' ' && !(isDigit(verbatim[i - 1]) && isDigit(verbatim[i + 1]))) continue;
    if (separatesThousands(verbatim, i)) continue;
    text += character === ':' && verbatim.startsWith('//', i + 1) ? ':' : unified(character);
    at.push(i);
  }
  return { text, verbatim, at };
}

/** The verbatim text behind the characters `start` to `end` of `text`. */
export function verbatimOf(from: Plain, start: number, end: number): string {
  const first = from.at[start];
  const last = from.at[end - 1];
  return first === undefined || last === undefined || end <= start ? '' : from.verbatim.slice(first, last + 1);
}

// --- internal ---

/** 1,204条 is one number: its comma is no end of a clause. */
function separatesThousands(verbatim: string, at: number): boolean {
  if (!/[,，]/.test(verbatim.charAt(at))) return false;
  return (
    /(?<![\d,，.])\d{1,3}(?:[,，]\d{3})*$/.test(verbatim.slice(0, at)) && /^\d{3}(?!\d)/.test(verbatim.slice(at + 1))
  );
}

const WIDENED: Readonly<Record<string, string>> = {
  ...{ '(': '（', ')': '）', ',': '，', ':': '：', ';': '；', '!': '！', '?': '？' },
  ...{ '﹙': '（', '﹚': '）', '﹐': '，', '【': '（', '】': '）', '[': '（', ']': '）' },
};

function unified(character: string): string {
  const code = character.charCodeAt(0);
  const narrow = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : character;
  return WIDENED[narrow] ?? narrow;
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && /[0-9０-９]/.test(character);
}
