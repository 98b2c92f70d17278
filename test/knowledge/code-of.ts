import { expect } from 'vitest';
import { UserError } from '../../knowledge/types.js';

/** The code of the UserError something is rejected with; its message has to be Chinese and its cause the engine's. */
export async function codeOf(rejected: Promise<unknown>): Promise<string> {
  const error = await rejected.then(
    () => expect.fail('was not rejected'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw error;
  expect(error.message).toMatch(/\p{Script=Han}{4}/u);
  return error.code;
}
