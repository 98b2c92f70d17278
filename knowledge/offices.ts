import { type AliasTable, aliasTable } from './office-aliases.js';
import { createEar, type OfficeEar } from './office-ear.js';
import { type NamedOffice, regionsOf } from './office-names.js';
import { BEFORE, behindForbids, wordBoundary } from './word-boundaries.js';

/** Finding offices in a sentence: a table knows every alias and says all offices it may mean; the ear hears what it misses. */

export interface OfficeMention {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Every office the words may mean. */
  readonly ids: readonly number[];
  /** True where the words are the name of a public account and no office's own name. */
  readonly account: boolean;
  /** True where the words only sound like the office's name: the answer says whom it took them for. */
  readonly assumed?: true;
}

export interface OfficeFinder {
  /** Mentions in the order of the text, longest match first; a bare short form only where the context allows it. */
  readonly find: (text: string) => OfficeMention[];
  /** Hears misspelt names; its dictionary loads at the first call. */
  readonly listen: () => Promise<OfficeEar>;
  /** Every way to write the provinces, cities and counties of the offices, with the offices that lie there. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

/** Builds the finder over all known offices. */
export function createOfficeFinder(offices: readonly NamedOffice[]): OfficeFinder {
  const aliases = aliasTable(offices);
  let ear: Promise<OfficeEar> | undefined;
  return {
    find: (text) => scan(aliases, text),
    listen: () => {
      ear ??= createEar(offices);
      return ear;
    },
    places: placesOf(withKnownRegions(offices)),
  };
}

/**
 * Province and city of an office that states only its county, from the others of that county. Names of counties and
 * county-level cities are each borne by one place; districts share theirs (鼓楼区), so nothing is concluded from them.
 */
export function withKnownRegions<Named extends NamedOffice>(offices: readonly Named[]): readonly Named[] {
  const stated = new Map<string, { readonly province: Set<string>; readonly city: Set<string> }>();
  for (const { county, province, city } of offices) {
    if (county === null) continue;
    const regions = stated.get(county) ?? { province: new Set(), city: new Set() };
    stated.set(county, regions);
    if (province) regions.province.add(province);
    if (city) regions.city.add(city);
  }
  const known = (county: string, region: 'province' | 'city') => {
    const [only = null, ...others] = stated.get(county)?.[region] ?? [];
    return others.length === 0 ? only : null;
  };
  return offices.map((office) => {
    const { county, province, city } = office;
    if (county === null || !/[县市旗]$/.test(county)) return office;
    return { ...office, province: province ?? known(county, 'province'), city: city ?? known(county, 'city') };
  });
}

// --- internal ---

function placesOf(offices: readonly NamedOffice[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const office of offices) {
    for (const form of new Set(regionsOf(office).flatMap(({ forms }) => forms))) {
      const ids = places.get(form);
      if (ids) ids.push(office.id);
      else places.set(form, [office.id]);
    }
  }
  return places;
}

function scan(aliases: AliasTable, text: string): OfficeMention[] {
  const found: OfficeMention[] = [];
  for (let start = 0; start < text.length; ) {
    const mention = longestAt(aliases, text, start, found.at(-1)?.end ?? -1);
    if (mention) found.push(mention);
    start = mention ? mention.end : start + 1;
  }
  return found;
}

function longestAt(aliases: AliasTable, text: string, start: number, previousEnd: number): OfficeMention | null {
  let best: OfficeMention | null = null;
  for (const { end, offices } of aliases.at(text, start)) {
    const words = text.slice(start, end);
    const strong = offices.filter(([, strength]) => strength !== 'bare');
    const ends = strong.length > 0 ? strong : offices;
    if (strong.length > 0 ? !cutsWord(words, text.slice(end)) : bareAllowed(text, start, end, previousEnd)) {
      best = {
        start,
        end,
        text: words,
        ids: ends.map(([id]) => id),
        account: ends.every(([, strength]) => strength === 'account'),
      };
    }
  }
  return best;
}

/** 政府采购 and 办结 behind a name are words of their own, not the end of the name. */
function cutsWord(words: string, behind: string): boolean {
  if (words.endsWith('办')) return /^[理结件完成毕妥证过了]/.test(behind);
  return words.endsWith('政府') && /^(?:信息|集中|采购|网|公报|购买)/.test(behind);
}

/** Boundary rule of short names (reports in the wild 5.3): a short name must not be cut out of longer words. */
function bareAllowed(text: string, start: number, end: number, previousEnd: number): boolean {
  const before = text.slice(0, start);
  if (start !== previousEnd && !BEFORE.test(before)) return false;
  if (behindForbids(text.slice(end))) return false;
  // The dictionary joins function words to a name's last character: 新的, 石和.
  return wordBoundary(text, start) && (/[的和与跟及呢比啊呀吧嘛哦]/.test(text[end] ?? '') || wordBoundary(text, end));
}
