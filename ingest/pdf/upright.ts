import type { Box } from '../layout/box.js';
import { type Glyph, type Page, UNREADABLE } from '../layout/page.js';
import type { Drawing } from './drawing.js';
import { point } from './matrix.js';
import type { Letter } from './typesetting.js';

/**
 * A drawing as a page that reads from left to right: turned where most of its text runs another way, without slanted text
 * (watermarks), hidden text and text beside the page.
 */
export function uprightPage(drawing: Drawing, width: number, height: number): Page {
  const shown = drawing.letters.filter((letter) => !letter.hidden && letter.size > LEAST_SIZE);
  const turns = turnsOf(shown);
  const size = turns % 2 === 0 ? { width, height } : { width: height, height: width };
  const turn = (x: number, y: number) => TURN[turns]?.(x, y, width, height) ?? { x, y };
  const glyphs = shown
    .filter((letter) => quarter(letter) === turns)
    .flatMap((letter): Glyph[] => {
      const foot = turn(letter.x, letter.y);
      const next = turn(letter.x + letter.along.x, letter.y + letter.along.y);
      const glyph = {
        text: letter.text ?? UNREADABLE,
        left: Math.min(foot.x, next.x),
        right: Math.max(foot.x, next.x),
        top: foot.y - letter.size * ABOVE,
        bottom: foot.y + letter.size * BELOW,
        size: letter.size,
        spaced: letter.spaced,
      };
      const isOn = glyph.right > 0 && glyph.left < size.width && glyph.bottom > 0 && glyph.top < size.height;
      return isOn ? [glyph] : [];
    });
  const rules = drawing.rules.map((rule) => {
    const from = rule.level ? turn(rule.from, rule.at) : turn(rule.at, rule.from);
    const to = rule.level ? turn(rule.to, rule.at) : turn(rule.at, rule.to);
    const level = turns % 2 === 0 ? rule.level : !rule.level;
    const [a, b] = level ? [from.x, to.x] : [from.y, to.y];
    return { level, at: level ? from.y : from.x, from: Math.min(a, b), to: Math.max(a, b) };
  });
  const pictures = drawing.pictures.flatMap(({ matrix }): Box[] => {
    const corners = CORNERS.map(([x, y]) => point(matrix, x, y)).map(({ x, y }) => turn(x, y));
    const [left, right] = [Math.min(...corners.map(({ x }) => x)), Math.max(...corners.map(({ x }) => x))];
    const [top, bottom] = [Math.min(...corners.map(({ y }) => y)), Math.max(...corners.map(({ y }) => y))];
    const holdsTable = right - left > size.width * LEAST_WIDTH && bottom - top > size.height * LEAST_HEIGHT;
    return holdsTable ? [{ left, right, top, bottom }] : [];
  });
  return { ...size, glyphs, rules, ...(pictures.length > 0 ? { pictures } : {}) };
}

// --- internal ---

const LEAST_SIZE = 1;
/** Of the page: a picture that is smaller holds no table. */
const LEAST_WIDTH = 0.3;
const LEAST_HEIGHT = 0.03;
const CORNERS = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const;
/** Of the height of the type, above and below its foot. */
const ABOVE = 0.85;
const BELOW = 0.15;
const STRAIGHT = 0.05;

type Turn = (x: number, y: number, width: number, height: number) => { readonly x: number; readonly y: number };

/** How a page is turned back whose text runs to the right, down, to the left, up. */
const TURN: readonly Turn[] = [
  (x, y) => ({ x, y }),
  (x, y, width) => ({ x: y, y: width - x }),
  (x, y, width, height) => ({ x: width - x, y: height - y }),
  (x, y, _width, height) => ({ x: height - y, y: x }),
];

/** 0 right, 1 down, 2 left, 3 up; null where it is slanted. */
function quarter({ along }: Letter): number | null {
  const length = Math.hypot(along.x, along.y);
  if (length === 0) return 0;
  const [x, y] = [along.x / length, along.y / length];
  if (Math.abs(y) < STRAIGHT) return x > 0 ? 0 : 2;
  if (Math.abs(x) < STRAIGHT) return y > 0 ? 1 : 3;
  return null;
}

function turnsOf(letters: readonly Letter[]): number {
  const counts = [0, 0, 0, 0];
  for (const letter of letters) {
    const way = quarter(letter);
    if (way !== null) counts[way] = (counts[way] ?? 0) + 1;
  }
  return counts.indexOf(Math.max(...counts));
}
