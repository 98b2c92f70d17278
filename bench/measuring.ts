/** How long things take: milliseconds, of peers that take turns in one process, so that a busy machine slows all alike. */

export interface Timing {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
}

/** What is measured; the number says how often it has been called, to ask something else each time. */
export type Work = (call: number) => unknown;

/**
 * Calls every work in turn, `rounds` times each, after some rounds that are not counted. Every second round goes through
 * them backwards. Stops early, with what it has, when `seconds` are over.
 */
export async function inTurns<Name extends string>(
  works: Readonly<Record<Name, Work>>,
  { rounds, warm = Math.ceil(rounds / 10), seconds = 60 }: { rounds: number; warm?: number; seconds?: number },
): Promise<Record<Name, Timing>> {
  const names = Object.keys(works) as Name[];
  const taken = new Map<Name, number[]>(names.map((name) => [name, []]));
  const until = performance.now() + seconds * 1000;
  for (let round = 0; round < warm + rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const began = performance.now();
      await works[name](round);
      if (round >= warm) taken.get(name)?.push(performance.now() - began);
    }
    if (performance.now() > until && round >= warm + 2) break;
  }
  return Object.fromEntries(names.map((name) => [name, timingOf(taken.get(name) ?? [])])) as Record<Name, Timing>;
}

/** @param milliseconds of the calls, in any order */
export function timingOf(milliseconds: readonly number[]): Timing {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99) };
}

/** What a stretch of work took. */
export interface Spent {
  readonly seconds: number;
  /** Of all threads of this process. */
  readonly processor: number;
}

export async function spending<T>(work: () => Promise<T>): Promise<Spent & { readonly result: T }> {
  const [began, used] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(used);
  return { result, seconds: (performance.now() - began) / 1000, processor: (user + system) / 1e6 };
}

/** Bytes this process holds in memory, after a collection where Node was started with `--expose-gc`. */
export function memoryHeld(): number {
  global.gc?.();
  return process.memoryUsage.rss();
}
