import type { Box } from './box.js';
import type { Rule } from './page.js';

/** A cell between rules. `rows` and `columns` count what it spans; a merged cell spans several. */
export interface RuledCell extends Box {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export interface RuledGrid extends Box {
  readonly cells: readonly RuledCell[];
  readonly rowCount: number;
  /** Rows that hold an area the rules do not close to one cell: their cells are incomplete. */
  readonly broken: ReadonlySet<number>;
}

/** Rules that cross → grids. A frame around a single cell is no table. */
export function ruledGrids(rules: readonly Rule[]): RuledGrid[] {
  const level = snap(rules.filter((rule) => rule.level));
  const upright = snap(rules.filter((rule) => !rule.level));
  if (level.length + upright.length > MOST_RULES) return [];
  return connected(level, upright)
    .map(([across, down]) => gridOf(across, down))
    .filter((grid) => grid !== null);
}

// --- internal ---

/** Rules nearer than this are one: borders of neighbouring cells, double lines, lines drawn as thin boxes. */
const SNAP = 4;
const MOST_RULES = 4_000;
const MOST_LINES = 400;
/** The part of a cell's side that a rule has to cover. */
const COVERED = 0.6;
/** How far rules reach beyond the last crossing one where a table is open at its side. */
const OPEN_SIDE = 12;
/** Room beside a table within a frame: no cell of it. */
const NARROW = 10;

/** Rules at nearly the same place are put at one, those that touch end to end joined. */
function snap(rules: readonly Rule[]): Rule[] {
  const sorted = [...rules].sort((a, b) => a.at - b.at);
  const snapped: Rule[] = [];
  for (let at = 0; at < sorted.length; ) {
    const first = sorted[at] as Rule;
    const group = [first];
    while (at + group.length < sorted.length && (sorted[at + group.length] as Rule).at - first.at <= SNAP)
      group.push(sorted[at + group.length] as Rule);
    at += group.length;
    const place = group.reduce((sum, rule) => sum + rule.at, 0) / group.length;
    for (const rule of group.sort((a, b) => a.from - b.from)) {
      const last = snapped.at(-1);
      if (last && last.at === place && rule.from - last.to <= SNAP)
        snapped[snapped.length - 1] = { ...last, to: Math.max(last.to, rule.to) };
      else snapped.push({ ...rule, at: place });
    }
  }
  return snapped.filter((rule) => rule.to - rule.from > SNAP);
}

type Crossing = readonly [across: Rule[], down: Rule[]];

function connected(level: readonly Rule[], upright: readonly Rule[]): Crossing[] {
  const all = [...level, ...upright];
  const root = all.map((_, index) => index);
  const find = (index: number): number => {
    let top = index;
    while (root[top] !== top) top = root[top] as number;
    root[index] = top;
    return top;
  };
  for (const [i, across] of level.entries()) {
    for (const [j, down] of upright.entries()) {
      const meets =
        down.at >= across.from - SNAP &&
        down.at <= across.to + SNAP &&
        across.at >= down.from - SNAP &&
        across.at <= down.to + SNAP;
      if (meets) root[find(i)] = find(level.length + j);
    }
  }
  const groups = new Map<number, [Rule[], Rule[]]>();
  for (const [index, rule] of all.entries()) {
    const group = groups.get(find(index)) ?? [[], []];
    group[rule.level ? 0 : 1].push(rule);
    groups.set(find(index), group);
  }
  return [...groups.values()];
}

function gridOf(across: readonly Rule[], down: readonly Rule[]): RuledGrid | null {
  const ys = placesOf(across, down);
  const xs = placesOf(down, across);
  const columns = xs.length - 1;
  const rows = ys.length - 1;
  if (rows < 1 || columns < 1 || rows * columns < 2 || rows > MOST_LINES || columns > MOST_LINES) return null;
  // A side where the rules of the other direction end without a rule is closed by their ends.
  const [acrossAt, downAt] = [byPlace(across), byPlace(down)];
  const isRuled = {
    above: (row: number, column: number) =>
      covers(acrossAt.get(ys[row] as number), xs[column] as number, xs[column + 1] as number),
    before: (row: number, column: number) =>
      covers(downAt.get(xs[column] as number), ys[row] as number, ys[row + 1] as number),
  };
  const before = (row: number, column: number): boolean => {
    const isOpenSide = (column === 0 || column === columns) && !downAt.has(xs[column] as number);
    const inner = column === 0 ? 0 : columns - 1;
    return isRuled.before(row, column) || (isOpenSide && isRuled.above(row, inner) && isRuled.above(row + 1, inner));
  };

  const areas = areasOf(rows, columns, isRuled.above, before);
  const cells: RuledCell[] = [];
  const broken = new Set<number>();
  for (const area of areas) {
    const top = Math.min(...area.map(([row]) => row));
    const bottom = Math.max(...area.map(([row]) => row));
    const left = Math.min(...area.map(([, column]) => column));
    const right = Math.max(...area.map(([, column]) => column));
    const square = area.length === (bottom - top + 1) * (right - left + 1);
    // A page that broke a cell leaves it open above or below, between the rules at its sides.
    const isBroken = (row: number) => isRuled.before(row, left) && isRuled.before(row, right + 1);
    const closed = area.every(
      ([row, column]) =>
        (row > top || isRuled.above(row, column) || (row === 0 && isBroken(row))) &&
        (row < bottom || isRuled.above(row + 1, column) || (row === rows - 1 && isBroken(row))) &&
        (column > left || before(row, column)) &&
        (column < right || before(row, column + 1)),
    );
    if (square && closed)
      cells.push({
        row: top,
        column: left,
        rows: bottom - top + 1,
        columns: right - left + 1,
        left: xs[left] as number,
        right: xs[right + 1] as number,
        top: ys[top] as number,
        bottom: ys[bottom + 1] as number,
      });
    else if (closed)
      for (let row = top; row <= bottom; row += 1) {
        const own = area.filter(([each]) => each === row);
        const width = own.reduce((sum, [, column]) => sum + (xs[column + 1] as number) - (xs[column] as number), 0);
        if (width > NARROW) broken.add(row);
      }
  }
  if (cells.length < 2) return null;
  const box = { left: xs[0] as number, right: xs.at(-1) as number, top: ys[0] as number, bottom: ys.at(-1) as number };
  return { cells, rowCount: rows, broken, ...box };
}

/** Where rules of one direction stand, with the ends of the others where they reach well beyond. */
function placesOf(rules: readonly Rule[], others: readonly Rule[]): number[] {
  const places = [...new Set(rules.map((rule) => rule.at))].sort((a, b) => a - b);
  const from = Math.min(...others.map((rule) => rule.from));
  const to = Math.max(...others.map((rule) => rule.to));
  if (places.length === 0 || from < (places[0] as number) - OPEN_SIDE) places.unshift(from);
  if (to > (places.at(-1) as number) + OPEN_SIDE) places.push(to);
  return places;
}

function byPlace(rules: readonly Rule[]): Map<number, Rule[]> {
  const places = new Map<number, Rule[]>();
  for (const rule of rules) places.set(rule.at, [...(places.get(rule.at) ?? []), rule]);
  return places;
}

function covers(rules: readonly Rule[] | undefined, from: number, to: number): boolean {
  let covered = 0;
  for (const rule of rules ?? []) covered += Math.max(0, Math.min(rule.to, to) - Math.max(rule.from, from));
  return covered >= (to - from) * COVERED;
}

type Place = readonly [row: number, column: number];

/** Places of the grid that no rule parts. */
function areasOf(
  rows: number,
  columns: number,
  above: (row: number, column: number) => boolean,
  before: (row: number, column: number) => boolean,
): Place[][] {
  const seen = new Set<number>();
  const areas: Place[][] = [];
  for (let start = 0; start < rows * columns; start += 1) {
    if (seen.has(start)) continue;
    seen.add(start);
    const area: Place[] = [];
    const open = [start];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      const row = Math.floor(place / columns);
      const column = place % columns;
      area.push([row, column]);
      const next = [
        row > 0 && !above(row, column) ? place - columns : -1,
        row < rows - 1 && !above(row + 1, column) ? place + columns : -1,
        column > 0 && !before(row, column) ? place - 1 : -1,
        column < columns - 1 && !before(row, column + 1) ? place + 1 : -1,
      ];
      for (const each of next)
        if (each >= 0 && !seen.has(each)) {
          seen.add(each);
          open.push(each);
        }
    }
    areas.push(area);
  }
  return areas;
}
