/** How long a text is on a platform: characters as UTF-16 counts them, or bytes of UTF-8. */
export interface TextLimit {
  readonly most: number;
  readonly unit: 'characters' | 'bytes';
}

/** The length of a text in the unit of a limit. */
export function lengthIn(unit: TextLimit['unit'], text: string): number {
  return unit === 'bytes' ? Buffer.byteLength(text, 'utf8') : text.length;
}

/**
 * Cuts a text into pieces that each fit the limit, at the end of a paragraph where there is one, else of a line, else of
 * a sentence, else between two characters, never within one nor within a number. White space at a cut is dropped; nothing
 * else is. One piece, possibly empty, where all fits.
 * @throws RangeError where the limit is too small for a character
 */
export function split(text: string, limit: TextLimit): readonly string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (lengthIn(limit.unit, rest) > limit.most) {
    const fits = fitting(rest, limit);
    if (fits === 0) throw new RangeError(`no character fits ${limit.most} ${limit.unit}`);
    const end = goodEnd(rest, fits);
    pieces.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' && pieces.length > 0 ? pieces : [...pieces, rest];
}

// --- internal ---

/** A cut earlier than this part of what fits wastes a message. */
const WORTHWHILE = 0.4;
const ENDS: readonly RegExp[] = [/\n\s*\n/g, /\n/g, /[。！？；!?;]["”’）)]*/g, /[，、：,]/g];

/** How many UTF-16 units of the text fit: whole characters with what combines with them, where one such alone fits. */
function fitting(text: string, limit: TextLimit): number {
  const head = text.slice(0, limit.most + 1);
  return (
    fittingOf(
      [...SEGMENTER.segment(head)].map(({ segment }) => segment),
      limit,
    ) || fittingOf(Array.from(head), limit)
  );
}

function fittingOf(characters: readonly string[], { most, unit }: TextLimit): number {
  let used = 0;
  let units = 0;
  for (const character of characters) {
    used += lengthIn(unit, character);
    if (used > most) break;
    units += character.length;
  }
  return units;
}

const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'grapheme' });

function goodEnd(text: string, fits: number): number {
  const head = text.slice(0, fits);
  for (const end of ENDS) {
    const ends = [...head.matchAll(end)].map((match) => match.index + match[0].length);
    const last = ends.filter((at) => !withinNumber(text, at)).at(-1);
    if (last !== undefined && last >= fits * WORTHWHILE) return last;
  }
  let at = fits;
  while (at > fits / 2 && withinNumber(text, at)) at -= 1;
  return at > fits / 2 && isWhole(text, at) ? at : fits;
}

/** True between two signs of one number (12|,|345, 3|.|5, 5|%), not between a number and its unit. */
function withinNumber(text: string, at: number): boolean {
  const around = text.slice(Math.max(0, at - 2), at + 2);
  const middle = Math.min(at, 2);
  const [before, behind] = [around.slice(0, middle), around.slice(middle)];
  return (/\d$/.test(before) && /^(?:\d|[.,，]\d|%)/.test(behind)) || (/\d[.,，]$/.test(before) && /^\d/.test(behind));
}

function isWhole(text: string, at: number): boolean {
  return !/[\uDC00-\uDFFF]/.test(text[at] ?? '');
}
