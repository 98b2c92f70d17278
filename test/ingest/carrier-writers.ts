import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import writeExcelFile from 'write-excel-file/node';
import type { Piece, PrintedCell } from './printed-form.js';

/** Writes pieces of a report as files of the different carriers, in memory. */

export async function writeDocx(pieces: readonly Piece[]): Promise<Uint8Array> {
  const children = pieces.flatMap((piece) =>
    piece.kind === 'text'
      ? [new Paragraph({ text: piece.text, ...(piece.heading ? { heading: HeadingLevel.HEADING_1 } : {}) })]
      : piece.rows.some((row) => row.length > 0)
        ? [docxTable(piece.rows), new Paragraph('')]
        : [],
  );
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}

/** Text as one cell merged over ten columns, as statistics sheets have their titles; tables below each other. */
export async function writeXlsx(pieces: readonly Piece[]): Promise<Uint8Array> {
  const rows = pieces.flatMap((piece) =>
    piece.kind === 'text'
      ? [[sheetCell({ text: piece.text, across: 10, down: 1 }), ...Array(9).fill(null)]]
      : sheetRows(piece.rows),
  );
  return writeExcelFile(rows).toBuffer();
}

export function writeHtml(pieces: readonly Piece[]): Uint8Array {
  const body = pieces.map((piece) => {
    if (piece.kind === 'text')
      return `<${piece.heading ? 'h1' : 'p'}>${escaped(piece.text)}</${piece.heading ? 'h1' : 'p'}>`;
    const rows = piece.rows.map((row) => `<tr>${row.map(htmlCell).join('')}</tr>`);
    return `<table>${rows.join('\n')}</table>`;
  });
  return new TextEncoder().encode(`<!DOCTYPE html><html><meta charset="utf-8"><body>${body.join('\n')}</body></html>`);
}

/** A cell a field, merged cells at their first place, the others empty. */
export function writeText(pieces: readonly Piece[]): Uint8Array {
  const lines = pieces.flatMap((piece) =>
    piece.kind === 'text'
      ? [piece.text]
      : gridOf(piece.rows).map((row) => row.map((cell) => cell?.text ?? '').join('\t')),
  );
  return new TextEncoder().encode(lines.join('\n'));
}

/** Comma-separated values, a line of running text a record of one quoted field. */
export function writeCsv(pieces: readonly Piece[]): string {
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = pieces.flatMap((piece) =>
    piece.kind === 'text'
      ? [quoted(piece.text)]
      : gridOf(piece.rows).map((row) => row.map((cell) => quoted(cell?.text ?? '')).join(',')),
  );
  return `${lines.join('\n')}\n`;
}

// --- internal ---

function docxTable(rows: readonly (readonly PrintedCell[])[]): Table {
  const cells = (row: readonly PrintedCell[]) =>
    row.map(
      ({ text, across, down }) => new TableCell({ children: [new Paragraph(text)], columnSpan: across, rowSpan: down }),
    );
  return new Table({ rows: rows.map((row) => new TableRow({ children: cells(row) })) });
}

function sheetCell({ text, across, down }: PrintedCell) {
  const value = /^(?:0|[1-9]\d{0,8})(?:\.\d+)?$/.test(text) ? Number(text) : text;
  return { value: value === '' ? null : value, columnSpan: across, rowSpan: down, borderStyle: 'thin' as const };
}

function sheetRows(rows: readonly (readonly PrintedCell[])[]) {
  return gridOf(rows).map((row) => row.map((cell) => (cell === null ? null : sheetCell(cell))));
}

/** Cells at their columns; null where one is covered. */
function gridOf(rows: readonly (readonly PrintedCell[])[]): (PrintedCell | null)[][] {
  const grid: (PrintedCell | null)[][] = rows.map(() => []);
  for (const [index, row] of rows.entries()) {
    let column = 0;
    for (const cell of row) {
      while (grid[index]?.[column] !== undefined) column += 1;
      for (let below = 0; below < cell.down; below += 1)
        for (let beside = 0; beside < cell.across; beside += 1) {
          const place = grid[index + below];
          if (place) place[column + beside] = below === 0 && beside === 0 ? cell : null;
        }
      column += cell.across;
    }
  }
  return grid.map((row) => Array.from(row, (cell) => cell ?? null));
}

function htmlCell({ text, across, down }: PrintedCell): string {
  return `<td colspan="${across}" rowspan="${down}">${escaped(text)}</td>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
