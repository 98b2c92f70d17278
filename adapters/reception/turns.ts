/** Keeps work of one chat in order while chats go side by side. */
export interface Turns {
  /**
   * Runs the work after everything the chat had queued before it, and gives its result; null where too much waits in
   * that chat already.
   */
  take<T>(chat: string, work: () => Promise<T>): Promise<T> | null;
  /** Resolves when nothing is under way, or after so many milliseconds. */
  drain(milliseconds: number): Promise<void>;
  readonly underWay: () => number;
}

/** @param most how many messages of one chat may be waiting or under way */
export function turnsOf(most: number): Turns {
  const chats = new Map<string, { last: Promise<unknown>; waiting: number }>();
  let underWay = 0;
  let idle: (() => void)[] = [];

  const done = (chat: string): void => {
    underWay -= 1;
    const state = chats.get(chat);
    if (state) {
      state.waiting -= 1;
      if (state.waiting === 0) chats.delete(chat);
    }
    if (underWay > 0) return;
    for (const resolve of idle) resolve();
    idle = [];
  };

  return {
    underWay: () => underWay,
    take(chat, work) {
      const state = chats.get(chat) ?? { last: Promise.resolve(), waiting: 0 };
      if (state.waiting >= most) return null;
      state.waiting += 1;
      underWay += 1;
      chats.set(chat, state);
      const turn = state.last.then(work).finally(() => done(chat));
      // The next one waits for this one, whatever becomes of it.
      state.last = turn.catch(() => undefined);
      return turn;
    },
    async drain(milliseconds) {
      if (underWay === 0) return;
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([
        new Promise<void>((resolve) => idle.push(resolve)),
        new Promise<void>((resolve) => {
          timer = setTimeout(resolve, milliseconds);
        }),
      ]);
      clearTimeout(timer);
    },
  };
}
