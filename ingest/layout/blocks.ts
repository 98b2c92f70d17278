import type { Box } from './box.js';

/** What a page holds, from top to bottom: not yet a Document, so that pages can be joined. */

export interface PlacedCell extends Box {
  readonly text: string;
  /** Rows it spans; those below it repeat its text as spanned. */
  readonly rows: number;
  /** True where it only continues the cell above it. */
  readonly spanned: boolean;
  /** True where its last line reaches its right edge: the text may go on elsewhere. */
  readonly full: boolean;
}

export interface PlacedRow extends Box {
  readonly cells: readonly PlacedCell[];
}

export interface PlacedTable extends Box {
  readonly kind: 'table';
  readonly rows: readonly PlacedRow[];
  /** True where rules part its cells. */
  readonly ruled: boolean;
}

export interface PlacedText extends Box {
  readonly kind: 'text';
  readonly text: string;
}

export type PlacedBlock = PlacedTable | PlacedText;
