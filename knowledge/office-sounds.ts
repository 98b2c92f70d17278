import { type NamedOffice, type Rank, regionsOf, stemOf } from './office-names.js';
import type { Stretch } from './office-stretches.js';
import { confused, type Reader } from './pinyin.js';

/** Names by their sound: what was written may be another office's name in other characters. */

export interface Heard {
  readonly start: number;
  readonly end: number;
  /** The offices it may mean, likeliest first. */
  readonly ids: readonly number[];
  readonly account: boolean;
  /** True where the sound is the same and no other name is near: the name may be taken for the office's. */
  readonly sure: boolean;
  /** Two characters without a suffix or a place: they may be a word of the language. */
  readonly bare: boolean;
}

export interface Spoken {
  readonly office: NamedOffice;
  readonly name: string;
  readonly rank: Rank | null;
  readonly account: boolean;
  readonly syllables: readonly string[];
}

export interface Sounds {
  readonly spoken: readonly Spoken[];
  /** What sounds like the stretches: the longest at each place, in the order of the text. */
  readonly hear: (text: string, stretches: readonly Stretch[]) => Heard[];
}

/** Reads every name once. */
export function createSounds(offices: readonly NamedOffice[], read: Reader): Sounds {
  const spoken = offices.flatMap((office) => spokenOf(office, read));
  const sounding = groupBy(spoken, ({ syllables }) => [syllables.join(' ')]);
  const patterns = groupBy(spoken, ({ name }) => patternsOf(name));

  const judge = (text: string, stretch: Stretch): Heard | null => {
    const name = text.slice(stretch.start, stretch.nameEnd);
    const syllables = read(text.slice(stretch.start, stretch.end)).slice(0, name.length);
    const possible = [
      ...(sounding.get(syllables.join(' ')) ?? []),
      ...patternsOf(name).flatMap((p) => patterns.get(p) ?? []),
    ];
    const place = text.slice(stretch.placeStart, stretch.start);
    const suffix = text.slice(stretch.nameEnd, stretch.end);
    const known = new Map<Spoken, number>();
    for (const each of possible) {
      const cost = costOf(name, syllables, each);
      if (cost !== null && fits(each, stretch, suffix, place)) known.set(each, cost);
    }
    const costs = [...known.values()];
    const best = Math.min(...costs);
    if (costs.length === 0) return null;
    const near = [...known].filter(([, cost]) => cost < best + MARGIN).sort((a, b) => a[1] - b[1]);
    // 新 for 兴 is a slip of the ear where the suffix stands there; 蓝 for 南 may be another place.
    const slip = best < CONFUSED || stretch.ranks !== null;
    const names = new Set(near.map(([each]) => each.name + (each.rank ?? '')));
    return {
      start: stretch.placeStart,
      end: stretch.end,
      ids: [...new Set(near.map(([{ office }]) => office.id))],
      account: near.every(([each]) => each.account),
      sure: names.size === 1 && slip && best < UNLIKE,
      bare: stretch.ranks === null && place === '' && name.length === 2,
    };
  };

  return {
    spoken,
    hear(text, stretches) {
      const heard: Heard[] = [];
      const ordered = stretches.filter(({ bounded }) => bounded);
      for (const stretch of ordered.sort((a, b) => a.placeStart - b.placeStart || b.end - a.end)) {
        if (heard.some(({ start, end }) => stretch.placeStart < end && start < stretch.end)) continue;
        const one = judge(text, stretch);
        if (one) heard.push(one);
      }
      return heard;
    },
  };
}

// --- internal ---

/** Same sound in another character. */
const SAME_SOUND = 0.2;
/** One character that differs in its n or ng, the others as written. */
const CONFUSED = 0.4;
/** The same where the beginning is confused as well: asked about. */
const UNLIKE = 0.6;
/** How much nearer than the next the best must be. */
const MARGIN = 0.25;

function spokenOf(office: NamedOffice, read: Reader): Spoken[] {
  const { stem, rank } = stemOf(office);
  const own = /^[\u4e00-\u9fa5]{2,}$/.test(stem)
    ? [{ office, name: stem, rank, account: false, syllables: read(office.core).slice(0, stem.length) }]
    : [];
  const accounts = office.accounts
    .filter((name) => /^[\u4e00-\u9fa5]{3,}$/.test(name))
    .map((name) => ({ office, name, rank: null, account: true, syllables: read(name) }));
  return [...own, ...accounts];
}

/** The name with one character left open. */
function patternsOf(name: string): string[] {
  return [...name].map((_, index) => `${name.slice(0, index)}*${name.slice(index + 1)}`);
}

/** How far the written name is from the office's; null where it does not sound like it. */
function costOf(name: string, syllables: readonly string[], known: Spoken): number | null {
  if (name.length !== known.name.length) return null;
  const other = [...name].flatMap((char, index) => (char === known.name[index] ? [] : [index]));
  if (other.every((index) => syllables[index] === known.syllables[index])) return other.length * SAME_SOUND;
  const [only] = other;
  if (other.length !== 1 || only === undefined) return null;
  const [said = '', meant = '?'] = [syllables[only], known.syllables[only]];
  if (said.replace(/ng$/, 'n') === meant.replace(/ng$/, 'n')) return CONFUSED;
  return confused(said) === confused(meant) ? UNLIKE : null;
}

/** The suffix that was said must be the office's, and the place before it must be where it lies. */
function fits({ office, rank, account }: Spoken, { ranks }: Stretch, suffix: string, place: string): boolean {
  if (account) return ranks === null && place === '';
  if (ranks && !(rank && ranks.includes(rank))) return false;
  // 县 is no 市.
  if (rank === 'county' && /^[县市区旗]/.test(suffix) && suffix[0] !== office.core.at(-1)) return false;
  // 审计 alone is a word, not a department.
  if (!ranks && rank === 'department') return false;
  const said = place.replace(/(?:人民)?政府/g, '');
  return said === '' || partsInOrder(said, office);
}

function partsInOrder(said: string, office: NamedOffice): boolean {
  let rest = said;
  for (const { forms } of regionsOf(office)) {
    const form = forms.find((each) => rest.startsWith(each));
    if (form) rest = rest.slice(form.length);
  }
  return rest === '';
}

function groupBy<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}
