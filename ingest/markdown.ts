import MarkdownIt from 'markdown-it';
import { fold } from '../knowledge/text.js';
import { type Block, type Document, type Row, unclosedEnd } from './document.js';
import { readHtmlFragment } from './html.js';

/**
 * A Markdown file. `lines` has the file's numbering, each line the text as shown: marks of headings, emphasis, links
 * and escapes are gone, list numbers stay, the cells of a table are separated by TAB. Every source line of running text
 * is a paragraph of its own, as in plain text. Pipe tables are split here and not by markdown-it, which pads and cuts
 * rows to the width of the header: a row of wrong length must stay visible. HTML in it is read as in a page. Never fails.
 */
export function readMarkdown(file: string, text: string): Document {
  const lines = text.split(/\r\n?|\n/).map(() => '');
  const put: Put = (shown, line) => {
    const index = Math.min(Math.max(line, 1), lines.length) - 1;
    lines[index] = [lines[index], shown].filter((part) => part !== '').join('\t');
    return index + 1;
  };
  const pictures = text
    .split(/\r\n?|\n/)
    .flatMap((line, index) => (/!\[[^\]]*\][([]|<img\b/i.test(line) ? [index + 1] : []));
  const front = cutFrontMatter(text.replace(/\r\n?/g, '\n'));
  const tables = cutHtmlTables(front.rest);
  const blocks = [
    ...tables.cut.flatMap((html) => readHtmlAt(html, put)),
    ...parser.parse(tables.rest, {}).flatMap((token, index, tokens): Block[] => {
      const from = (token.map?.[0] ?? 0) + 1;
      if (token.type === 'html_block') return readHtmlAt({ code: token.content, line: from }, put);
      if (token.type === 'fence') return readLines(token.content.split('\n'), from + 1, false, put);
      if (token.type !== 'inline') return [];
      return readLines(token.content.split('\n'), from, tokens[index - 1]?.type === 'heading_open', put);
    }),
  ];
  blocks.sort((a, b) => a.line - b.line);
  return { file, carrier: 'markdown', lines, blocks, pictures, meta: front.meta, ...unclosedEnd(text, blocks) };
}

// --- internal ---

/** Writes shown text to a line of the file and returns the line. */
type Put = (shown: string, line: number) => number;

interface Html {
  readonly code: string;
  /** Line of the file it begins in. */
  readonly line: number;
}

/** Lists and indented text are lines like any other: list numbers are part of what a report says. */
const parser = new MarkdownIt({ html: true }).disable(['code', 'list', 'table', 'reference']);

const DELIMITER = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$/;
const HEADING_MARK = /^#{1,6}(?=[^#])/;
/** A bullet; but - 1 - is a page number. */
const BULLET = /^[-*+]\s+(?!\d+\s*-$)/;
/** Longer than any heading: a line of dashes under it is a separator. */
const LONGEST_HEADING = 80;

function readHtmlAt(html: Html, put: Put): Block[] {
  return readHtmlFragment(html.code, { put: (shown, line) => put(shown, html.line + line - 1) });
}

/** Lines of running text in which pipe tables may stand. */
function readLines(source: readonly string[], first: number, marked: boolean, put: Put): Block[] {
  const blocks: Block[] = [];
  const trimmed = source.map((line) => line.trim());
  for (let index = 0; index < trimmed.length; ) {
    const end = endOfTable(trimmed, index);
    if (end > index) {
      blocks.push(...readPipeTable(trimmed.slice(index, end), first + index, put));
      index = end;
      continue;
    }
    const text = trimmed[index] ?? '';
    const single = trimmed.length === 1 && text.length <= LONGEST_HEADING;
    const heading = (marked && single) || HEADING_MARK.test(text);
    for (const piece of shownText(text.replace(HEADING_MARK, '').replace(BULLET, '')).split('\n')) {
      const shown = fold(piece);
      if (shown === '') continue;
      const line = put(shown, first + index);
      blocks.push({ kind: 'paragraph', text: shown, line, lastLine: line, heading });
    }
    index += 1;
  }
  return blocks;
}

/** Where the pipe table that begins at `start` ends; `start` itself where none does. */
function endOfTable(lines: readonly string[], start: number): number {
  const isDelimiter = (line: string | undefined) => line?.includes('|') === true && DELIMITER.test(line);
  const bare = isDelimiter(lines[start + 1]) && lines[start]?.includes('|') === true;
  let end = start;
  while (lines[end]?.startsWith('|') === true || (bare && lines[end]?.includes('|') === true)) end += 1;
  return end;
}

function readPipeTable(source: readonly string[], first: number, put: Put): Block[] {
  const rows: Row[] = [];
  for (const [index, text] of source.entries()) {
    if (DELIMITER.test(text)) continue;
    const texts = splitRow(text).map((cell) => fold(shownText(cell)));
    const blankHeader = texts.every((cell) => cell === '') && DELIMITER.test(source[index + 1] ?? '');
    if (blankHeader) continue;
    const line = put(texts.join('\t'), first + index);
    rows.push({ cells: texts.map((cell) => ({ text: cell, line, spanned: false })), line, lastLine: line });
  }
  const [top] = rows;
  if (top === undefined) return [];
  return [{ kind: 'table', rows, line: top.line, lastLine: rows.at(-1)?.line ?? top.line }];
}

/** Cells of a row as written: outer pipes are borders, `\|` is a character. */
function splitRow(row: string): string[] {
  const cells = row.split(/(?<!\\)\|/);
  if (row.startsWith('|')) cells.shift();
  if (cells.length > 1 && cells.at(-1)?.trim() === '' && /(?<!\\)\|$/.test(row)) cells.pop();
  return cells.map((cell) => cell.replaceAll('\\|', '|'));
}

/** Text without inline marks; a `<br>` becomes a line break. */
function shownText(source: string): string {
  const children = parser.parseInline(source, {})[0]?.children ?? [];
  const pieces = children.map((token) => {
    if (token.type === 'text' || token.type === 'code_inline') return token.content;
    if (token.type === 'html_inline') return /^<br\b/i.test(token.content) ? '\n' : '';
    return token.type.endsWith('break') ? ' ' : '';
  });
  return pieces.join('');
}

/** Key-value lines between `---` at the very top, as static sites write them; line numbers stay. */
function cutFrontMatter(text: string): { rest: string; meta: Record<string, string> } {
  const front = /^---\n([\s\S]*?)\n---(?=\n|$)/.exec(text)?.[0];
  if (front === undefined) return { rest: text, meta: {} };
  const pairs = [...front.matchAll(/^([\w-]+):[ \t]*["']?(.+?)["']?[ \t]*$/gm)];
  const meta = Object.fromEntries(pairs.map(([, key = '', value = '']) => [key.toLowerCase(), fold(value)]));
  return { rest: blank(front) + text.slice(front.length), meta };
}

/**
 * Takes HTML tables out before Markdown sees them: a blank line inside would end the HTML block. A table that is never
 * closed ends at the next Markdown heading.
 */
function cutHtmlTables(text: string): { rest: string; cut: Html[] } {
  const cut: Html[] = [];
  let rest = '';
  let done = 0;
  let depth = 0;
  let start = 0;
  const take = (end: number) => {
    cut.push({ code: text.slice(start, end), line: text.slice(0, start).split('\n').length });
    rest += text.slice(done, start) + blank(text.slice(start, end));
    done = end;
    depth = 0;
  };
  for (const tag of text.matchAll(/<(\/?)table\b[^<>]*>/gi)) {
    if (tag.index < done) continue;
    if (tag[1] === '' && depth++ === 0) start = tag.index;
    else if (tag[1] === '/' && depth > 0 && --depth === 0) take(tag.index + tag[0].length);
  }
  if (depth > 0) {
    const next = text.slice(start).search(/^#{1,6}\s/m);
    take(next < 0 ? text.length : start + next);
  }
  return { rest: rest + text.slice(done), cut };
}

function blank(text: string): string {
  return text.replace(/[^\n]+/g, '');
}
