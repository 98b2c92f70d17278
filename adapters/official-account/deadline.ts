/** So much time, given to one thing after the other. */
export interface Deadline {
  /** What comes of the work, or null once the time is over. */
  within<T>(work: Promise<T>): Promise<T | null>;
  clear(): void;
}

/** @param milliseconds from now */
export function deadlineIn(milliseconds: number): Deadline {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, milliseconds, null);
  });
  return { within: (work) => Promise.race([work, over]), clear: () => clearTimeout(timer) };
}
