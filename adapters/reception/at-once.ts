/**
 * Lets so many works go on at the same time; the others wait in the order they came. Answers that all go on at once all
 * end late: each of their many small readings then waits behind one of every other answer.
 * @returns runs a work when its turn has come, and gives its result
 */
export function atOnce(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;

  return async (work) => {
    if (running < most) running += 1;
    // Who ends hands its place on, so that nobody who comes meanwhile takes it.
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
