/** A small cache that drops what was not used for longest. */
export interface Lru<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
  delete(key: Key): void;
}

/**
 * @param size how much is kept, in what `weigh` measures: entries, unless it says otherwise
 * @param weigh what an entry counts for; asked when it is set and when it goes, and must not change in between
 */
export function lru<Key, Value>(size: number, weigh: (value: Value) => number = () => 1): Lru<Key, Value> {
  const entries = new Map<Key, Value>();
  let weight = 0;
  const remove = (key: Key): void => {
    const value = entries.get(key);
    if (value !== undefined) weight -= weigh(value);
    entries.delete(key);
  };
  return {
    get(key) {
      const value = entries.get(key);
      if (value === undefined) return undefined;
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    set(key, value) {
      remove(key);
      entries.set(key, value);
      weight += weigh(value);
      for (const oldest of entries.keys()) {
        if (weight <= size) break;
        remove(oldest);
      }
    },
    delete: remove,
  };
}
