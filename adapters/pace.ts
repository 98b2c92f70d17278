/** How fast something goes, from what was done lately: files that were passed over in no time say nothing of the rest. */
export interface Pace {
  /** Takes note of how many are done at a time in milliseconds. */
  mark(done: number, at: number): void;
  /** Per second; null before anything can be said. */
  rate(): number | null;
}

/** Looks back over the last 20 seconds. */
export function startPace(at: number): Pace {
  const marks: { readonly done: number; readonly at: number }[] = [{ done: 0, at }];
  return {
    mark: (done, now) => {
      // A mark each fifth of a second is enough: thousands of files make thousands of calls.
      const before = marks.at(-2);
      if (before && now - before.at < 200) marks.pop();
      marks.push({ done, at: now });
      while ((marks[1]?.at ?? now) < now - WINDOW_MS) marks.shift();
    },
    rate: () => {
      const [first] = marks;
      const last = marks.at(-1);
      if (!first || !last || last.at - first.at < 200 || last.done === first.done) return null;
      return ((last.done - first.done) * 1000) / (last.at - first.at);
    },
  };
}

/** A length of time in words, e.g. `45秒`, `3分20秒`, `2小时5分`. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole}秒`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes}分${whole % 60}秒` : `${Math.floor(minutes / 60)}小时${minutes % 60}分`;
}

// --- internal ---

const WINDOW_MS = 20_000;
