import { lru } from './lru.js';
import { aliasesOf, type NamedOffice, type Strength } from './office-names.js';

/**
 * Every way to write every office, looked up in a text. An office has some fifty ways, so that fifty thousand offices
 * have millions: kept are two hashes of each and whose it is, in flat arrays; what is found by them is compared with
 * the names themselves.
 */
export interface AliasTable {
  /** The aliases that begin at a place of a text, shortest first. */
  readonly at: (text: string, start: number) => readonly FoundAlias[];
}

export interface FoundAlias {
  readonly end: number;
  /** The offices it may mean, in their order, each with the strongest of what it is to it. */
  readonly offices: readonly (readonly [id: number, strength: Strength])[];
}

export function aliasTable(offices: readonly NamedOffice[]): AliasTable {
  const lengths = new Map<number, number[]>();
  const entries = collect(offices, lengths);
  const { heads, next } = chained(entries);
  const kept = lru<string, FoundAlias['offices']>(KEPT);
  const written = lru<NamedOffice, ReadonlyMap<string, Strength>>(KEPT_OFFICES);

  /** Every way to write an office, with what it is at its strongest. */
  const waysOf = (office: NamedOffice): ReadonlyMap<string, Strength> => {
    const known = written.get(office);
    if (known) return known;
    const ways = strengthsOf(office);
    written.set(office, ways);
    return ways;
  };

  const officesOf = (text: string, [one, other]: readonly [number, number]): FoundAlias['offices'] => {
    const known = kept.get(text);
    if (known) return known;
    const found: (readonly [number, Strength])[] = [];
    for (let entry = heads.of(one, other); entry >= 0; entry = next[entry] ?? -1) {
      const office = offices[entries.office[entry] ?? -1];
      const strength = office && waysOf(office).get(text);
      if (strength) found.push([office.id, strength]);
    }
    if (found.length > 0) kept.set(text, found);
    return found;
  };

  return {
    at(text, start) {
      const possible = lengths.get(beginning(text, start));
      if (!possible) return [];
      const found: FoundAlias[] = [];
      let [one, other, at] = [0, 0, start];
      for (const length of possible) {
        const end = start + length;
        if (end > text.length) break;
        for (; at < end; at++)
          [one, other] = [firstHash(one, text.charCodeAt(at)), secondHash(other, text.charCodeAt(at))];
        if (heads.of(one, other) < 0) continue;
        const meant = officesOf(text.slice(start, end), [one, other]);
        if (meant.length > 0) found.push({ end, offices: meant });
      }
      return found;
    },
  };
}

// --- internal ---

/** Texts whose offices are remembered. */
const KEPT = 2_000;
/** Offices whose aliases are remembered: a question names few, in several forms. */
const KEPT_OFFICES = 100;
const RANK: Readonly<Record<Strength, number>> = { bare: 0, account: 1, full: 2 };
/** One character is no name. */
const SHORTEST = 2;

interface Entries {
  readonly count: number;
  readonly one: Uint32Array;
  readonly other: Uint32Array;
  /** Index of the office. */
  readonly office: Uint32Array;
}

/** Hashes every alias; notes how long those are that begin alike. */
function collect(offices: readonly NamedOffice[], lengths: Map<number, number[]>): Entries {
  let [one, other, office] = [new Uint32Array(1024), new Uint32Array(1024), new Uint32Array(1024)];
  let count = 0;
  for (const [index, each] of offices.entries()) {
    for (const text of new Set(aliasesOf(each).map((alias) => alias.text))) {
      if (text.length < SHORTEST) continue;
      if (count === one.length) [one, other, office] = [twice(one), twice(other), twice(office)];
      let [first, second] = [0, 0];
      for (let at = 0; at < text.length; at++) {
        first = firstHash(first, text.charCodeAt(at));
        second = secondHash(second, text.charCodeAt(at));
      }
      one[count] = first;
      other[count] = second;
      office[count] = index;
      count += 1;
      noteLength(lengths, beginning(text, 0), text.length);
    }
  }
  return { count, one, other, office };
}

function noteLength(lengths: Map<number, number[]>, begins: number, length: number): void {
  const known = lengths.get(begins);
  if (!known) lengths.set(begins, [length]);
  else if (!known.includes(length)) known.splice(known.filter((other) => other < length).length, 0, length);
}

/** Entries of one text follow each other, in the order of the offices. */
function chained({ count, one, other }: Entries) {
  let size = 1024;
  while (size < count * 2) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  const next = new Int32Array(count).fill(-1);
  const slotOf = (first: number, second: number): number => {
    let slot = (first ^ (second >>> 7)) & (size - 1);
    for (;;) {
      const entry = slots[slot] ?? -1;
      if (entry < 0 || (one[entry] === first && other[entry] === second)) return slot;
      slot = (slot + 1) & (size - 1);
    }
  };
  // Backwards, for each is put before those that are there.
  for (let entry = count - 1; entry >= 0; entry--) {
    const slot = slotOf(one[entry] ?? 0, other[entry] ?? 0);
    next[entry] = slots[slot] ?? -1;
    slots[slot] = entry;
  }
  return { next, heads: { of: (first: number, second: number): number => slots[slotOf(first, second)] ?? -1 } };
}

function strengthsOf(office: NamedOffice): ReadonlyMap<string, Strength> {
  const ways = new Map<string, Strength>();
  for (const { text, strength } of aliasesOf(office)) {
    const before = ways.get(text);
    if (before === undefined || RANK[strength] > RANK[before]) ways.set(text, strength);
  }
  return ways;
}

/** The first two characters as one number; there is none that begins so where the text is shorter. */
function beginning(text: string, start: number): number {
  return start + 1 < text.length ? text.charCodeAt(start) * 65_536 + text.charCodeAt(start + 1) : -1;
}

function firstHash(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) >>> 0;
}

function secondHash(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193) >>> 0;
}

function twice(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
