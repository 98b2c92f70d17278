/** A small generator of whole numbers below a bound: the same in every run. */
export function seeded(seed: number): (below: number) => number {
  // Neighbouring seeds are to begin far apart.
  let state = Math.imul(seed ^ (seed >>> 16), 0x45d9f3b) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** One of several, by chance. */
export function oneOf<T>(values: readonly T[], random: (below: number) => number): T {
  const value = values[random(values.length)];
  if (value === undefined) throw new RangeError('there is nothing to choose from');
  return value;
}
