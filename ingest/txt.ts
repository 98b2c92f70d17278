import { fold } from '../knowledge/text.js';
import { type Block, type Cell, type Document, type Paragraph, type Row, type Table, unclosedEnd } from './document.js';

/**
 * Reads plain text: every line is a paragraph unless it lies in a table. Tables come as one cell a line (a TAB before each
 * cell, a blank line between rows), as TAB-separated rows, as rows between pipes, as a label with its numbers behind it on
 * one line, or as a label with its numbers on the lines below it.
 * @param text already decoded; `lines` are split at line ends, so `line` counts in the file.
 * @param isHeader whether a line of its own heads a column: what the layout alone cannot tell.
 */
export function readText(file: string, text: string, isHeader: (line: string) => boolean = () => false): Document {
  const lines = text.split(/\r\n|\n|\r/);
  const readers = [tabbedTable, pipedTable, spacedRow, stackedHeader(isHeader), stackedRow];
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const table = tableAt(lines, at, readers);
    if (table) {
      blocks.push(table);
      at = table.lastLine;
    } else {
      const paragraph = paragraphAt(lines, at);
      if (paragraph) blocks.push(paragraph);
      at++;
    }
  }
  return { file, carrier: 'text', lines, blocks: mergeTables(blocks), meta: {}, ...unclosedEnd(text, blocks) };
}

/** True for a text that fills a value cell: a number with or without a unit, or a mark for none. */
export function isValueText(text: string): boolean {
  return /^(?:[+\-−－↑↓]|增加?|减少?)?[\d０-９][\d０-９,，.．]*\s?(?:[件条个项篇次元%]|万元|亿元)?$|^[/／—–－-]{1,2}$/.test(
    text,
  );
}

// --- internal ---

type LineReader = (lines: readonly string[], at: number) => Table | null;

function tableAt(lines: readonly string[], at: number, readers: readonly LineReader[]): Table | null {
  for (const read of readers) {
    const table = read(lines, at);
    if (table) return table;
  }
  return null;
}

function paragraphAt(lines: readonly string[], at: number): Paragraph | null {
  const text = fold(lines[at] ?? '');
  return text === '' ? null : { kind: 'paragraph', text, line: at + 1, lastLine: at + 1, heading: false };
}

const isBlank = (line: string | undefined): boolean => fold(line ?? '') === '' && !(line ?? '').includes('\t');
const hasTab = (line: string | undefined): boolean => (line ?? '').includes('\t');
const isRule = (line: string): boolean => /^[\s|:+-]*-{3,}[\s|:+-]*$/.test(line);

/** A run of lines with TABs, with the blank lines and the continued labels between them. */
function tabbedTable(lines: readonly string[], at: number): Table | null {
  if (!hasTab(lines[at])) return null;
  const oneCellALine = isOneCellALine(lines, at);
  let end = at;
  for (let next = at + 1; next < lines.length; next++) {
    if (hasTab(lines[next])) end = next;
    else if (!isBlank(lines[next]) && !(oneCellALine && isContinuation(lines, next))) break;
    else if (next - end > MAX_GAP) break;
  }
  const rows = oneCellALine ? stackedCells(lines, at, end) : tabRows(lines, at, end);
  return table(rows, at, end);
}

const MAX_GAP = 30;

/** Judged by the lines that follow: nearly all begin with their only TAB. */
function isOneCellALine(lines: readonly string[], at: number): boolean {
  const near = lines.slice(at, at + 40).filter(hasTab);
  return near.filter((line) => /^\s*\t[^\t]*$/.test(line)).length >= near.length * 0.9;
}

/** A short piece that continues the label above it (a label broken over lines), with more of the table to come. */
function isContinuation(lines: readonly string[], at: number): boolean {
  const text = fold(lines[at] ?? '').replace(/ /g, '');
  if (text.length > 12 || /^(?:[一二三四五六七八九十]+、.{2,}|[（(][一二三四五六七八九十]+[）)])/.test(text))
    return false;
  let above = at - 1;
  while (above >= 0 && isBlank(lines[above])) above--;
  if (at - above > 2 || isValueText(fold(lines[above] ?? ''))) return false;
  for (let below = at + 1; below < Math.min(lines.length, at + 24); below++) {
    if (hasTab(lines[below])) return true;
    if (!isBlank(lines[below]) && fold(lines[below] ?? '').length > 12) return false;
  }
  return false;
}

function stackedCells(lines: readonly string[], from: number, to: number): Row[] {
  const rows: { line: number; text: string; last: number }[][] = [];
  let current: { line: number; text: string; last: number }[] = [];
  let broken = false;
  for (let at = from; at <= to; at++) {
    const line = lines[at] ?? '';
    if (isBlank(line)) {
      broken = true;
      continue;
    }
    const last = current.at(-1);
    if (!hasTab(line) && last) {
      last.text += `\n${line}`;
      last.last = at + 1;
    } else {
      if (broken && current.length > 0) {
        rows.push(current);
        current = [];
      }
      current.push({ line: at + 1, text: line, last: at + 1 });
    }
    broken = false;
  }
  if (current.length > 0) rows.push(current);
  // Beside rows that are parted, one that is not has lost something.
  const parted = rows.length > 1 ? rows : rows.flatMap(severalRows);
  return parted.map((cells) => ({
    cells: cells.map(({ line, text }) => cell(text, line)),
    line: cells[0]?.line ?? from + 1,
    lastLine: cells.at(-1)?.last ?? to + 1,
  }));
}

/** Where nothing parts the rows, a label directly before values begins one, and so does one behind values. */
function severalRows<T extends { readonly text: string }>(cells: readonly T[]): readonly T[][] {
  const isLabel = cells.map(({ text }) => fold(text) !== '' && !isValueText(fold(text)));
  const isNumber = cells.map(({ text }) => isValueText(fold(text)));
  const firstValue = isNumber.indexOf(true);
  if (firstValue < 0 || !isLabel.includes(true, firstValue)) return [[...cells]];
  const rows: T[][] = [[]];
  for (const [index, cell] of cells.entries()) {
    const opens = isLabel[index] && (!isLabel[index - 1] || !isLabel[index + 1]);
    if (opens && rows.at(-1)?.length) rows.push([]);
    rows.at(-1)?.push(cell);
  }
  return rows;
}

function tabRows(lines: readonly string[], from: number, to: number): Row[] {
  return linesOf(lines, from, to)
    .filter(({ line }) => hasTab(line) && !isRule(line))
    .map(({ line, number }) => row(line.split('\t'), number));
}

/** Rows between pipes, two or more of them together. */
function pipedTable(lines: readonly string[], at: number): Table | null {
  let end = at;
  while (isPiped(lines[end])) end++;
  if (end - at < 2) return null;
  const rows = linesOf(lines, at, end - 1)
    .filter(({ line }) => !isRule(line))
    .map(({ line, number }) =>
      row(
        line
          .trim()
          .replace(/^\||\|$/g, '')
          .split('|'),
        number,
      ),
    );
  return table(rows, at, end - 1);
}

function isPiped(line: string | undefined): boolean {
  return ((line ?? '').match(/\|/g) ?? []).length >= 2;
}

/** A label and three or more values behind it on one line. */
function spacedRow(lines: readonly string[], at: number): Table | null {
  const words = fold(lines[at] ?? '').split(' ');
  let first = words.length;
  while (first > 0 && isValueText(words[first - 1] ?? '')) first--;
  if (words.length - first < 3 || (first === 0 && words.length < 7)) return null;
  const label = words.slice(0, first).join(' ');
  return table([row([...(label === '' ? [] : [label]), ...words.slice(first)], at + 1)], at, at);
}

/** Column headers a line each, but for the one that has values below it. */
function stackedHeader(isHeader: (line: string) => boolean): LineReader {
  return (lines, at) => {
    const cells: Cell[] = [];
    let end = at;
    for (let next = at; !isBlank(lines[at]) && next < lines.length && next - end <= 2; next++) {
      const text = fold(lines[next] ?? '');
      if (text === '') continue;
      if (hasTab(lines[next]) || !isHeader(text) || stackedRow(lines, next) !== null) break;
      cells.push(cell(text, next + 1));
      end = next;
    }
    if (cells.length < 2) return null;
    return { kind: 'table', rows: [{ cells, line: at + 1, lastLine: end + 1 }], line: at + 1, lastLine: end + 1 };
  };
}

/** A short label and one or more lines below it that hold nothing but a value each. */
function stackedRow(lines: readonly string[], at: number): Table | null {
  const label = fold(lines[at] ?? '');
  if (label === '' || label.length > 50 || isValueText(label) || /[。！？]$/.test(label)) return null;
  const cells = [cell(label, at + 1)];
  let end = at;
  for (let next = at + 1; next < lines.length && next - end <= 2; next++) {
    const text = fold(lines[next] ?? '');
    if (text === '') continue;
    if (hasTab(lines[next]) || !isValueText(text)) break;
    cells.push(cell(text, next + 1));
    end = next;
  }
  if (cells.length < 2) return null;
  return { kind: 'table', rows: [{ cells, line: at + 1, lastLine: end + 1 }], line: at + 1, lastLine: end + 1 };
}

/** Rows that follow each other directly are one table. */
function mergeTables(blocks: readonly Block[]): Block[] {
  const merged: Block[] = [];
  for (const block of blocks) {
    const last = merged.at(-1);
    if (block.kind === 'table' && last?.kind === 'table') {
      merged[merged.length - 1] = { ...last, rows: [...last.rows, ...block.rows], lastLine: block.lastLine };
    } else {
      merged.push(block);
    }
  }
  return merged;
}

function linesOf(lines: readonly string[], from: number, to: number): { line: string; number: number }[] {
  return lines.slice(from, to + 1).map((line, index) => ({ line, number: from + index + 1 }));
}

function row(texts: readonly string[], line: number): Row {
  return { cells: texts.map((text) => cell(text, line)), line, lastLine: line };
}

function cell(text: string, line: number): Cell {
  return { text: fold(text), line, spanned: false };
}

function table(rows: readonly Row[], from: number, to: number): Table | null {
  return rows.length === 0 ? null : { kind: 'table', rows, line: from + 1, lastLine: to + 1 };
}
