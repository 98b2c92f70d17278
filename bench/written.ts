import { readFileSync, writeFileSync } from 'node:fs';

const PAGE = 'docs/performance.md';

/**
 * Puts what was measured between the markers of its name in `docs/performance.md`.
 * @throws RangeError where the page has no such markers
 */
export function writeBetween(name: string, text: string): void {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const page = readFileSync(PAGE, 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new RangeError(`${PAGE} has no place for ${name}`);
  writeFileSync(PAGE, `${page.slice(0, from + begin.length)}\n${text}\n${page.slice(to)}`);
}
