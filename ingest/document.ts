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
  /** Line of the last row of a table where the file ends before that row is closed: its last cell may be cut short. */
  readonly endsWithin?: number;
  /** Lines behind which a picture stands that was not read (0: before all), large enough to hold a table. */
  readonly pictures?: readonly number[];
  /** What of the file could not be read. */
  readonly messages?: readonly Message[];
}

/** `endsWithin` of a text whose last block is a table and whose last line has no end of its own. */
export function unclosedEnd(text: string, blocks: readonly Block[]): Pick<Document, 'endsWithin'> {
  const last = blocks.at(-1);
  return last?.kind === 'table' && /[^|\r\n]$/.test(text) ? { endsWithin: last.lastLine } : {};
}
