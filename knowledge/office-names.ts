import type { Office } from './types.js';

/** What an office is called: its short forms and the places that may stand before them. */

export interface NamedOffice extends Office {
  readonly id: number;
  /** Names of its public accounts. */
  readonly accounts: readonly string[];
}

/** A bare name may be an ordinary word; an account's name means the account. */
export type Strength = 'full' | 'bare' | 'account';

export interface Alias {
  readonly text: string;
  readonly strength: Strength;
}

/** What the words behind a name say of what it is: 街道, 镇, 乡, 县 (市, 区, 旗), 局. */
export type Rank = 'street' | 'town' | 'village' | 'county' | 'department';

/**
 * Every way to write an office, as reports print it and people shorten it: core, 办事处/办/政府 variants, with and
 * without the county, 街 for 街道, the account's name. In the form questions are read in.
 */
export function aliasesOf(office: NamedOffice): Alias[] {
  const bare = bareName(office);
  const full = (ENDINGS[office.kind] ?? ['']).map((ending) => office.core + ending);
  const short = bare === office.core ? [] : (BARE_ENDINGS[office.kind] ?? []).map((ending) => bare + ending);
  const prefixes = prefixesOf(office);
  const aliases: Alias[] = [office.name, ...office.printed, ...full, ...short].map((text) => ({
    text,
    strength: 'full',
  }));
  for (const prefix of prefixes) {
    for (const stem of new Set([...full, ...short, bare])) {
      if (!stem.startsWith(prefix)) aliases.push({ text: prefix + stem, strength: 'full' });
    }
  }
  if (bare !== office.core && bare.length >= 2) aliases.push({ text: bare, strength: 'bare' });
  // 某县公安 for its 公安局: the place before it says that an office is meant.
  const stem = office.kind === '部门' ? office.core.replace(/局$/, '') : office.core;
  if (stem !== office.core && stem.length >= 2) {
    for (const prefix of prefixes) aliases.push({ text: prefix + stem, strength: 'bare' });
  }
  for (const [long, brief] of office.kind === '部门' ? DEPARTMENTS : []) {
    if (!office.core.startsWith(long)) continue;
    const text = brief + office.core.slice(long.length);
    for (const prefix of ['', ...prefixes]) aliases.push({ text: prefix + text, strength: 'full' });
    for (const prefix of prefixes) aliases.push({ text: prefix + text.replace(/局$/, ''), strength: 'bare' });
  }
  for (const account of office.accounts) aliases.push({ text: account, strength: 'account' });
  return aliases.map(({ text, strength }) => ({ text: asRead(text), strength }));
}

/** The part of a name before 街道, 镇, 乡, 县: what people say when they are in a hurry. */
export function bareName(office: Pick<Office, 'core' | 'kind'>): string {
  const bare = office.core.replace(SUFFIXES[office.kind] ?? /$^/, '');
  return bare.length >= 2 ? bare : office.core;
}

/** The name without the word that says what it is, and that word's rank: 审计局 is 审计 and a department. */
export function stemOf(office: Pick<Office, 'core' | 'kind'>): { readonly stem: string; readonly rank: Rank | null } {
  const bare = office.kind === '部门' ? office.core.replace(/局$/, '') : bareName(office);
  return { stem: bare.length >= 2 ? bare : office.core, rank: RANKS[office.kind] ?? null };
}

export interface Region {
  /** As it is written in full: 某某市. */
  readonly name: string;
  /** Every way to write it. */
  readonly forms: readonly string[];
}

/** Province, city and county of an office, largest first, each with and without its 省, 市, 县, 区. */
export function regionsOf(office: Pick<Office, 'province' | 'city' | 'county'>): Region[] {
  return [office.province, office.city, office.county]
    .filter((name) => name !== null)
    .map((name) => {
      const short = name.replace(REGION_ENDING, '');
      return { name, forms: short.length >= 2 && short !== name ? [name, short] : [name] };
    });
}

// --- internal ---

/** As the text of a question is read; characters that reading leaves as they are are not gone through again. */
function asRead(text: string): string {
  return /^[\u4e00-\u9fff]+$/.test(text) ? text : text.normalize('NFKC').toLowerCase().replace(/\s/g, '');
}

const RANKS: Readonly<Partial<Record<Office['kind'], Rank>>> = {
  街道办事处: 'street',
  镇人民政府: 'town',
  乡人民政府: 'village',
  人民政府: 'county',
  部门: 'department',
};

const SUFFIXES: Readonly<Partial<Record<Office['kind'], RegExp>>> = {
  人民政府: /[县市区旗]$/,
  街道办事处: /街道?$/,
  镇人民政府: /镇$/,
  乡人民政府: /乡$/,
};

const ENDINGS: Readonly<Record<Office['kind'], readonly string[]>> = {
  街道办事处: ['', '办事处', '办', '政府'],
  镇人民政府: ['', '人民政府', '政府'],
  乡人民政府: ['', '人民政府', '政府'],
  人民政府: ['', '人民政府', '政府'],
  部门: [''],
  其他: [''],
};
const BARE_ENDINGS: Readonly<Partial<Record<Office['kind'], readonly string[]>>> = {
  街道办事处: ['街道', '街道办事处', '街道办', '街', '办事处', '街办', '办', '政府'],
  镇人民政府: ['人民政府', '政府', '镇办'],
  乡人民政府: ['人民政府', '政府'],
};

/** What departments are called for short: 住建局. */
const DEPARTMENTS: readonly (readonly [long: string, short: string])[] = [
  ['住房和城乡建设', '住建'],
  ['交通运输', '交通'],
  ['人力资源和社会保障', '人社'],
  ['发展和改革', '发改'],
  ['自然资源和规划', '资规'],
  ['农业农村', '农业'],
  ['文化和旅游', '文旅'],
  ['文化体育和旅游', '文旅'],
  ['卫生健康', '卫健'],
  ['市场监督管理', '市监'],
  ['工业和信息化', '工信'],
  ['医疗保障', '医保'],
  ['退役军人事务', '退役军人'],
  ['城市管理', '城管'],
  ['生态环境', '环保'],
];

const REGION_ENDING = /(?:维吾尔自治区|壮族自治区|回族自治区|自治区|特别行政区|自治州|自治县|地区|[省市县区旗州盟])$/;

function prefixesOf(office: NamedOffice): string[] {
  const counties = [office.county, office.city].filter((name) => name !== null);
  const short = counties.filter((name) => name.length >= 3).map((name) => name.slice(0, -1));
  const long = counties.flatMap((name) => [
    name,
    `${name}人民政府`,
    ...(office.province ? [office.province + name] : []),
  ]);
  const both = office.city && office.county ? [office.city + office.county] : [];
  const whole = both.map((place) => (office.province ?? '') + place);
  return [...long, ...short, ...both, ...whole];
}
