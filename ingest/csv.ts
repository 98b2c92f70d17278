import { fold } from '../knowledge/text.js';
import { type Document, unclosedEnd } from './document.js';
import { fileTooLarge } from './refusals.js';
import { MOST_CELLS, sheetBlocks } from './sheet.js';

/**
 * A table as comma-, semicolon- or TAB-separated values (RFC 4180: fields may be quoted and hold line ends). A row is a
 * line of `lines`, its cells separated by TAB. Rows of wrong length stay as they are.
 * @throws UserError FILE_TOO_LARGE.
 */
export function readCsv(file: string, text: string): Document {
  const rows = splitCsv(text.replace(/^\uFEFF/, ''));
  const cells = rows.map((fields) => fields.map((field) => ({ text: fold(field), spanned: false, row: -1 })));
  const lines: string[] = [];
  const blocks = sheetBlocks(cells, lines, { padded: false });
  return { file, carrier: 'csv', blocks, lines, meta: {}, ...unclosedEnd(text, blocks) };
}

/** Fields of each record, at most `MOST_CELLS` in all. The separator is the one of `,` `;` TAB that occurs most outside quotes in the first lines. */
export function splitCsv(text: string): string[][] {
  const head = text.slice(0, 4000).replace(/"[^"]*"/g, '');
  const count = (separator: string) => head.split(separator).length;
  const separator = [',', '\t', ';'].reduce((best, each) => (count(each) > count(best) ? each : best));
  const rows: string[][] = [[]];
  let fields = 0;
  let at = 0;
  while (at < text.length) {
    const { field, end } = text[at] === '"' ? quoted(text, at, separator) : plain(text, at, separator);
    rows.at(-1)?.push(field);
    fields += 1;
    if (fields > MOST_CELLS) throw fileTooLarge(`表格 ${MOST_CELLS} 个单元格`);
    if (text[end] === separator) {
      at = end + 1;
      if (at >= text.length) rows.at(-1)?.push('');
      continue;
    }
    at = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
    if (at < text.length) rows.push([]);
  }
  return rows;
}

// --- internal ---

function plain(text: string, from: number, separator: string): { field: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { field: text.slice(from, end), end };
}

/** What follows the closing quote belongs to the field; a quote that never closes is an ordinary character. */
function quoted(text: string, from: number, separator: string): { field: string; end: number } {
  let field = '';
  let at = from + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close < 0) return plain(text, from, separator);
    field += text.slice(at, close);
    if (text[close + 1] !== '"') {
      const rest = plain(text, close + 1, separator);
      return { field: field + rest.field, end: rest.end };
    }
    field += '"';
    at = close + 2;
  }
}
