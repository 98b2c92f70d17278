import type { NamedOffice, Rank } from './office-names.js';
import type { Spoken } from './office-sounds.js';
import { confused, type Reader } from './pinyin.js';

/** Offices a name that is none of ours may have meant: asked about, never taken. */

/** Longest names are ranked by fuse.js; it slows with the number of names, so only the nearest are given to it. */
const PREFILTERED = 50;
const MAX_NEAR = 5;

/** Builds the search; `near` gives the offices best first, none where nothing is near. */
export async function createNear(
  all: readonly Spoken[],
  read: Reader,
): Promise<(name: string) => readonly NamedOffice[]> {
  const { default: Fuse } = await import('fuse.js');
  const spoken = all.filter(({ account }) => !account);
  const bySound = new Map<string, number[]>();
  for (const [at, { syllables }] of spoken.entries()) {
    for (const sound of new Set(syllables.map(confused))) {
      const others = bySound.get(sound);
      if (others) others.push(at);
      else bySound.set(sound, [at]);
    }
  }

  /** The names that share most sounds with what was said. */
  const prefilter = (sounds: readonly string[]): Spoken[] => {
    const shared = new Map<number, number>();
    for (const sound of new Set(sounds)) {
      for (const at of bySound.get(sound) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
    }
    const ranked = [...shared].sort((a, b) => b[1] - a[1]).slice(0, PREFILTERED);
    return ranked.flatMap(([at]) => spoken[at] ?? []);
  };

  return (name) => {
    const said = readName(name, read);
    if (said.stem.length < 2) return [];
    const possible = prefilter(said.syllables.map(confused));
    const costs = possible.flatMap((each) => {
      const cost = distance(said, each);
      return cost === null ? [] : [{ each, cost }];
    });
    const best = Math.min(...costs.map(({ cost }) => cost));
    const aligned = costs.filter(({ cost }) => cost <= best + CLOSE).sort((a, b) => a.cost - b.cost);
    if (aligned.length > 0) return unique(aligned.map(({ each }) => each.office));
    if (said.stem.length < LONG) return [];
    const sameRank = possible.filter(({ rank, name: other }) => rank === said.rank && other.length >= LONG);
    const fuse = new Fuse(sameRank, { keys: ['name', { name: 'syllables', weight: 0.5 }], threshold: 0.35 });
    return unique(fuse.search(said.stem).map(({ item }) => item.office));
  };
}

// --- internal ---

const LONG = 4;
/** Offices this close to the nearest are offered with it. */
const CLOSE = 0.4;

interface Said {
  readonly stem: string;
  readonly rank: Rank | null;
  readonly syllables: readonly string[];
}

const ENDINGS: readonly (readonly [pattern: RegExp, rank: Rank | null])[] = [
  [/(?:街道办事处|街道办|街道|办事处|街办|街|办)$/, 'street'],
  [/镇(?:人民)?(?:政府)?$/, 'town'],
  [/乡(?:人民)?(?:政府)?$/, 'village'],
  [/[省县市区旗](?:人民)?(?:政府)?$/, 'county'],
  [/局$/, 'department'],
];

function readName(name: string, read: Reader): Said {
  const ending = ENDINGS.find(([pattern]) => pattern.test(name));
  const stem = ending ? name.replace(ending[0], '') : name;
  return { stem, rank: ending?.[1] ?? null, syllables: read(name).slice(0, stem.length) };
}

/**
 * How far what was said is from a name, or null where it is another place. One character of two may differ where the
 * other is written alike and the suffix is the office's; in longer names one may differ, be missing or too many.
 */
function distance(said: Said, known: Spoken): number | null {
  const mismatch = said.rank !== null && said.rank !== known.rank;
  // A county is no town of its name, a department no place.
  if (mismatch && [said.rank, known.rank].some((rank) => rank === 'county' || rank === 'department')) return null;
  const extra = said.stem.length - known.name.length;
  // What stands before the name may belong to the sentence: only the end is compared.
  if (extra >= 0) {
    const cost = aligned(said, known, extra);
    if (cost !== null && (extra === 0 || cost < 1)) {
      if (cost >= 1 && (mismatch || known.rank === 'department')) return null;
      return cost + (mismatch ? 0.5 : 0) + (extra > 0 ? 0.3 : 0);
    }
  }
  if (mismatch || known.rank === 'department') return null;
  const [long, short] = extra > 0 ? [said.stem, known.name] : [known.name, said.stem];
  const oneMore = long.length === short.length + 1 && [...long].some((_, at) => without(long, at) === short);
  return oneMore ? 1.2 : null;
}

function aligned(said: Said, known: Spoken, from: number): number | null {
  let cost = 0;
  let strange = 0;
  for (const [at, char] of [...known.name].entries()) {
    const syllable = said.syllables[from + at] ?? '';
    if (said.stem[from + at] === char) continue;
    if (syllable === known.syllables[at]) cost += 0.2;
    else if (confused(syllable) === confused(known.syllables[at] ?? '?')) cost += 0.4;
    else {
      cost += 1;
      strange += 1;
    }
  }
  if (strange > 1) return null;
  // One strange character of two: the other must be written alike.
  return strange === 1 && known.name.length === 2 && cost > 1 ? null : cost;
}

function without(text: string, at: number): string {
  return text.slice(0, at) + text.slice(at + 1);
}

function unique(offices: readonly NamedOffice[]): readonly NamedOffice[] {
  return [...new Map(offices.map((office) => [office.id, office])).values()].slice(0, MAX_NEAR);
}
