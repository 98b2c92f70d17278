/**
 * The results of `work` in the order of the items, with work on up to `ahead` of them begun before theirs is due. `work`
 * must not reject. Ending early begins nothing new; what was begun runs on unseen.
 */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  ahead: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<{ readonly item: Item; readonly result: Result }> {
  const begun: { readonly item: Item; readonly result: Promise<Result> }[] = [];
  for (const item of items) {
    begun.push({ item, result: work(item) });
    const first = begun.length >= ahead ? begun.shift() : undefined;
    if (first) yield { item: first.item, result: await first.result };
  }
  for (const { item, result } of begun) yield { item, result: await result };
}
