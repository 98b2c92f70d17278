import type { Office } from './types.js';

/** Level of government: 省级, 市级 (a prefecture or a city with districts), 县级, 乡级. */
export type OfficeLevel = 'province' | 'city' | 'county' | 'town';

/** Regions as the names of all offices show them: which 市 has counties below it, and which lies below another. */
export interface Regions {
  readonly cities: ReadonlySet<string>;
  readonly counties: ReadonlySet<string>;
}

type Placed = Pick<Office, 'core' | 'kind' | 'province' | 'city' | 'county'>;

/** What the regions of the offices say about one another. */
export function regionsKnown(offices: readonly Pick<Office, 'city' | 'county'>[]): Regions {
  return {
    cities: new Set(offices.flatMap(({ city }) => city ?? [])),
    counties: new Set(offices.flatMap(({ city, county }) => (city !== null && county !== null ? county : []))),
  };
}

/**
 * The level of an office, from its kind, its name and where it lies. Null where neither they nor other offices tell: a 市
 * alone is a prefecture or a county, and no list of them is kept here.
 */
export function levelOf(office: Placed, regions: Regions): OfficeLevel | null {
  if (TOWNS.has(office.kind)) return 'town';
  if (office.kind === '部门' && /厅$/.test(office.core)) return 'province';
  const { province, city, county } = office;
  const nearest = office.kind === '人民政府' ? office.core : (county ?? city ?? province);
  if (nearest === null || office.kind === '其他') return null;
  if (nearest === county && city !== null && city !== county) return 'county';
  if (nearest === city && nearest !== county) return 'city';
  return regionLevel(nearest, regions);
}

// --- internal ---

const TOWNS: ReadonlySet<Office['kind']> = new Set(['街道办事处', '镇人民政府', '乡人民政府']);

function regionLevel(name: string, { cities, counties }: Regions): OfficeLevel | null {
  if (/(?:省|自治区|特别行政区)$/.test(name) || /^(?:北京|天津|上海|重庆)市$/.test(name)) return 'province';
  if (/(?:自治州|地区|盟)$/.test(name)) return 'city';
  if (/[县旗区]$/.test(name)) return 'county';
  const [above, below] = [cities.has(name), counties.has(name)];
  if (above === below) return null;
  return above ? 'city' : 'county';
}
