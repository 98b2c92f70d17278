import { numbersIn } from '../../knowledge/numerals.js';
import type { Answer, Value } from '../answer.js';
import { CHART } from '../chart-phrases.js';
import { PHRASES } from '../phrases.js';
import { percentText } from '../versions.js';
import { numberText, reportPlace } from '../wording.js';
import type { Point } from './chart-data.js';

/**
 * The lines of an answer and the values they tell. An answer holds operands, changes and other orders beside what it
 * lists: what a line does not print is no point of a chart.
 */

/** One report of a list: the numbers it states, several where it contradicts itself. */
export interface ReportLine {
  readonly office: string;
  readonly year: number;
  readonly values: readonly Value[];
}

/**
 * The reports an answer lists for the metric it tells first, in its order.
 * @returns null where a line cannot be told apart into its numbers
 */
export function reportLines({ text, values }: Answer): readonly ReportLine[] | null {
  const [first] = values;
  if (!first) return null;
  const blocks = blocksOf(values, first.metric);
  const lines = new Map<string, ReportLine>();
  for (const { name, said } of linesOf(text)) {
    const block = blocks.get(name);
    const [{ office, year } = first] = block ?? [];
    if (!block || lines.has(name)) continue;
    const numbers = versionsIn(said, block);
    if (numbers === null) return null;
    if (numbers.length > 0) lines.set(name, { office, year, values: numbers });
  }
  return [...lines.values()];
}

/** One row of a table. */
export interface Row {
  readonly name: string;
  readonly value: Value;
}

/** The rows of a table with their names, one value each; null where lines and values do not match one to one. */
export function namedRows({ text, values }: Answer): readonly Row[] | null {
  const lines = linesOf(text);
  if (lines.length !== values.length) return null;
  const rows = lines.flatMap(({ name, said }, index) => {
    const value = values[index];
    return value && isSaid(said, value) ? [{ name, value }] : [];
  });
  return rows.length === values.length ? rows : null;
}

/** A value as a point: its number, 约 where it is approximate, what stands there where it is none. */
export function pointOf({ value, state, approximate, unit }: Value): Point {
  if (value === null || !Number.isFinite(value)) {
    return { value: null, label: state === 'number' ? CHART.noNumber : CHART.states[state] };
  }
  const number = unit === '%' ? percentText(value) : numberText(value);
  return { value, label: approximate ? CHART.approximate(number) : number };
}

// --- internal ---

/** 第一名 某某镇2023年：6件; · 自然人：4件. */
const LINE = /^(?:· |第\S+名 )(.+)$/;

/** What a line says behind its numbers where a report contradicts itself. */
const CONFLICT = PHRASES.versions([]);

function linesOf(text: string): readonly { readonly name: string; readonly said: string }[] {
  return text.split('\n').flatMap((line) => {
    const told = LINE.exec(line)?.[1] ?? '';
    const at = told.indexOf('：');
    return at > 0 ? [{ name: told.slice(0, at), said: told.slice(at + 1) }] : [];
  });
}

/** The values of a report that stand together: its versions are added one after the other, what they are made of later. */
function blocksOf(values: readonly Value[], metric: string): ReadonlyMap<string, readonly Value[]> {
  const blocks = new Map<string, Value[]>();
  let before = '';
  for (const value of values) {
    const place = value.metric === metric ? reportPlace(value) : '';
    if (place !== '' && place === before) blocks.get(place)?.push(value);
    // A report told before does not begin anew.
    const isNew = place !== '' && !blocks.has(place);
    if (isNew) blocks.set(place, [value]);
    before = isNew || place === before ? place : '';
  }
  return blocks;
}

/** The numbers of a line: one, or as many as contradict each other; null where they are not the values. */
function versionsIn(said: string, block: readonly Value[]): readonly Value[] | null {
  if (!said.endsWith(CONFLICT)) return block.filter((each) => isSaid(said, each)).slice(0, 1);
  const versions = said.slice(0, -CONFLICT.length).split('，');
  const taken = versions.map((version, index) => {
    const value = block[index];
    return value && isSaid(version, value) ? value : null;
  });
  return taken.every((each) => each !== null) ? taken : null;
}

function isSaid(said: string, { value, unit, state }: Value): boolean {
  if (value === null) return state !== 'number';
  if (unit === '%') return said.includes(percentText(value)) || said.includes(`${numberText(value)}%`);
  return numbersIn(said).some((number) => Math.abs(number.value) === Math.abs(value));
}
