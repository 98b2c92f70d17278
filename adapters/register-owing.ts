import { extname } from 'node:path';
import { shanghaiDate } from '../bot/calendar.js';
import { obligations } from '../knowledge/obligations.js';
import { type Obligation, readRegister } from '../knowledge/register.js';
import { type OfficeKind, UserError } from '../knowledge/types.js';
import { daysBetween } from '../knowledge/working-days.js';
import type { Call } from './call.js';
import { kindsOf } from './check-scope.js';
import { csvText, type Value } from './check-table.js';
import { sheet } from './check-workbook.js';
import type { RegisterCall } from './register.js';
import { whomOf, yearOf } from './register-scope.js';
import { REGISTER_WORDING as WORDING } from './register-wording.js';
import { writeOut } from './write-out.js';

/**
 * `register owing [<place or office>] [<year>]`: who has published, when, who was late and by how much, who has not.
 * Without a year the one whose reports fell due last.
 * @throws UserError BAD_CALL, BAD_FORMAT, NEEDS_OUT and those of `whomOf`
 */
export async function registerOwing({ call, rest, database, now }: RegisterCall): Promise<number> {
  const format = formatOf(call);
  const today = call.today ?? shanghaiDate(now);
  const { name, year } = namedIn(rest, Number(today.slice(0, 4)) - 1);
  const whom = whomOf(name ?? call.place ?? undefined, await readRegister(database));
  const scope = whom === null ? {} : 'place' in whom ? { place: whom.place } : { register: [whom.entry.id] };
  const kinds = call.kind === null ? null : kindsOf(call.kind);
  const all = (await obligations(database, { year, ...scope })).filter(
    ({ entry }) => kinds === null || kinds.includes(entry.kind),
  );
  await writeOut(call, await FORMS[format](all, year, today));
  return 0;
}

// --- internal ---

type State = keyof typeof WORDING.states;

const FORMS: Readonly<
  Record<
    'text' | 'json' | 'csv' | 'xlsx',
    (all: readonly Obligation[], year: number, today: string) => Promise<string | Buffer>
  >
> = {
  text: async (all, year, today) => textOf(all, year, today),
  json: async (all, year) =>
    `${JSON.stringify({ year, obligations: all.map((each) => ({ state: stateOf(each), ...each })) })}\n`,
  csv: async (all) => csvText([WORDING.columns, ...all.map(rowOf)]),
  xlsx: async (all) => {
    const { default: writeExcelFile } = await import('write-excel-file/node');
    return writeExcelFile([sheet(WORDING.sheet, WORDING.columns, WIDTHS, all.map(rowOf))]).toBuffer();
  },
};

/** In characters, for `WORDING.columns`. */
const WIDTHS = [32, 14, 12, 14, 14, 8, 12, 40, 12, 16, 12, 8, 60];

function formatOf({ json, format, out }: Call): keyof typeof FORMS {
  const named = format ?? (json ? 'json' : out === null ? 'text' : extname(out).slice(1).toLowerCase());
  const known = (['text', 'json', 'csv', 'xlsx'] as const).find((each) => each === (named === 'txt' ? 'text' : named));
  if (!known) throw new UserError('BAD_FORMAT', '--format 只能是 text、json、csv 或 xlsx；--json 就是 --format json。');
  if (known === 'xlsx' && out === null) throw new UserError('NEEDS_OUT', WORDING.needsOut);
  return known;
}

function namedIn(rest: readonly string[], lastYear: number): { readonly name: string | null; readonly year: number } {
  const [first, second, ...more] = rest;
  if (more.length > 0) throw new UserError('BAD_CALL', WORDING.usage);
  if (second === undefined) {
    const year = yearOf(first);
    return year === null ? { name: first ?? null, year: lastYear } : { name: null, year };
  }
  const year = yearOf(second);
  if (first === undefined || year === null) throw new UserError('BAD_YEAR', `“${second}”不是年份，请写四位数字。`);
  return { name: first, year };
}

function stateOf({ published }: Obligation): State {
  if (published === null) return 'missing';
  if (published.daysLate === null) return 'unknown';
  return published.daysLate > 0 ? 'late' : 'inTime';
}

function textOf(all: readonly Obligation[], year: number, today: string): string {
  const of = (state: State) => all.filter((each) => stateOf(each) === state);
  const [missing, late] = [of('missing'), of('late')];
  const head = WORDING.summary(year, all.length, all.length - missing.length, late.length, missing.length);
  const groups = (['missing', 'late', 'unknown', 'inTime'] as const).flatMap((state) => {
    const members = of(state);
    const overdue = ({ due }: Obligation) => (state === 'missing' ? Math.max(0, daysBetween(due.due, today)) : null);
    return members.length === 0
      ? []
      : [WORDING.groups[state], ...members.map((each) => WORDING.owing(each, overdue(each)))];
  });
  return `${[head, ...groups].join('\n')}\n`;
}

function rowOf(obligation: Obligation): readonly Value[] {
  const { entry, year, due, published } = obligation;
  const { name, kind, province, city, county } = entry as typeof entry & { readonly kind: OfficeKind };
  return [
    ...[name, kind, province, city, county, year],
    ...[due.due, due.basis, due.statutory?.due ?? due.due],
    ...[WORDING.states[stateOf(obligation)], published?.on ?? null, published?.daysLate ?? null],
    published?.evidence ?? null,
  ];
}
