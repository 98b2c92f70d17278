import { compact } from '../knowledge/text.js';
import type { Office, OfficeKind } from '../knowledge/types.js';

/** What a printed name of an office says about it. */
export type OfficeName = Omit<Office, 'printed'>;

/**
 * Reads a printed name: regions from the outermost in (某省某市某县), a superior 人民政府 left out, then the name
 * proper by kind. One office has many printed forms (某市人民政府某某街道办事处, 某市某某街道, 某某街道办事处); all give
 * one `core`. A single region is the county: a prefecture is told from a county only where both stand there.
 * Null where the text is no name of an office.
 */
export function parseOffice(text: string): OfficeName | null {
  const plain = compact(text).replace(/^[“"《]+|[”"》]+$|（(?:盖章|公章|印章|章)）$|文件$/g, '');
  if (!/^[\p{Script=Han}（）、·]{2,40}$/u.test(plain) || SELF.test(plain)) return null;
  for (const { regions, rest } of regionSplits(plain)) {
    const office = parseProper(regions, rest);
    if (office !== null) return office;
  }
  return null;
}

/** The same office with what another printed form of it, or the text, says about where it is. */
export function withRegion(
  office: OfficeName,
  more: Partial<Pick<OfficeName, 'province' | 'city' | 'county'>>,
): OfficeName {
  const province = office.province ?? more.province ?? null;
  const city = office.city ?? more.city ?? null;
  const county = office.county ?? more.county ?? null;
  const known = office.county ?? office.city ?? office.province;
  const place = known === null ? (county ?? city ?? province ?? '') : '';
  return { ...office, name: `${place}${office.name}`, province, city, county };
}

/**
 * The county printed directly before a name anywhere in a text (地址：某市某某镇…); the most frequent one. Null where
 * the name never stands behind a county.
 */
export function countyBefore(core: string, text: string): string | null {
  const votes = new Map<string, number>();
  const plain = compact(text.replaceAll('\n', '|'));
  for (let at = plain.indexOf(core); at >= 0; at = plain.indexOf(core, at + core.length)) {
    const before = plain.slice(Math.max(0, at - 24), at).replace(/人民政府$/, '');
    const county = lastRegion(before);
    if (county !== null) votes.set(county.name, (votes.get(county.name) ?? 0) + (county.certain ? 10 : 1));
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** Every form of the office's name printed in a text, white space removed. */
export function printedForms(office: OfficeName, text: string): string[] {
  const places = [office.province, office.city, office.county].filter(
    (place) => place !== null && place !== office.core,
  );
  const region = places.map((place) => `(?:${place})?`).join('');
  const bare = office.core.replace(/街道$/, '街道?');
  const form = new RegExp(`${region}(?:人民政府)?${bare}(?:人民政府|政府|办事处|管理委员会|管委会)?`, 'g');
  return [...new Set(compact(text).match(form) ?? [])].filter((printed) => printed.includes(office.core));
}

/** The one province a text names; null where it names none or several. */
export function onlyProvince(text: string): string | null {
  const named = new Set(compact(text).match(PROVINCE_IN_TEXT) ?? []);
  return named.size === 1 ? ([...named][0] ?? null) : null;
}

// --- internal ---

/** How an office of a kind is printed after its regions; the first match counts. `core` is what people say. */
interface Pattern {
  readonly kind: OfficeKind;
  readonly pattern: RegExp;
  readonly core: (match: RegExpExecArray) => string;
  /** What the canonical name adds to the core. */
  readonly suffix: string | ((match: RegExpExecArray) => string);
  /** True where the name alone is too weak and must stand behind a region. */
  readonly needsRegion?: boolean;
}

const OFFICE_ROOM = '(?:党政(?:综合)?(?:办公室|办)|党政和人大办公室|综合办公室|办公室|党工委|党委)?';
const named = (match: RegExpExecArray) => match[1] ?? '';

const PATTERNS: readonly Pattern[] = [
  {
    kind: '街道办事处',
    pattern: new RegExp(`^(?:人民政府)?(.{1,10}?街道)(?:办事处|街道办|办)?${OFFICE_ROOM}$`),
    core: named,
    suffix: '办事处',
  },
  {
    kind: '街道办事处',
    pattern: /^(?:人民政府)?(?!驻)(.{1,8}?地区)办事处$/,
    core: named,
    suffix: '办事处',
  },
  {
    kind: '街道办事处',
    pattern: /^(?:人民政府)?(?!驻|街?道?办事处)(.{1,8}?)办事处$/,
    core: (match) => streetOf(named(match)),
    suffix: '办事处',
  },
  {
    kind: '街道办事处',
    pattern: /^(.{1,5}街)$/,
    core: (match) => streetOf(named(match)),
    suffix: '办事处',
    needsRegion: true,
  },
  {
    kind: '镇人民政府',
    pattern: new RegExp(`^(?:人民政府)?(.{1,10}?镇)(?:人民政府|政府)?${OFFICE_ROOM}$`),
    core: named,
    suffix: '人民政府',
  },
  {
    kind: '乡人民政府',
    pattern: new RegExp(`^(?:人民政府)?(.{1,12}?(?:乡|苏木))(?:人民政府|政府)?${OFFICE_ROOM}$`),
    core: named,
    suffix: '人民政府',
  },
  {
    kind: '其他',
    pattern:
      /^(?:人民政府)?(.{2,16}?(?:管理区|开发区|高新区|工业区|投资区|园区|新区|示范区|度假区|保税区|试验区|林区|农场|林场))(管理委员会|管委会)?$/,
    core: named,
    suffix: (match) => match[2] ?? '',
  },
  {
    kind: '部门',
    pattern:
      /^(人民政府办公[厅室](?:（[^）]*）)?|(?!人民政府|管理委员会|管委会|.*办事处).{2,24}(?:局|厅|委员会|委|办公室|办公厅|中心|分局|支队|大队|总队|管委会|署|站|处|院|馆|社|会|部))$/,
    core: (match) => withoutLevel(named(match)).replace(/^政府办公/, '人民政府办公'),
    suffix: '',
  },
  { kind: '部门', pattern: /^人民政府(.{2,24}(?:局|厅|委员会|委|办公室|中心))$/, core: named, suffix: '' },
];

const SELF = /^(?:我|本|全|各|该|贵)/;
const MUNICIPALITIES = '北京|天津|上海|重庆';
const PROVINCE = new RegExp(`(?:省|自治区|特别行政区)$|^(?:${MUNICIPALITIES})市$`);
const PROVINCE_IN_TEXT = new RegExp(
  `(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)省|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区|(?:${MUNICIPALITIES})市`,
  'g',
);
/** Areas that are run by a committee and not by a people's government. */
const NO_GOVERNMENT = /(?:管理|开发|高新|工业|园|投资|示范|度假|保税|试验|林)区$|新城$/;

/**
 * One region at the start of a text. A suffix does not end the name where the next character shows that it goes on:
 * 甘州|区, 沙市|区, 红旗|街道; 津市市 is the one name with its suffix in it.
 */
const REGION =
  /^(?:津市市|.{2,14}?自治(?:区|州|县|旗)|.{1,6}?(?:省|特别行政区|市(?!区)|县|(?<![社小辖校景])区|地区|州(?=.{1,6}[市县])(?!区|市|县)|盟(?=.{1,6}[旗县市])|旗(?![镇街杆]|[区县](?![级域划])|乡(?![村镇]))|新城(?![区县镇乡街路])))/;
const CITY_LEVEL = /(?:自治州|州|盟|地区)$/;

/** What offices are in charge of that begins like a region, or like the level of one: 城市管理局, 市场监督管理局. */
const NO_REGION =
  /^(?:城市|市场|市政(?:管理|工程|公用|设施|园林|建设|养护|市容|[局处])|市容|市民(?:中心|服务)|[省市州县区]级|[县区]域|区划|[城市]区(?:改造|建设|管理))/;

/** 市审计局 is the 审计局 of a city; 市场监督管理局 has no level in front. */
function withoutLevel(name: string): string {
  return NO_REGION.test(name) ? name : name.replace(/^[省市县区州](?=.{3})/, '');
}

/** All ways to take regions off the start, the longest chain first. */
function regionSplits(text: string): { regions: string[]; rest: string }[] {
  const splits = [{ regions: [] as string[], rest: text }];
  for (let last = splits[0]; last !== undefined && last.rest !== '' && !NO_REGION.test(last.rest); ) {
    const region: string | undefined = REGION.exec(last.rest)?.[0];
    if (region === undefined) break;
    last = { regions: [...last.regions, region], rest: last.rest.slice(region.length) };
    splits.unshift(last);
  }
  return splits;
}

function parseProper(regions: readonly string[], rest: string): OfficeName | null {
  const place = placeOf(regions);
  const nearest = place.county ?? place.city ?? place.province;
  if (/^(?:人民政府|政府)?$/.test(rest)) {
    if (nearest === null) return null;
    if (!NO_GOVERNMENT.test(nearest)) return { name: `${nearest}人民政府`, core: nearest, kind: '人民政府', ...place };
    return null;
  }
  for (const { kind, pattern, core, suffix, needsRegion } of PATTERNS) {
    const match = pattern.exec(rest);
    if (match === null || (needsRegion === true && nearest === null)) continue;
    const own = core(match);
    const full = `${nearest ?? ''}${own}${typeof suffix === 'string' ? suffix : suffix(match)}`;
    return { name: full, core: own, kind, ...place };
  }
  return null;
}

function placeOf(regions: readonly string[]): Pick<OfficeName, 'province' | 'city' | 'county'> {
  const province = regions.find((region) => PROVINCE.test(region)) ?? null;
  const below = regions.filter((region) => region !== province);
  const last = below.at(-1) ?? null;
  if (last !== null && below.length === 1 && CITY_LEVEL.test(last)) return { province, city: last, county: null };
  return { province, city: below.length > 1 ? (below[0] ?? null) : null, county: last };
}

/** 某某 or 某某街 as short for 某某街道; a one-character name keeps its 街: 北街 is 北街街道. */
function streetOf(name: string): string {
  if (name.endsWith('街道')) return name;
  return name.endsWith('街') && name.length > 2 ? `${name}道` : `${name}街道`;
}

/** Characters no name of a region has. */
const NEVER_IN_NAME = /[与请在的是由按将即系]/;
/** Characters a name may begin after. */
const FUNCTION_WORD = /[与和及请在向对为是到的由于经按将往至即系找距照据过了进入]/;

/** The region a text ends with; certain where punctuation, the start or another region stands before it. */
function lastRegion(text: string): { name: string; certain: boolean } | null {
  const options = [2, 3, 4, 5, 6, 7].flatMap((length) => {
    const name = text.slice(-length);
    const left = text.at(-length - 1) ?? '';
    if (
      name.length < length ||
      !/^[\p{Script=Han}]+[市县区旗]$/u.test(name) ||
      SELF.test(name) ||
      NEVER_IN_NAME.test(name)
    )
      return [];
    if (REGION.exec(name)?.[0] !== name) return [];
    const certain = left === '' || !/\p{Script=Han}/u.test(left) || /[省市州盟]/.test(left);
    return certain || FUNCTION_WORD.test(left) ? [{ name, certain }] : [];
  });
  return options.find((option) => option.certain) ?? options.find((option) => option.name.length > 2) ?? null;
}
