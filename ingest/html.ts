import { parse, parseFragment } from 'parse5';
import { fold } from '../knowledge/text.js';
import type { Block, Document, Row } from './document.js';
import {
  attribute,
  descendants,
  type Element,
  type Extent,
  isBlock,
  isElement,
  isHeading,
  isPicture,
  isShown,
  measure,
  type Node,
  textOf,
} from './html-nodes.js';
import { expand, tableParts } from './html-table.js';

/** Where shown text is written; `put` returns the 1-based line it stands in. */
export interface Sheet {
  /** `sourceLine` is the 1-based line of the HTML the text begins in. */
  put(text: string, sourceLine: number): number;
  /** Called where a picture stands, once what stands before it is written. */
  readonly picture?: (sourceLine: number) => unknown;
}

/**
 * An HTML page as shown: blocks and `<br>` make paragraphs, a line each; a table row is a line, its cells separated by
 * TAB. Navigation, forms, scripts and hidden elements are left out. Never fails: whatever parse5 makes of it is read.
 */
export function readHtml(file: string, html: string): Document {
  const root = parse(html, { sourceCodeLocationInfo: true });
  const lines: string[] = [];
  const pictures: number[] = [];
  const blocks = readFlow(root, { put: (text) => lines.push(text), picture: () => pictures.push(lines.length) });
  return { file, carrier: 'html', lines, blocks, pictures, meta: readMeta(root), ...unclosedTable(root, blocks) };
}

/** A piece of HTML inside another carrier; its text is written to the sheet of that carrier. */
export function readHtmlFragment(html: string, sheet: Sheet): Block[] {
  return readFlow(parseFragment(html, { sourceCodeLocationInfo: true }), sheet);
}

// --- internal ---

interface Tree {
  readonly childNodes: readonly Node[];
}

/** A step of the walk: a node to enter, rows to write, or what to do when an element ends. */
type Step =
  | { readonly do: 'enter'; readonly node: Node }
  | { readonly do: 'rows'; readonly rows: readonly (readonly Element[])[] }
  | { readonly do: 'leave'; readonly element: Element };

/** Forms below this many characters are search boxes and the like; some sites wrap the whole page in a form. */
const FORM_WITH_CONTENT = 400;

function readFlow(root: Tree, sheet: Sheet): Block[] {
  const extents = measure(root);
  const blocks: Block[] = [];
  const inside = { heading: 0, article: 0, pre: 0 };
  let text = '';
  let sourceLine = 1;
  const pictures: number[] = [];

  const flush = () => {
    const shown = fold(text);
    text = '';
    if (shown !== '') {
      const line = sheet.put(shown, sourceLine);
      blocks.push({ kind: 'paragraph', text: shown, line, lastLine: line, heading: inside.heading > 0 });
    }
    for (const line of pictures.splice(0)) sheet.picture?.(line);
  };
  const write = (value: string, line: number) => {
    const pieces = inside.pre > 0 ? value.split('\n') : [value];
    pieces.forEach((piece, index) => {
      if (index > 0) flush();
      if (text === '') sourceLine = line + index + leadingNewlines(piece);
      text = text === '' ? piece.trimStart() : text + piece;
    });
  };
  const count = (element: Element, by: 1 | -1) => {
    if (isHeading(element)) inside.heading += by;
    if (/^(?:article|main)$/.test(element.tagName)) inside.article += by;
    if (element.tagName === 'pre') inside.pre += by;
  };

  const steps: Step[] = [];
  const enterAll = (nodes: readonly Node[]) => {
    for (let index = nodes.length - 1; index >= 0; index -= 1) {
      const node = nodes[index];
      if (node !== undefined) steps.push({ do: 'enter', node });
    }
  };
  const enterTable = (table: Element) => {
    for (const part of tableParts(table, extents).reverse()) {
      if (part.kind === 'data') steps.push({ do: 'rows', rows: part.rows });
      else enterAll(part.cells);
    }
    enterAll(table.childNodes.filter((node) => isElement(node) && node.tagName === 'caption'));
  };
  const enter = (node: Node) => {
    if (!isElement(node)) {
      if ('value' in node) write(node.value, node.sourceCodeLocation?.startLine ?? sourceLine);
      return;
    }
    if (!isShown(node) || isPageFrame(node, inside.article > 0, extents)) return;
    if (node.tagName === 'br' || node.tagName === 'hr' || isBlock(node)) flush();
    if (node.tagName === 'table') return enterTable(node);
    if (isPicture(node)) pictures.push(node.sourceCodeLocation?.startLine ?? sourceLine);
    count(node, 1);
    steps.push({ do: 'leave', element: node });
    enterAll(node.childNodes);
  };
  const perform = (step: Step) => {
    if (step.do === 'enter') return enter(step.node);
    if (step.do === 'rows') return void blocks.push(...readRows(step.rows, sheet));
    if (isBlock(step.element)) flush();
    count(step.element, -1);
  };

  enterAll(root.childNodes);
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) perform(step);
  flush();
  return blocks;
}

/** Where the page ends with a table and neither it nor its last row is closed. */
function unclosedTable(root: Tree, blocks: readonly Block[]): Pick<Document, 'endsWithin'> {
  const last = blocks.at(-1);
  if (last?.kind !== 'table') return {};
  const tables = [...descendants(root)].filter((node): node is Element => isElement(node) && node.tagName === 'table');
  return tables.at(-1)?.sourceCodeLocation?.endTag ? {} : { endsWithin: last.lastLine };
}

/** The page's own head and foot, and forms without content. Inside an article, head and foot belong to the text. */
function isPageFrame(element: Element, inArticle: boolean, extents: ReadonlyMap<Element, Extent>): boolean {
  if (element.tagName === 'form') return (extents.get(element)?.text ?? 0) < FORM_WITH_CONTENT;
  return !inArticle && (element.tagName === 'header' || element.tagName === 'footer');
}

function readRows(elements: readonly (readonly Element[])[], sheet: Sheet): Block[] {
  for (const element of elements.flat())
    for (const node of descendants(element))
      if (isElement(node) && isPicture(node)) sheet.picture?.(node.sourceCodeLocation?.startLine ?? 1);
  const grid = expand(elements);
  if (grid.every((cells) => cells.every((cell) => cell.text === ''))) return [];
  const lineOf: number[] = [];
  const rows: Row[] = [];
  for (const [index, cells] of grid.entries()) {
    const first = elements[index]?.[0];
    lineOf.push(lineOf.at(-1) ?? 1);
    if (first === undefined) continue;
    const text = cells.map((cell) => (cell.spanned ? '' : cell.text)).join('\t');
    const line = sheet.put(text, first.sourceCodeLocation?.startLine ?? 1);
    lineOf[index] = line;
    rows.push({
      cells: cells.map(({ row, ...cell }) => ({ ...cell, line: lineOf[row] ?? line })),
      line,
      lastLine: line,
    });
  }
  const line = rows[0]?.line ?? 1;
  return [{ kind: 'table', rows, line, lastLine: rows.at(-1)?.line ?? line }];
}

function leadingNewlines(text: string): number {
  return (/^\s*/.exec(text)?.[0] ?? '').split('\n').length - 1;
}

/** Title and meta elements, by lower-case name; the first of a name counts. */
function readMeta(root: Tree): Record<string, string> {
  const meta = new Map<string, string>();
  for (const element of descendants(root, () => true)) {
    if (!isElement(element) || !/^(?:meta|title)$/.test(element.tagName)) continue;
    const title = element.tagName === 'title';
    const name = title ? 'title' : (attribute(element, 'name') ?? attribute(element, 'property'))?.toLowerCase();
    const content = fold(title ? textOf(element) : (attribute(element, 'content') ?? ''));
    if (name !== undefined && content !== '' && !meta.has(name)) meta.set(name, content);
  }
  return Object.fromEntries(meta);
}
