/**
 * Marks an error as one that `Adapter.send` rejects with where surely nobody saw the message: the platform refused it, or
 * was never reached. Any other rejection leaves open whether it was seen, and then it must not be sent again.
 * @param of.again false where trying again cannot help: the person blocked the bot, the account may not send.
 */
export function notSent<Kind extends Error>(error: Kind, of: { readonly again: boolean }): Kind {
  MARKED.set(error, of);
  return error;
}

/** Whether a message that was not sent may be sent again; null where it is not known that it was not sent. */
export function notSentBy(error: unknown): { readonly again: boolean } | null {
  return error instanceof Error ? (MARKED.get(error) ?? null) : null;
}

/** Whether an error of the network says that no connection came about, so that nothing can have been said. */
export function neverConnected(error: unknown): boolean {
  return NO_CONNECTION.has(codeOf(error)) || (error instanceof Error && NO_CONNECTION.has(codeOf(error.cause)));
}

// --- internal ---

const MARKED = new WeakMap<Error, { readonly again: boolean }>();

const NO_CONNECTION: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
}
