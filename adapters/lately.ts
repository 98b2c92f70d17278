/**
 * What a reading gave, believed for so many milliseconds. Then it is read again while those who ask get what was known
 * before, so that nobody but the first waits. A reading that failed is not believed and is tried again.
 */
export function lately<T>(read: () => Promise<T>, now: () => Date, milliseconds: number): () => Promise<T> {
  let known: { readonly value: Promise<T>; readonly at: number } | null = null;
  let reading = false;

  const first = (at: number): Promise<T> => {
    const value = read();
    known = { value, at };
    value.catch(() => {
      known = null;
    });
    return value;
  };
  const again = async (at: number): Promise<void> => {
    reading = true;
    try {
      const value = await read();
      known = { value: Promise.resolve(value), at };
    } catch {
      // What was known before is still the best there is.
    }
    reading = false;
  };

  return () => {
    const time = now().getTime();
    if (known === null) return first(time);
    // A clock that is set back must not keep something for years.
    if (Math.abs(time - known.at) >= milliseconds && !reading) void again(time);
    return known.value;
  };
}
