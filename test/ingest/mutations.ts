/** Damage done to the bytes of real files, the same for the same seed. */

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One to four kinds of damage at places drawn at random: bytes changed, cut out, doubled, cut off, moved, zeroed. */
export function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  let damaged = Uint8Array.from(bytes);
  const at = () => Math.floor(random() * damaged.length);
  const some = () => 1 + Math.floor(random() ** 3 * 200);
  const kinds: readonly (() => Uint8Array)[] = [
    () => damaged.map((byte, index) => (index === place ? byte ^ (1 << Math.floor(random() * 8)) : byte)),
    () => damaged.map((byte, index) => (index >= place && index < place + length ? Math.floor(random() * 256) : byte)),
    () => joined(damaged.subarray(0, place), damaged.subarray(place + length)),
    () => joined(damaged.subarray(0, place), damaged.subarray(place, place + length), damaged.subarray(place)),
    () => damaged.slice(0, place),
    () => joined(damaged.subarray(0, place), damaged.subarray(at(), at()), damaged.subarray(place)),
    () => damaged.map((byte, index) => (index >= place && index < place + length ? 0 : byte)),
  ];
  let place = 0;
  let length = 0;
  for (let left = 1 + Math.floor(random() * 4); left > 0; left -= 1) {
    place = at();
    length = some();
    damaged = Uint8Array.from(kinds[Math.floor(random() * kinds.length)]?.() ?? damaged);
  }
  return damaged;
}

// --- internal ---

function joined(...pieces: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(pieces);
}
