import type { Message } from '../knowledge/types.js';

/** A file's content before anyone asks what it means: lines, paragraphs and tables, each with its line. */

export interface Cell {
  /** White space trimmed; inner runs folded to one space. Empty for a blank cell. */
  readonly text: string;
  /** 1-based line in `Document.lines`. */
  readonly line: number;
  /** True where the cell only continues a merged cell (rowspan or colspan) whose text it repeats. */
  readonly spanned: boolean;
}

export interface Row {
  readonly cells: readonly Cell[];
  readonly line: number;
  readonly lastLine: number;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  /** White space folded. */
  readonly text: string;
  readonly line: number;
  readonly lastLine: number;
  /** True where the carrier itself marks it as a heading (h1–h6, #). */
  readonly heading: boolean;
}

export interface Table {
  readonly kind: 'table';
  readonly rows: readonly Row[];
  readonly line: number;
  readonly lastLine: number;
}

export type Block = Paragraph | Table;

export interface Document {
  /** File name without its folder. */
  readonly file: string;
  readonly carrier: 'text' | 'html' | 'markdown' | 'docx' | 'doc' | 'xlsx' | 'csv' | 'pdf' | 'image';
  /** The text of the source; `line` numbers everywhere count in it. For HTML: the text as shown, a block or table row a line. */
  readonly lines: readonly string[];
  readonly blocks: readonly Block[];
  /** Page metadata (HTML title and meta elements by lower-case name); empty for the other carriers. */
  readonly meta: Readonly<Record<string, string>>;
  /** What of the file could not be read. */
  readonly messages?: readonly Message[];
}
