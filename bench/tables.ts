/** Tables of the page, as Markdown. */

export type Cell = string | number;

/** @param head names of the columns; the first `texts` are text, the others numbers; empty where there are no rows */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[], texts = 1): string {
  if (rows.length === 0) return '';
  const lines = [head, head.map((_, at) => (at < texts ? '---' : '---:')), ...rows.map((row) => row.map(written))];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

/** A number as far as it tells: three digits. */
export function written(value: Cell): string {
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return value.toFixed(0);
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toPrecision(2);
}

/** How many times the other. */
export function times(value: number, other: number): string {
  return `${written(value / other)}×`;
}
