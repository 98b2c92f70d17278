import { type NamedOffice, type Rank, regionsOf } from './office-names.js';
import type { Heard, Spoken } from './office-sounds.js';
import { confused, type Reader } from './pinyin.js';

/** Offices written in Latin letters: pinyin, its initials, and pinyin with an English word for what they are. */

export interface Latin {
  /** Offices named, in the order of the text; names with an office's suffix that are none have no ids. */
  readonly spell: (text: string, alone: boolean) => Heard[];
}

/** Spells every name once. */
export function createLatin(offices: readonly NamedOffice[], spoken: readonly Spoken[], read: Reader): Latin {
  const own = spoken.filter(({ account, rank }) => !account && rank !== null);
  const names = new Map<string, Spoken[]>();
  for (const each of own) for (const name of spellings(each.syllables)) push(names, name, each);
  const initials = new Map<string, Spoken[]>();
  for (const each of own) {
    const word = [...each.syllables, ...read(each.office.core.slice(each.name.length))].map((s) => s[0]).join('');
    if (word.length >= MIN_INITIALS) push(initials, word, each);
  }
  const places = placesOf(offices, read);
  const maxWords = 8;

  const parse = (letters: string): Spoken[] | null => {
    for (let cut = letters.length; cut >= 2; cut--) {
      const tail = letters.slice(cut);
      const ranks = tail === '' ? null : TAILS.get(tail);
      if (ranks === undefined) continue;
      const fitting = named(letters.slice(0, cut)).filter(
        ({ rank }) => ranks === null || (rank !== null && ranks.includes(rank)),
      );
      const possible = ranks === null ? fitting.filter(({ rank }) => rank !== 'department') : fitting;
      if (possible.length > 0) return possible;
    }
    return null;
  };

  /** Names, with or without places before them. */
  const named = (letters: string): readonly Spoken[] => {
    const plain = names.get(letters);
    if (plain) return plain;
    for (let cut = 3; cut <= letters.length - 3; cut++) {
      const ids = places.get(letters.slice(0, cut));
      const found = ids ? named(letters.slice(cut)).filter(({ office }) => ids.has(office.id)) : [];
      if (found.length > 0) return found;
    }
    return [];
  };

  const near = (letters: string, ranks: readonly Rank[]): Spoken[] => {
    const loose = confusedLetters(letters);
    return own.filter(
      ({ syllables, rank }) =>
        syllables.join('') === letters ||
        (rank !== null &&
          ranks.includes(rank) &&
          (syllables.map(confused).join('') === loose || oneApart(syllables.join(''), letters))),
    );
  };

  const readRun = (run: Run, text: string, alone: boolean): Heard[] => {
    const heard: Heard[] = [];
    const { words } = run;
    for (let from = 0; from < words.length; ) {
      let next = from + 1;
      for (let to = Math.min(words.length, from + maxWords); to > from; to--) {
        const part = words.slice(from, to);
        const letters = part.map(({ letters: l }) => l).join('');
        const found = parse(letters) ?? (part.length === 1 ? fromInitials(letters, part[0], text) : null);
        const bare = found?.some(({ syllables }) => syllables.join('') === letters);
        const ordinary = !alone || letters.length < MIN_BARE || WORDS.has(letters);
        if (!found || (bare && (ordinary || TAILS.has(words[to]?.letters ?? '')))) continue;
        const elsewhere = strangePlace(words.slice(0, from));
        heard.push({ ...mention(part, found), sure: !elsewhere });
        next = to;
        break;
      }
      from = next;
    }
    return heard;
  };

  /** A city or county before the name in which none of the offices lies. */
  const strangePlace = (before: readonly Word[]): boolean => {
    const [place, kind] = before.slice(-2).map(({ letters }) => letters);
    return /^(?:city|county|district|shi|xian|qu)$/.test(kind ?? '') && !places.has(place ?? '');
  };

  const fromInitials = (letters: string, word: Word | undefined, text: string): Spoken[] | null => {
    const behind = text.slice(word?.end ?? 0);
    const standsAlone = /^(?:\s?(?:19|20)?\d{2}(?!\d)|[\s，。?？]*$|\s?[\u4e00-\u9fa5])/.test(behind);
    return standsAlone ? (initials.get(letters) ?? null) : null;
  };

  /** Words before 街道, town … that are nobody's name: another office, or a misspelt one of ours. */
  const foreign = (run: Run, heard: readonly Heard[]): Heard[] =>
    run.words.flatMap((word, at) => {
      const ranks = TAILS.get(word.letters);
      const before = run.words[at - 1];
      if (!ranks || !before || STOP.has(before.letters) || TAILS.has(before.letters)) return [];
      if (heard.some(({ start, end }) => start < word.end && word.start < end)) return [];
      const from = Math.max(0, run.words.slice(0, at).findLastIndex(({ letters }) => STOP.has(letters)) + 1, at - 3);
      const part = run.words.slice(from, at);
      const all = part.map(({ letters }) => letters).join('');
      if (all.length < 4) return [];
      const meant = near(all, ranks).concat(near(before.letters, ranks));
      return [{ ...mention([...part, word], meant), sure: false }];
    });

  return {
    spell(text, alone) {
      return runsOf(text).flatMap((run) => {
        const heard = readRun(run, text, alone);
        return [...heard, ...foreign(run, heard)];
      });
    },
  };
}

// --- internal ---

const MIN_INITIALS = 3;
const MIN_BARE = 4;

/** What stands behind a name: pinyin and English. */
const TAILS: ReadonlyMap<string, readonly Rank[]> = new Map(
  (
    [
      [
        'street',
        'jiedao jiedaobanshichu jiedaoban banshichu jieban 街道 街道办事处 街道办 办事处 subdistrict subdistrictoffice street streetoffice',
      ],
      ['town', 'zhen zhenzhengfu zhenrenminzhengfu 镇 镇政府 镇人民政府 town towngovernment'],
      ['village', 'xiang xiangzhengfu xiangrenminzhengfu 乡 乡政府 乡人民政府 township townshipgovernment'],
      [
        'county',
        'xian xianzhengfu xianrenminzhengfu shizhengfu quzhengfu 县 县政府 县人民政府 county countygovernment',
      ],
      ['department', 'ju 局 bureau'],
    ] as const
  ).flatMap(([rank, words]) => words.split(' ').map((word) => [word, [rank]] as const)),
);

/** Words in front of which no name begins. */
const STOP = new Set(
  'the a an this that which what each every any all my our your their how many much of in for by did does do is are was were has have other local per to at and or vs with from about tell me show compare between total'.split(
    ' ',
  ),
);
/** Pinyin of what is asked, and English words: no names unless a suffix says so. */
const WORDS = new Set(
  'shenqing gongkai zhudong zhudonggongkai fensi gongzhonghao caigou susong fuyi nianbao duoshao xinxi shouli data date name line done gone china panda change'.split(
    ' ',
  ),
);

interface Word {
  readonly start: number;
  readonly end: number;
  readonly letters: string;
}
interface Run {
  readonly words: readonly Word[];
}

/** Words with nothing but spaces, hyphens and apostrophes between them; a Chinese suffix directly behind belongs to them. */
function runsOf(text: string): Run[] {
  const flat = text.replace(/[\u00c0-\u024f]/g, (char) => char.normalize('NFD')[0] ?? char);
  const runs: Word[][] = [];
  const WORD =
    /[a-z]+|(?<=[a-z])(?:街道办事处|街道办|街道|办事处|镇人民政府|镇政府|镇|乡人民政府|乡政府|乡|县人民政府|县政府|县|局)/g;
  for (const match of flat.matchAll(WORD)) {
    const word = { start: match.index, end: match.index + match[0].length, letters: match[0] };
    const last = runs.at(-1);
    const before = last?.at(-1);
    if (last && before && /^[ '’-]*$/.test(flat.slice(before.end, word.start))) last.push(word);
    else runs.push([word]);
  }
  // sub-district is one word.
  return runs.map((words) => ({
    words: words.flatMap((word, at) => {
      if (word.letters === 'sub' && words[at + 1]?.letters === 'district') return [];
      const joined = word.letters === 'district' && words[at - 1]?.letters === 'sub' ? words[at - 1] : undefined;
      return [joined ? { start: joined.start, end: word.end, letters: 'subdistrict' } : word];
    }),
  }));
}

function mention(words: readonly Word[], found: readonly Spoken[]): Heard {
  const ids = [...new Set(found.map(({ office }) => office.id))];
  return {
    start: words[0]?.start ?? 0,
    end: words.at(-1)?.end ?? 0,
    ids,
    account: false,
    sure: ids.length > 0,
    bare: false,
  };
}

/** ü is typed v, u or yu. */
function spellings(syllables: readonly string[]): string[] {
  const plain = syllables.join('');
  return [...new Set([plain, plain.replaceAll('v', 'u'), plain.replaceAll('v', 'yu')])];
}

function placesOf(offices: readonly NamedOffice[], read: Reader): ReadonlyMap<string, ReadonlySet<number>> {
  const ids = new Map<string, Set<number>>();
  for (const office of offices) {
    for (const form of regionsOf(office).flatMap(({ forms }) => forms)) {
      const known = ids.get(form);
      if (known) known.add(office.id);
      else ids.set(form, new Set([office.id]));
    }
  }
  return new Map([...ids].map(([form, each]) => [read(form).join(''), each]));
}

function confusedLetters(letters: string): string {
  return letters.replace(/([zcs])h/g, '$1').replace(/ng(?![aeiou])/g, 'n');
}

/** One letter wrong, missing or too many. */
function oneApart(name: string, said: string): boolean {
  if (Math.abs(name.length - said.length) > 1 || name.length < 6) return false;
  let from = 0;
  while (from < name.length && name[from] === said[from]) from++;
  let back = 0;
  while (back < Math.min(name.length, said.length) - from && name.at(-1 - back) === said.at(-1 - back)) back++;
  return Math.max(name.length, said.length) - from - back <= 1;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
