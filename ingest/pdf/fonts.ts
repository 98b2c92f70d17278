import type { FontFacts } from './drawing.js';

/**
 * What the drawing needs of a font as pdfjs-dist gives it. Where a font does not say which characters its glyphs are,
 * pdfjs-dist gives the glyphs' numbers as if they were characters; such a font is not known.
 */
export function factsOf(font: unknown): FontFacts {
  const facts = isRecord(font) ? font : {};
  const matrix = Array.isArray(facts.fontMatrix) ? Number(facts.fontMatrix[0]) : 0.001;
  const isNumbered = facts.composite === true ? isIdentity(facts.toUnicode) : isGuessed(facts);
  return { unit: matrix, known: !isNumbered };
}

// --- internal ---

const MOST_GUESSED = 0.5;
/** Names that number a glyph of the font (g35, G0f, cid1042), not those that name a character (uni4E00, u4E00). */
const NUMBERED = /^(?!u(?:ni)?[0-9A-F]{4,6}$)[a-z]{0,6}?([0-9a-f]+)$/i;

function isIdentity(map: unknown): boolean {
  return isRecord(map) && 'firstChar' in map && !('_map' in map);
}

/** Most characters are the numbers in their glyphs' names. */
function isGuessed({ toUnicode, differences }: Record<string, unknown>): boolean {
  if (!isRecord(toUnicode) || !isRecord(toUnicode._map) || !isRecord(differences)) return false;
  const named = Object.entries(differences).flatMap(([code, name]) => {
    const char = (toUnicode._map as Record<string, unknown>)[code];
    return typeof name === 'string' && typeof char === 'string' ? [{ name, char }] : [];
  });
  const guessed = named.filter(({ name, char }) => {
    const number = NUMBERED.exec(name)?.[1];
    const point = char.codePointAt(0);
    return number !== undefined && (Number.parseInt(number, 10) === point || Number.parseInt(number, 16) === point);
  });
  return guessed.length > named.length * MOST_GUESSED;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
