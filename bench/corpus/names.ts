import type { Office, OfficeKind } from '../../knowledge/types.js';

/** Made-up offices of a made-up country: provinces bear the real names, everything below them is invented. */

export interface MadeOffice extends Pick<Office, 'core' | 'kind'> {
  readonly province: string;
  readonly city: string;
  readonly county: string;
  /** The part of the name before 街道, 镇, 乡. */
  readonly stem: string;
  /** As its reports are signed: county and name. */
  readonly name: string;
}

/** The office of a number: the same in every run, different for some fifty thousand numbers. */
export function officeAt(index: number): MadeOffice {
  const county = Math.floor(index / TOWNS);
  const town = index % TOWNS;
  const kind = KINDS[town % KINDS.length] ?? '镇人民政府';
  const city = Math.floor(county / 10);
  const first = county * 3 + town;
  const stem = pairOf(first, county * 7 + town * 5);
  const core = stem + SUFFIX[kind].core;
  const countyName = `${distinctPair(county)}县`;
  return {
    province: PROVINCES[Math.floor(city / 12) % PROVINCES.length] ?? '福建省',
    city: `${distinctPair(COUNTIES + city)}市`,
    county: countyName,
    kind,
    stem,
    core,
    name: countyName + core + SUFFIX[kind].rest,
  };
}

/** A made-up village, street or square: two syllables of a large number of pairs. */
export function placeName(random: (below: number) => number): string {
  return pairOf(random(SYLLABLES.length), random(SYLLABLES.length));
}

// --- internal ---

const TOWNS = 15;
const KINDS = ['街道办事处', '镇人民政府', '乡人民政府', '镇人民政府', '街道办事处'] as const;
const SUFFIX: Readonly<Record<(typeof KINDS)[number] & OfficeKind, { core: string; rest: string }>> = {
  街道办事处: { core: '街道', rest: '办事处' },
  镇人民政府: { core: '镇', rest: '人民政府' },
  乡人民政府: { core: '乡', rest: '人民政府' },
};
const SYLLABLES = [
  ...'云龙青石安永新华林河湖金玉溪清沙岩桥凤双江仁义松柏竹梅兰茶坪坑洋埔坂岭峰泉潭塘浦岐屿沧澜瑞祥顺昌隆盛嘉禾丰穗桐枫榕澄溶霞岚栖鹭鹤雁',
];
const PROVINCES =
  '福建省 浙江省 江西省 湖南省 湖北省 广东省 四川省 贵州省 云南省 陕西省 甘肃省 山东省 山西省 河南省 河北省 安徽省 江苏省 辽宁省 吉林省 黑龙江省 海南省 青海省'.split(
    ' ',
  );

/** More counties than that have no names of their own. */
const COUNTIES = 3_600;

/** Each number below the square of the syllables has a pair of its own. */
function distinctPair(number: number): string {
  return pairOf(number, Math.floor(number / SYLLABLES.length));
}

/** Two different syllables. */
function pairOf(first: number, step: number): string {
  const count = SYLLABLES.length;
  return `${SYLLABLES[first % count]}${SYLLABLES[(first + 1 + (step % (count - 1))) % count]}`;
}
