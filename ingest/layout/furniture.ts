import { compact } from '../../knowledge/text.js';
import type { Line } from './lines.js';

/** Lines of a page and its height. */
export interface LinedPage {
  readonly lines: readonly Line[];
  readonly height: number;
}

/**
 * Page numbers and running heads: what stands at the top or foot of pages and is a number of a page, or returns on
 * another page (numbers in it apart). A head that says something is kept where it stands first: it may be the title.
 */
export function runningLines(pages: readonly LinedPage[]): ReadonlySet<Line> {
  const found = new Set<Line>();
  const before = new Map<string, number>();
  for (const [index, page] of pages.entries()) {
    for (const line of edgesOf(page)) {
      const text = compact(line.text);
      const shape = text.replace(/\d+/g, '#');
      if (PAGE_NUMBER.test(text)) found.add(line);
      else if (shape.length <= LONGEST && isRunning(shape, index, pages)) {
        const seen = before.get(shape) ?? 0;
        if (seen > 0 || !/\p{Script=Han}{6}/u.test(text)) found.add(line);
        before.set(shape, seen + 1);
      }
    }
  }
  return found;
}

// --- internal ---

const EDGE = 0.09;
const LONGEST = 120;
const MOST_EDGE_LINES = 3;
const MARK = '[-—–―－~·•.．_]*';
const PAGE_NUMBER = new RegExp(`^${MARK}(?:第?\\d{1,4}页?|第?\\d{1,4}页?(?:[/／，]|of)?共?\\d{1,4}页?)${MARK}$`, 'i');

function edgesOf({ lines, height }: LinedPage): Line[] {
  const top = lines.slice(0, MOST_EDGE_LINES).filter((line) => line.bottom < height * EDGE);
  const foot = lines.slice(-MOST_EDGE_LINES).filter((line) => line.top > height * (1 - EDGE));
  return [...top, ...foot.filter((line) => !top.includes(line))];
}

function isRunning(shape: string, index: number, pages: readonly LinedPage[]): boolean {
  return [index - 2, index - 1, index + 1, index + 2].some((other) => {
    const page = pages[other];
    return page !== undefined && edgesOf(page).some((line) => compact(line.text).replace(/\d+/g, '#') === shape);
  });
}
