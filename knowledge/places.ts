import type { Office } from './types.js';

/** Where an office lies, as far as is known. */
export type Lies = Pick<Office, 'province' | 'city' | 'county'>;

/** How narrow a place is: 1 a province, 2 a city, 3 a county. */
export type PlaceLevel = 1 | 2 | 3;

/**
 * The level at which an office lies in a place, or null where it does not, or where what is known of it does not tell.
 * Names of counties and county-level cities are each borne by one place; districts share theirs (鼓楼区), so that of them
 * something more must agree where something more is said.
 * @param place a province, city or county as its name is written, with or without those it lies in: 晋江市, 福建省晋江市,
 *   福建省泉州市晋江市.
 */
export function placeLevel(office: Lies, place: string): PlaceLevel | null {
  return regionsOf(office).find((region) => isNamed(region, place, region.name))?.level ?? null;
}

/** True where an office lies in a place; its last name may be short (晋江). */
export function inPlace(office: Lies, place: string): boolean {
  return regionsOf(office).some((region) => isCalled(region, place));
}

/** The places, each written with all that is known of where it lies, that a name means among these offices. */
export function placesCalled(name: string, offices: readonly Lies[]): readonly string[] {
  const found = new Map<string, Region>();
  for (const office of offices) {
    for (const region of regionsOf(office)) if (isCalled(region, name)) found.set(JSON.stringify(region), region);
  }
  // What says most comes first, and what says less of the same place adds to it.
  const places: Region[] = [];
  for (const region of [...found.values()].sort((a, b) => partsOf(b).length - partsOf(a).length)) {
    const at = places.findIndex((place) => isSame(place, region));
    const same = places[at];
    if (same) places[at] = { ...same, province: same.province ?? region.province, city: same.city ?? region.city };
    else places.push(region);
  }
  return places.map((place) => partsOf(place).join(''));
}

// --- internal ---

interface Region {
  readonly level: PlaceLevel;
  readonly name: string;
  /** What it lies in, as far as is known and it does not lie above. */
  readonly province: string | null;
  readonly city: string | null;
}

function partsOf({ province, city, name }: Region): string[] {
  return [province, city, name].filter((part) => part !== null);
}

/** The narrowest first. */
function regionsOf({ province, city, county }: Lies): Region[] {
  return [
    ...(county === null ? [] : [{ level: 3 as const, name: county, province, city }]),
    ...(city === null ? [] : [{ level: 2 as const, name: city, province, city: null }]),
    ...(province === null ? [] : [{ level: 1 as const, name: province, province: null, city: null }]),
  ];
}

/** True where a place is this region under its own or its short name. */
function isCalled(region: Region, place: string): boolean {
  return isNamed(region, place, region.name) || isNamed(region, place, shortName(region.name));
}

/** True where a place ends in a name of this region, and nothing before it contradicts what the region lies in. */
function isNamed(region: Region, place: string, name: string): boolean {
  if (!place.endsWith(name)) return false;
  const said = place.slice(0, -name.length);
  if (said === '') return true;
  const province = PROVINCE.exec(said)?.[0] ?? null;
  const city = said.slice(province?.length ?? 0) || null;
  if ((region.level < 3 && city !== null) || (region.level < 2 && province !== null)) return false;
  // 江市 is no place that 晋江市 could end in.
  if (city !== null && !/..(?:市|州|盟|地区)$/.test(city)) return false;
  return agree(region, { ...region, province, city });
}

function isSame(one: Region, other: Region): boolean {
  if (one.name !== other.name || one.level !== other.level) return false;
  const less = other.province === null && other.city === null;
  return less || agree(one, other);
}

/** True where nothing known of both contradicts, and of two districts something is the same. */
function agree(one: Region, other: Region): boolean {
  const levels = ['province', 'city'] as const;
  const known = levels.filter((level) => one[level] !== null && other[level] !== null);
  if (known.some((level) => one[level] !== other[level])) return false;
  if (!one.name.endsWith('区')) return true;
  // The province alone does not tell which of its cities a district is of.
  return known.includes('city') || (known.includes('province') && (one.city === null || other.city === null));
}

const PROVINCE = /^(?:.+?(?:省|自治区|特别行政区)|(?:北京|天津|上海|重庆)市)/;

/** 晋江 for 晋江市; a name of two characters has none. */
function shortName(name: string): string {
  return name.length > 2 ? name.replace(/(?:省|市|县|区|旗|州|盟)$/, '') : name;
}
