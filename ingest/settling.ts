/** Which files of a drop folder are ready: new or changed, and not being written any more. */
export interface Settling {
  /**
   * Takes what lies in the folder now, by key with what the file system says of each; returns the keys that are ready:
   * the same for `settle` milliseconds, and not handed out in this state before. What is gone is forgotten.
   */
  look(lying: ReadonlyMap<string, string>, now: number): readonly string[];
  /** Hands a file out again later, with a growing pause: it could not be opened, or was being written after all. */
  retry(key: string, now: number): void;
}

export function startSettling(settle: number): Settling {
  const known = new Map<string, Known>();
  return {
    look: (lying, now) => {
      for (const key of known.keys()) if (!lying.has(key)) known.delete(key);
      const ready: string[] = [];
      for (const [key, state] of lying) {
        const before = known.get(key);
        if (before?.state !== state) {
          known.set(key, { state, due: now + settle, tries: 0, handedOut: false });
        } else if (!before.handedOut && now >= before.due) {
          before.handedOut = true;
          ready.push(key);
        }
      }
      return ready;
    },
    retry: (key, now) => {
      const file = known.get(key);
      if (!file) return;
      file.tries += 1;
      file.handedOut = false;
      file.due = now + Math.min(settle * 2 ** file.tries, LONGEST_PAUSE_MS);
    },
  };
}

// --- internal ---

const LONGEST_PAUSE_MS = 60_000;

interface Known {
  readonly state: string;
  due: number;
  tries: number;
  handedOut: boolean;
}
