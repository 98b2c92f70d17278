/** A place in the line of what came. */
export interface Place {
  /** Resolves when everyone who came before has left the line. */
  readonly turn: Promise<void>;
  /** Leaves the line; leaving twice is leaving once. */
  leave(): void;
}

/**
 * Keeps what came in the order it came, while what has to be looked up first is looked up side by side: a server answers
 * the second question before the first.
 * @param patience milliseconds after which nobody waits for a place any longer
 * @returns takes the next place
 */
export function lineOf(patience: number): () => Place {
  let last: Promise<void> = Promise.resolve();
  return () => {
    const turn = last;
    let left: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      left = resolve;
    });
    const timer = setTimeout(left, patience);
    last = turn.then(() => gone);
    return {
      turn,
      leave: () => {
        clearTimeout(timer);
        left();
      },
    };
  };
}
