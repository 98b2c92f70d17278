import Fuse from 'fuse.js';
import type { Office } from './types.js';

/** Finding offices in a sentence: a trie knows every alias and says all offices it may mean; fuse.js only what the trie misses. */

export interface NamedOffice extends Office {
  readonly id: number;
  /** Names of its public accounts. */
  readonly accounts: readonly string[];
}

export interface OfficeMention {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Every office the words may mean. */
  readonly ids: readonly number[];
  /** True where the words are the name of a public account and no office's own name. */
  readonly account: boolean;
}

export interface OfficeFinder {
  /** Mentions in the order of the text, longest match first; a bare short form only where the context allows it. */
  readonly find: (text: string) => OfficeMention[];
  /** Offices whose core name is near a name that is none of ours (a typo), best first; empty when none is near. */
  readonly near: (name: string) => NamedOffice[];
}

/**
 * Builds the finder over all known offices.
 * Short forms follow reports as printed: core, 办事处/办/政府 variants, with and without the county, the account's name.
 */
export function createOfficeFinder(offices: readonly NamedOffice[]): OfficeFinder {
  const root = node();
  for (const office of offices) {
    for (const alias of aliasesOf(office)) add(root, alias, office.id);
  }
  const fuse = new Fuse(offices, { keys: ['core'], threshold: 0.5, includeScore: true, ignoreLocation: true });
  return {
    find: (text) => scan(root, text),
    near: (name) =>
      fuse
        .search(name)
        .filter((hit) => sharesHalf(name, hit.item.core))
        .slice(0, 5)
        .map((hit) => hit.item),
  };
}

/** The part of a name before 街道, 镇, 乡: what people say when they are in a hurry. */
export function bareName(office: Pick<Office, 'core' | 'kind'>): string {
  const suffix = SUFFIXES[office.kind] ?? '';
  return suffix && office.core.endsWith(suffix) && office.core.length > suffix.length + 1
    ? office.core.slice(0, -suffix.length)
    : office.core;
}

// --- internal ---

type Strength = 'full' | 'bare' | 'account';
interface Alias {
  readonly text: string;
  readonly strength: Strength;
}
interface Node {
  readonly next: Map<string, Node>;
  readonly ends: Map<number, Strength>;
}

const SUFFIXES: Readonly<Partial<Record<Office['kind'], string>>> = {
  人民政府: '县',
  街道办事处: '街道',
  镇人民政府: '镇',
  乡人民政府: '乡',
};
const ENDINGS: Readonly<Record<Office['kind'], readonly string[]>> = {
  街道办事处: ['', '办事处', '办'],
  镇人民政府: ['', '人民政府', '政府'],
  乡人民政府: ['', '人民政府', '政府'],
  人民政府: ['', '人民政府', '政府'],
  部门: [''],
  其他: [''],
};
const BARE_ENDINGS: Readonly<Partial<Record<Office['kind'], readonly string[]>>> = {
  街道办事处: ['办事处', '街办', '办'],
  镇人民政府: ['人民政府', '政府'],
  乡人民政府: ['人民政府', '政府'],
};

function aliasesOf(office: NamedOffice): Alias[] {
  const bare = bareName(office);
  const full = (ENDINGS[office.kind] ?? ['']).map((ending) => office.core + ending);
  const short = bare === office.core ? [] : (BARE_ENDINGS[office.kind] ?? []).map((ending) => bare + ending);
  const prefixes = countyPrefixes(office);
  const aliases: Alias[] = [office.name, ...office.printed, ...full, ...short].map((text) => ({
    text,
    strength: 'full',
  }));
  for (const prefix of prefixes) {
    for (const stem of [...full, ...short, bare]) {
      if (!stem.startsWith(prefix)) aliases.push({ text: prefix + stem, strength: 'full' });
    }
  }
  if (bare !== office.core && bare.length >= 2) aliases.push({ text: bare, strength: 'bare' });
  for (const [long, short] of office.kind === '部门' ? DEPARTMENTS : []) {
    if (office.core.startsWith(long)) aliases.push(...withPrefixes(short + office.core.slice(long.length), prefixes));
  }
  for (const account of office.accounts) aliases.push({ text: account, strength: 'account' });
  return aliases.map((alias) => ({ ...alias, text: alias.text.normalize('NFKC').toLowerCase().replace(/\s/g, '') }));
}

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

function withPrefixes(text: string, prefixes: readonly string[]): Alias[] {
  return ['', ...prefixes].map((prefix) => ({ text: prefix + text, strength: 'full' }));
}

function countyPrefixes(office: NamedOffice): string[] {
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

function node(): Node {
  return { next: new Map(), ends: new Map() };
}

function add(root: Node, alias: Alias, id: number): void {
  if (alias.text.length < 2) return;
  let at = root;
  for (const char of alias.text) {
    const next = at.next.get(char) ?? node();
    at.next.set(char, next);
    at = next;
  }
  const before = at.ends.get(id);
  if (before === undefined || rank(alias.strength) > rank(before)) at.ends.set(id, alias.strength);
}

function rank(strength: Strength): number {
  return { bare: 0, account: 1, full: 2 }[strength];
}

function scan(root: Node, text: string): OfficeMention[] {
  const found: OfficeMention[] = [];
  for (let start = 0; start < text.length; ) {
    const mention = longestAt(root, text, start, found.at(-1)?.end ?? -1);
    if (mention) found.push(mention);
    start = mention ? mention.end : start + 1;
  }
  return found;
}

function longestAt(root: Node, text: string, start: number, previousEnd: number): OfficeMention | null {
  let at: Node | undefined = root;
  let best: OfficeMention | null = null;
  for (let end = start; at && end <= text.length; end++) {
    if (at.ends.size > 0) {
      const words = text.slice(start, end);
      const strong = [...at.ends].filter(([, strength]) => strength !== 'bare');
      const ends = strong.length > 0 ? strong : [...at.ends];
      if (strong.length > 0 || bareAllowed(text, start, end, previousEnd)) {
        best = {
          start,
          end,
          text: words,
          ids: ends.map(([id]) => id),
          account: ends.every(([, strength]) => strength === 'account'),
        };
      }
    }
    at = at.next.get(text[end] ?? '');
  }
  return best;
}

/** What may stand directly before a bare short form: nothing, a year, a connecting word, another office. */
const BEFORE =
  /(?:^|[\s\p{P}\p{S}\d年和与跟及或比对看查问说换成到是把从在请那呢啊嗯吗呀吧嘛向去来给被让由问]|(?:多少|几)[件条个篇次人场期份项宗名]|一下|关于|帮我|我想|我要|就是|那个|这个|告诉我|想问|咨询)$/u;
/** What may not stand directly behind: the rest of another word or place name. */
const BEHIND =
  /^(?:市(?!长)|[省县区州路村河山湖寺庙桥站]|社区|公园|广场|[中小]学|医院|镇(?!长)|乡|街道|乡村|战略|中华|经济|之路|文化)/;

/** Boundary rule of short names (reports in the wild 5.3): a short name must not be cut out of longer words. */
function bareAllowed(text: string, start: number, end: number, previousEnd: number): boolean {
  const before = text.slice(0, start);
  if (start !== previousEnd && !BEFORE.test(before)) return false;
  if (BEHIND.test(text.slice(end))) return false;
  return atWordBoundary(text, start) && atWordBoundary(text, end);
}

let segmenter: Intl.Segmenter | undefined;

function atWordBoundary(text: string, at: number): boolean {
  if (at === 0 || at === text.length) return true;
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  for (const { index } of segmenter.segment(text)) {
    if (index === at) return true;
    if (index > at) return false;
  }
  return false;
}

/** A typo keeps at least half of the characters; anything less is another place. */
function sharesHalf(name: string, core: string): boolean {
  const [said, known] = [withoutSuffix(name), withoutSuffix(core)];
  const shared = [...new Set(said)].filter((char) => known.includes(char)).length;
  return shared * 2 >= new Set(known).size && Math.abs(said.length - known.length) <= 1;
}

function withoutSuffix(name: string): string {
  return name.replace(/(?:街道办事处|街道办|街道|镇人民政府|镇政府|镇|乡|局)$/, '');
}
