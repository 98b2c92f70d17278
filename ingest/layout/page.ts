import type { PlacedTable } from './blocks.js';
import type { Box } from './box.js';

/** What stands where on a page, whatever carried it. Points (1/72 inch) from the upper left corner, y downwards. */

/** A character or several that stand together; white space is left out, the gaps say where it was. */
export interface Glyph extends Box {
  readonly text: string;
  /** Height of the type. */
  readonly size: number;
  /** True where white space is printed before it. */
  readonly spaced: boolean;
}

/** A straight line, level or upright. */
export interface Rule {
  readonly level: boolean;
  /** y of a level rule, x of an upright one. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface Page {
  readonly width: number;
  readonly height: number;
  readonly glyphs: readonly Glyph[];
  readonly rules: readonly Rule[];
  /** Where pictures stand that may hold a table. */
  readonly pictures?: readonly Box[];
  /** Tables that are read already. */
  readonly tables?: readonly PlacedTable[];
}

/** Stands for a character that cannot be read; no number can be made of a text that holds it. */
export const UNREADABLE = '□';

/** A line or cell whose parts may be one number or several: kept apart, so that no one takes them for one. */
export const APART = '；';
