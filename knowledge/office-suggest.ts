import { bareName, type NamedOffice } from './office-names.js';
import { loadReader, type Reader } from './pinyin.js';

/** Offices whose name begins with what was typed so far. */
export interface OfficeSuggest {
  /**
   * The offices that may be meant, likeliest first, each with the place in the text where its name begins.
   * @param text what stands in the field, the name at its end
   */
  readonly suggest: (text: string, most: number) => readonly Suggested[];
}

export interface Suggested {
  readonly office: NamedOffice;
  readonly start: number;
}

/** Reads the names of all offices once: characters, pinyin and its initials. */
export async function createOfficeSuggest(offices: readonly NamedOffice[]): Promise<OfficeSuggest> {
  const read = await loadReader();
  const entries = offices.map((office) => entryOf(office, read));
  const beginning = groupBy(entries, ({ starts }) => starts.map(pairOf));
  const holding = groupBy(entries, ({ office }) => pairsOf(bareName(office)));
  return {
    suggest(text, most) {
      for (const start of startsIn(text)) {
        const typed = text.slice(start).replace(/[\s']/g, '').toLowerCase();
        const begun = (beginning.get(pairOf(typed)) ?? []).filter(({ starts }) =>
          starts.some((name) => name.startsWith(typed)),
        );
        const found =
          begun.length > 0 ? begun : (holding.get(pairOf(typed)) ?? []).filter((entry) => holds(entry, typed));
        if (found.length > 0) return found.slice(0, most).map(({ office }) => ({ office, start }));
      }
      return [];
    },
  };
}

// --- internal ---

interface Entry {
  readonly office: NamedOffice;
  /** Everything its name may begin with, from the place or from itself. */
  readonly starts: readonly string[];
}

function entryOf(office: NamedOffice, read: Reader): Entry {
  const { core, county, city, province, name, printed, accounts } = office;
  const places = [county, city].filter((place) => place !== null);
  const short = places.map((place) => place.replace(/(?<=..)[省市县区旗]$/, ''));
  const spoken = [
    ...places,
    ...short,
    city && county ? city + county : null,
    province && county ? province + county : null,
  ]
    .filter((place) => place !== null)
    .map((place) => (core.startsWith(place) ? core : place + core));
  const written = [core, name, ...printed, ...spoken, ...accounts];
  const sounded = [core, ...spoken].filter((each) => /^[\u4e00-\u9fa5]+$/.test(each)).map((each) => read(each));
  const latin = sounded.flatMap((syllables) => [
    syllables.join('').replaceAll('v', 'u'),
    syllables.map(([first]) => first).join(''),
  ]);
  return { office, starts: [...new Set([...written, ...latin].map((each) => each.toLowerCase()))] };
}

/** A name may have begun at any character of Chinese, but only at the first letter of a Latin word. */
function startsIn(text: string): number[] {
  const starts: number[] = [];
  for (let start = Math.max(0, text.length - LONGEST); start <= text.length - SHORTEST; start += 1) {
    const before = text[start - 1] ?? '';
    const here = text[start] ?? '';
    if (/[\u4e00-\u9fa5]/.test(here) || (/[a-z]/i.test(here) && !/[a-z]/i.test(before))) starts.push(start);
  }
  return starts;
}

/** The characters of a name without what says that it is a street or a town, in the middle of the full name. */
function holds({ office }: Entry, typed: string): boolean {
  return /^[\u4e00-\u9fa5]{2,}$/.test(typed) && bareName(office).includes(typed);
}

/** What every name with the same beginning shares: names are looked up by it. */
function pairOf(text: string): string {
  return text.slice(0, SHORTEST);
}

function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, start) => pairOf(text.slice(start)));
}

function groupBy(entries: readonly Entry[], keysOf: (entry: Entry) => readonly string[]): ReadonlyMap<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const key of new Set(keysOf(entry))) push(groups, key, entry);
  }
  return groups;
}

function push(groups: Map<string, Entry[]>, key: string, entry: Entry): void {
  const group = groups.get(key);
  if (group) group.push(entry);
  else groups.set(key, [entry]);
}

/** Names are not longer. */
const LONGEST = 30;
const SHORTEST = 2;
