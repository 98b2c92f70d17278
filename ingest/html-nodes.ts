import type { DefaultTreeAdapterTypes } from 'parse5';

/** What an HTML tree shows: which elements are left out, which break the line, how much an element holds. */

export type Node = DefaultTreeAdapterTypes.ChildNode;
export type Element = DefaultTreeAdapterTypes.Element;

/** What an element holds, counted over everything shown below it. */
export interface Extent {
  /** Characters other than white space. */
  text: number;
  /** Block elements with text. */
  blocks: number;
  headings: number;
  /** Tables of more than one cell. */
  tables: number;
}

const NEVER_SHOWN = new Set(
  `head title meta link script style noscript template iframe object embed svg math canvas audio video map input select
   option textarea button datalist dialog nav aside rt rp`.split(/\s+/),
);
const BLOCKS = new Set(
  `address article blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form h1 h2
   h3 h4 h5 h6 header html legend li main menu ol p pre section summary table tbody td tfoot th thead tr ul`.split(
    /\s+/,
  ),
);

export function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

export function isBlock(element: Element): boolean {
  return BLOCKS.has(element.tagName);
}

export function isHeading(element: Element): boolean {
  return /^h[1-6]$/.test(element.tagName);
}

/** Pixels of a side below which a picture is an icon. */
const ICON = 100;

/** True for a picture that may hold a table: one whose page does not say that it is small. */
export function isPicture(element: Element): boolean {
  if (element.tagName !== 'img') return false;
  const sides = ['width', 'height'].map((name) => {
    const styled = new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([\\d.]+)px`, 'i').exec(
      attribute(element, 'style') ?? '',
    )?.[1];
    return Number.parseFloat(styled ?? (/^\s*[\d.]+(?:px)?\s*$/.exec(attribute(element, name) ?? '')?.[0] || 'NaN'));
  });
  return !sides.some((side) => side < ICON);
}

export function attribute(element: Element, name: string): string | null {
  return element.attrs.find((attr) => attr.name === name)?.value ?? null;
}

/** False for scripts, navigation, form controls, pinyin annotations and whatever the page itself hides. */
export function isShown(element: Element): boolean {
  if (NEVER_SHOWN.has(element.tagName) || attribute(element, 'hidden') !== null) return false;
  return !/display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribute(element, 'style') ?? '');
}

/** Text of everything shown below an element; block elements and line breaks separate words. */
export function textOf(element: Element): string {
  let text = '';
  for (const node of descendants(element)) {
    if (!isElement(node)) text += 'value' in node ? node.value : '';
    else if (node.tagName === 'br' || isBlock(node)) text += ' ';
  }
  return text;
}

/**
 * Everything shown (or what else `wanted` lets through) below a node in document order, walked without recursion:
 * pages may nest as deep as they like.
 */
export function* descendants(
  root: { readonly childNodes: readonly Node[] },
  wanted: (element: Element) => boolean = isShown,
): Generator<Node> {
  const stack: Node[] = [...root.childNodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (isElement(node) && !wanted(node)) continue;
    yield node;
    if (isElement(node)) pushChildren(stack, node);
  }
}

/** Measures every shown element below a root, each node looked at once. */
export function measure(root: { readonly childNodes: readonly Node[] }): Map<Element, Extent> {
  const extents = new Map<Element, Extent>();
  for (const node of descendants(root)) {
    if (isElement(node)) extents.set(node, { text: 0, blocks: 0, headings: 0, tables: 0 });
    else if ('value' in node) addTo(extents, node.parentNode, { text: node.value.replace(/\s/g, '').length });
  }
  for (const [element, extent] of [...extents].reverse()) {
    const shown = extent.text > 0;
    addTo(extents, element.parentNode, {
      text: extent.text,
      blocks: extent.blocks + (shown && isBlock(element) ? 1 : 0),
      headings: extent.headings + (shown && isHeading(element) ? 1 : 0),
      tables: extent.tables + (shown && element.tagName === 'table' && cellsOf(element) > 1 ? 1 : 0),
    });
  }
  return extents;
}

/** Rows of a table itself, not of tables inside it, each as its shown cells. */
export function rowsOf(table: Element): Element[][] {
  const groups = [table, ...children(table).filter((child) => /^(?:tbody|thead|tfoot)$/.test(child.tagName))];
  const rows = groups.flatMap((group) => children(group).filter((child) => child.tagName === 'tr'));
  return rows.map((row) => children(row).filter((child) => /^t[dh]$/.test(child.tagName)));
}

// --- internal ---

function children(element: Element): Element[] {
  return element.childNodes.filter((node): node is Element => isElement(node) && isShown(node));
}

function cellsOf(table: Element): number {
  return rowsOf(table).reduce((sum, cells) => sum + cells.length, 0);
}

function pushChildren(stack: Node[], element: Element): void {
  for (let index = element.childNodes.length - 1; index >= 0; index -= 1) {
    const child = element.childNodes[index];
    if (child !== undefined) stack.push(child);
  }
}

function addTo(extents: Map<Element, Extent>, parent: unknown, more: Partial<Extent>): void {
  const extent = extents.get(parent as Element);
  if (extent === undefined) return;
  extent.text += more.text ?? 0;
  extent.blocks += more.blocks ?? 0;
  extent.headings += more.headings ?? 0;
  extent.tables += more.tables ?? 0;
}
