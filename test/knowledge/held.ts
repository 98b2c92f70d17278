import type { Database } from '../../knowledge/connection.js';

/** Keeps others from writing, as a process in the middle of a transaction does, until the returned function is called. */
export async function held(database: Database): Promise<() => Promise<void>> {
  let release = (): void => undefined;
  let transaction: Promise<void> = Promise.resolve();
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await new Promise<void>((begun) => {
    transaction = database.transaction(async () => {
      begun();
      await released;
    });
  });
  return async () => {
    release();
    await transaction;
  };
}
