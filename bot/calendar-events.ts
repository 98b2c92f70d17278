import { createHash } from 'node:crypto';
import type { DueDate } from '../knowledge/deadlines.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { placesCalled } from '../knowledge/places.js';
import type { Obligation, RegisterEntry } from '../knowledge/register.js';
import type { OfficeKind } from '../knowledge/types.js';
import { lastWorkingDay, withWeekday } from '../knowledge/working-days.js';
import { type CalendarEvent, calendarFile } from './calendar-file.js';
import { CALENDAR } from './calendar-phrases.js';
import { PHRASES } from './phrases.js';
import { countText } from './wording.js';

/** Whose due days a calendar holds. */
export type CalendarOf = { readonly office: RegisterEntry } | { readonly place: string };

/**
 * What a name means: an office by its full name or that of a stored one, or a province, city or county; null where it
 * means nothing, or several.
 */
export async function calendarCalled(
  knowledge: Pick<Knowledge, 'deadlines'>,
  name: string,
): Promise<CalendarOf | null> {
  const { entries, finder } = await knowledge.deadlines.register();
  const own = entries.find((entry) => entry.name === name);
  if (own) return { office: own };
  const places = placesCalled(name, entries);
  const [place] = places;
  if (place !== undefined) return places.length === 1 ? { place } : null;
  const whole = finder.find(name).filter(({ start, end }) => start === 0 && end === name.length);
  const ids = whole.flatMap((mention) => mention.ids);
  const office = ids.length === 1 ? entries.find(({ id }) => id === ids[0]) : undefined;
  return office ? { office } : null;
}

/**
 * The calendar of an office, or of the offices of a place with an event for each due day: the report that is due next and
 * the one after. It holds nothing but what is public: who has published is told of stored reports alone.
 * @param today ISO date in Asia/Shanghai
 */
export async function calendarOf(
  knowledge: Pick<Knowledge, 'deadlines' | 'reports'>,
  of: CalendarOf,
  today: string,
): Promise<string> {
  const scope = 'office' in of ? { register: [of.office.id] } : { place: of.place };
  const name = 'office' in of ? of.office.name : of.place;
  const reports = await knowledge.reports();
  const stored = new Set(reports.map(({ officeId, year }) => `${officeId}/${year}`));
  const isStored = ({ entry, year }: Obligation): boolean =>
    entry.officeId !== null && stored.has(`${entry.officeId}/${year}`);
  const thisYear = Number(today.slice(0, 4));
  const years = [thisYear - 1, thisYear, thisYear + 1];
  const owed = await Promise.all(years.map((year) => knowledge.deadlines.obligations({ year, ...scope })));
  const ahead = owed.filter((each) => each.some(({ due }) => due.due >= today)).slice(0, YEARS);
  const events = ahead.flatMap((obligations) =>
    byDueDay(obligations).map((group) => eventOf(name, group, 'office' in of, group.every(isStored))),
  );
  return calendarFile({ name: CALENDAR.name(name), description: CALENDAR.about, stamp: today, events });
}

// --- internal ---

const YEARS = 2;
const ALARMS = [15, 7, 1, 0] as const;
/** Names an event spells out. */
const MOST_NAMED = 60;
const HASHED = 24;

function byDueDay(obligations: readonly Obligation[]): readonly (readonly Obligation[])[] {
  const groups = new Map<string, Obligation[]>();
  for (const each of obligations) groups.set(each.due.due, [...(groups.get(each.due.due) ?? []), each]);
  return [...groups.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}

function eventOf(name: string, group: readonly Obligation[], single: boolean, stored: boolean): CalendarEvent {
  const [first] = group;
  if (!first) throw new RangeError('an event of no office');
  const { year, due } = first;
  const kinds = [...new Set(group.map(({ entry }) => entry.kind))];
  const names = group.map(({ entry }) => entry.core);
  const description = [
    ...dueText(group),
    ...(stored ? [CALENDAR.stored] : []),
    ...(single ? [] : [CALENDAR.offices(names.slice(0, MOST_NAMED), names.length > MOST_NAMED)]),
    PHRASES.localNotice,
  ];
  return {
    // A day that a local notice moves is the same event; in a place the first kinds of a day are what it is about.
    uid: uidOf(name, year, single ? '' : (kinds[0] ?? '')),
    day: due.due,
    summary:
      group.length === 1
        ? CALENDAR.summary(first.entry.name, year)
        : CALENDAR.summaryOf(name, kinds, countText(group.length), year),
    description: description.join('\n'),
    alarms: stored ? [] : ALARMS,
  };
}

/** The day once, then the grounds: a department's article is not a town's practice. */
function dueText(group: readonly Obligation[]): readonly string[] {
  const grounds = new Map<string, { readonly due: DueDate; readonly kinds: Set<OfficeKind> }>();
  for (const { due, entry } of group) {
    const known = grounds.get(`${due.basis} ${due.statutory?.due}`);
    if (known) known.kinds.add(entry.kind);
    else grounds.set(`${due.basis} ${due.statutory?.due}`, { due, kinds: new Set([entry.kind]) });
  }
  const day = group[0]?.due.due ?? '';
  const { date, certain } = lastWorkingDay(day);
  return [
    CALENDAR.due(withWeekday(day)),
    ...[...grounds.values()].flatMap(({ due, kinds }) => [
      CALENDAR.basis(grounds.size > 1 ? [...kinds] : [], due.basis),
      ...(due.statutory ? [CALENDAR.statutory(withWeekday(due.statutory.due), due.statutory.basis)] : []),
    ]),
    ...(date === day ? [] : [PHRASES.finishBy(withWeekday(day), withWeekday(date), certain)]),
  ];
}

function uidOf(...parts: readonly (string | number)[]): string {
  return `${createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, HASHED)}@disclosure-bot`;
}
