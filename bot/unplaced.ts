import { regionsOf } from '../knowledge/office-names.js';
import { withKnownRegions } from '../knowledge/offices.js';
import type { StoredOffice } from '../knowledge/stored.js';
import type { OfficeKind } from '../knowledge/types.js';
import type { Draft } from './draft.js';
import { PHRASES } from './phrases.js';
import type { Context } from './question.js';
import { reportsOf } from './stored-index.js';
import type { Understanding } from './understand.js';
import { countText, placeName } from './wording.js';

/** Adds to an answer about a place which offices may lie there as well, their reports not saying where they are. */
export function sayUnplaced(draft: Draft, understood: Understanding, context: Context): Draft {
  const missing = draft.kind === 'missing';
  const told = missing || (COUNTING.has(draft.kind) && draft.citations.length > 0);
  const place = understood.places.map(({ text }) => text).join('、') || unknownPlace(understood);
  if (!told || understood.offices.length > 0 || place === null) return draft;
  const offices = unplaced(understood, context);
  if (offices.length === 0) return draft;
  const names = offices.slice(0, MAX_NAMED).map(placeName);
  const note = PHRASES.unplaced(place, countText(offices.length), names, offices.length > MAX_NAMED);
  return { ...draft, text: `${draft.text}\n${note}` };
}

/** The offices, of the kinds and with a report of the years asked for, that may lie in the places named. */
export function unplaced(understood: Understanding, { offices, reports }: Context): readonly StoredOffice[] {
  const { kinds, places, years } = understood;
  const known = withKnownRegions(offices);
  const counted = new Set(places.flatMap(({ ids }) => ids));
  const names = places.length > 0 ? places.map(({ text }) => text) : [unknownPlace(understood) ?? ''];
  const asked = names.flatMap((name) => {
    const steps = stepsOf(name, known);
    return steps.length > 0 ? [{ steps, above: aboveOf(steps, known) }] : [];
  });
  const has = (id: number) =>
    reportsOf(reports, [id]).some(({ year }) => years.years.length === 0 || years.years.includes(year));
  return known.filter(
    (office) =>
      !counted.has(office.id) &&
      isOfKind(office, kinds) &&
      has(office.id) &&
      asked.some((place) => mayLieIn(office, place)),
  );
}

// --- internal ---

const MAX_NAMED = 5;
const COUNTING: ReadonlySet<Draft['kind']> = new Set(['value', 'table', 'computed', 'check', 'passage']);
const LEVELS = ['province', 'city', 'county'] as const;
type Level = (typeof LEVELS)[number];

/** A region that was named: how it may be written, and of what level it may be. */
interface Step {
  readonly forms: ReadonlySet<string>;
  readonly levels: readonly Level[];
}

/** A place asked about, and what is known of where it lies. */
interface Asked {
  readonly steps: readonly Step[];
  readonly above: readonly { readonly level: Level; readonly names: ReadonlySet<string> }[];
}

function isOfKind({ kind }: StoredOffice, kinds: ReadonlySet<OfficeKind>): boolean {
  return kinds.size === 0 || kinds.has(kind);
}

/** A province, city or county in which no office is known to lie. */
function unknownPlace({ unknownOffice }: Understanding): string | null {
  return unknownOffice !== null && LEVEL_OF.some(([ending]) => ending.test(unknownOffice)) ? unknownOffice : null;
}

const LEVEL_OF: readonly (readonly [RegExp, readonly Level[]])[] = [
  [/(?:省|(?:维吾尔|壮族|回族)自治区|内蒙古自治区)$/, ['province']],
  [/^(?:北京|天津|上海|重庆)市$/, ['province']],
  [/(?:自治州|地区|盟)$/, ['city']],
  [/市$/, ['city', 'county']],
  [/[县旗区]$/, ['county']],
];

/** 某省某市 as its regions, in the order they are written; those that no office states by what they are called. */
function stepsOf(name: string, offices: readonly StoredOffice[]): Step[] {
  const regions = new Map<string, { forms: Set<string>; levels: Set<Level> }>();
  for (const office of offices) {
    for (const level of LEVELS) {
      const stated = office[level];
      if (stated === null) continue;
      const [region] = regionsOf({ province: null, city: null, county: stated });
      for (const form of region?.forms ?? []) {
        const known = regions.get(form) ?? { forms: new Set(), levels: new Set() };
        known.forms.add(stated);
        known.levels.add(level);
        regions.set(form, known);
      }
    }
  }
  const steps: Step[] = [];
  for (let rest = name; rest !== ''; ) {
    const length = longestKnown(rest, regions);
    const known = regions.get(rest.slice(0, length));
    if (!known) {
      const levels = LEVEL_OF.find(([ending]) => ending.test(rest))?.[1];
      return levels ? [...steps, { forms: new Set([rest]), levels }] : steps;
    }
    steps.push({ forms: known.forms, levels: [...known.levels] });
    rest = rest.slice(length);
  }
  return steps;
}

function longestKnown(text: string, regions: ReadonlyMap<string, unknown>): number {
  for (let length = text.length; length > 0; length--) if (regions.has(text.slice(0, length))) return length;
  return 0;
}

/** True where nothing an office states keeps it from lying there, and something that would tell is not stated. */
function mayLieIn(office: StoredOffice, { steps, above }: Asked): boolean {
  const states = (level: Level, forms: ReadonlySet<string>) => {
    const stated = office[level];
    return stated === null ? 'unknown' : forms.has(stated) ? 'there' : 'elsewhere';
  };
  const outcomes = steps.map(({ forms, levels }) => {
    const each = levels.filter((level) => reaches(office, level)).map((level) => states(level, forms));
    return each.includes('there') ? 'there' : each.includes('unknown') ? 'unknown' : 'elsewhere';
  });
  const contradicted = above.some(({ level, names }) => names.size > 0 && states(level, names) === 'elsewhere');
  return !contradicted && !outcomes.includes('elsewhere') && outcomes.includes('unknown');
}

/** A city's own office lies in no county, a province's in no city. */
function reaches({ level }: StoredOffice, asked: Level): boolean {
  if (level === 'province') return asked === 'province';
  return level !== 'city' || asked !== 'county';
}

/** What is known of the regions that the smallest one named lies in. */
function aboveOf(steps: readonly Step[], offices: readonly StoredOffice[]): Asked['above'] {
  const last = steps.at(-1);
  if (!last) return [];
  const [highest] = LEVELS.filter((level) => last.levels.includes(level));
  return LEVELS.slice(0, highest ? LEVELS.indexOf(highest) : 0).map((level) => {
    const there = offices.filter((office) => last.levels.some((own) => last.forms.has(office[own] ?? '')));
    return { level, names: new Set(there.flatMap((office) => office[level] ?? [])) };
  });
}
