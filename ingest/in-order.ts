/** An item whose work is done. */
export interface Ready<Item, Result> {
  readonly item: Item;
  readonly result: Result;
}

/**
 * The results of `work` in the order of the items, as many at a time as are ready, with work on up to `ahead` items begun
 * before theirs are handed out; while those handed out are looked at, work on one less goes on. `work` must not reject.
 * Ending early begins nothing new; what was begun runs on unseen.
 */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  ahead: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<readonly Ready<Item, Result>[]> {
  const rest = items[Symbol.iterator]();
  const begun: Begun<Item, Result>[] = [];
  const begin = (most: number): void => {
    while (begun.length < most) {
      const next = rest.next();
      if (next.done) return;
      begun.push(beginOn(next.value, work));
    }
  };
  for (begin(ahead); begun.length > 0; begin(ahead)) {
    await begun[0]?.settled;
    const ready: Ready<Item, Result>[] = [];
    for (let first = begun[0]?.ready(); first; first = begun[0]?.ready()) {
      ready.push(first);
      begun.shift();
    }
    begin(ahead - 1);
    yield ready;
  }
}

// --- internal ---

interface Begun<Item, Result> {
  readonly settled: Promise<void>;
  ready(): Ready<Item, Result> | null;
}

function beginOn<Item, Result>(item: Item, work: (item: Item) => Promise<Result>): Begun<Item, Result> {
  let ready: Ready<Item, Result> | null = null;
  const settled = work(item).then((result) => {
    ready = { item, result };
  });
  return { settled, ready: () => ready };
}
