import type { Connection } from './connection.js';
import { type DueDate, dueDate, isLaidDown } from './deadlines.js';
import { insertedId } from './inserted.js';
import { type Lies, placeLevel } from './places.js';
import type { OfficeKind } from './types.js';
import { isoDate } from './working-days.js';

/** A local notice that sets another day than the Regulations, as somebody entered it. */
export interface DueRule {
  readonly id: number;
  /** A province, city or county, with all that is known of where it lies; null: wherever. */
  readonly place: string | null;
  /** Null: of every kind but 人民政府, whose report of the whole area is a duty of its own (article 49, paragraph 2). */
  readonly kind: OfficeKind | null;
  /** The one entry of the register it is for; null: for all of the place and kind. */
  readonly register: number | null;
  /** Report years, both included. */
  readonly firstYear: number;
  readonly lastYear: number;
  /** MM-DD of the year after the report's. */
  readonly monthDay: string;
  /** The notice, as it is named. */
  readonly basis: string;
  readonly who: string;
  /** ISO time. */
  readonly at: string;
}

/** All local notices, in the order they were entered. */
export async function readDueRules(connection: Connection): Promise<DueRule[]> {
  return connection.all<DueRule>(
    `select id, place, kind, register, first_year as firstYear, last_year as lastYear, month_day as monthDay, basis, who, at
       from due_rule order by id`,
  );
}

/** Adds a notice and returns its id; one that is there already, word for word, keeps its own. */
export async function addDueRule(connection: Connection, rule: Omit<DueRule, 'id'>): Promise<number> {
  const { place, kind, register, firstYear, lastYear, monthDay, basis, who, at } = rule;
  const known = await connection.get<{ id: number }>(
    `select id from due_rule where place is not distinct from ? and kind is not distinct from ?
       and register is not distinct from ? and first_year = ? and last_year = ?
       and month_day = ? and basis = ? order by id desc`,
    ...[place, kind, register, firstYear, lastYear, monthDay, basis],
  );
  if (known) return known.id;
  const id = await insertedId(
    connection,
    `insert into due_rule (place, kind, register, first_year, last_year, month_day, basis, who, at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[place, kind, register, firstYear, lastYear, monthDay, basis, who, at],
  );
  return id;
}

/** Takes a notice out; false where there is none of that id. */
export async function removeDueRule(connection: Connection, id: number): Promise<boolean> {
  return (await connection.run('delete from due_rule where id = ?', id)).changes > 0;
}

/** Of whom a due day is asked: an entry of the register, or any office of a kind and place (`id` null). */
export interface Owing extends Lies {
  readonly id: number | null;
  readonly kind: OfficeKind;
}

/**
 * When the report of a year is due for an office. The narrowest notice counts: one for the office itself before those of
 * its county, city, province, and of nowhere in particular; among equals one that names the kind, then the latest entered.
 * A notice cannot put off a day that the Regulations set (article 49): then theirs stands.
 */
export function dueFor(office: Owing, year: number, rules: readonly DueRule[]): DueDate {
  const statutory = dueDate(office.kind, year);
  const applying = rules.flatMap((rule) => {
    const weight = weightOf(rule, office, year);
    return weight === null ? [] : [{ rule, weight }];
  });
  const [narrowest] = applying.sort((a, b) => b.weight - a.weight || b.rule.id - a.rule.id);
  const due = narrowest ? dayOf(year + 1, narrowest.rule.monthDay) : null;
  if (!narrowest || due === null) return statutory;
  if (isLaidDown(office.kind, year) && due >= statutory.due) return statutory;
  return { due, basis: narrowest.rule.basis, statutory };
}

// --- internal ---

/** How narrowly a rule is meant for an office and year; null where it is not. */
function weightOf(rule: DueRule, office: Owing, year: number): number | null {
  if (year < rule.firstYear || year > rule.lastYear) return null;
  if (rule.register !== null) return rule.register === office.id ? 10 : null;
  if (rule.kind === null ? office.kind === '人民政府' : rule.kind !== office.kind) return null;
  const level = rule.place === null ? 0 : placeLevel(office, rule.place);
  return level === null ? null : 2 * level + (rule.kind === null ? 0 : 1);
}

/** Null where the calendar has no such day. */
function dayOf(year: number, monthDay: string): string | null {
  const [month = 0, day = 0] = monthDay.split('-').map(Number);
  return isoDate(year, month, day);
}
