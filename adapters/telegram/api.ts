/** The Bot API as this channel calls it: flood control obeyed, short losses of the network bridged, no secret told. */

import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { autoRetry } from '@grammyjs/auto-retry';
import { Api, GrammyError, HttpError, type Transformer } from 'grammy';
import { neverConnected, notSent } from '../not-sent.js';

/** A signal as the client's types want it; what they ask beyond the platform's own is never used. */
export type Signal = AbortSignal & NonNullable<Parameters<Api['getMe']>[0]>;

export interface ApiOptions {
  readonly token: string;
  /** Without a slash at the end. */
  readonly apiRoot: string;
  /** Ends every call that waits or is under way. */
  readonly closing: AbortSignal;
  /** Milliseconds to wait before a call that never reached the server is made again, one a try. */
  readonly unsentPauses: readonly number[];
}

/**
 * A client of the Bot API. A call refused for flooding waits as long as it is told (at most 30 s) and is made again, three
 * times at most; so is one the server failed at. A call whose fate is unknown is not repeated, for it could show twice.
 * `getUpdates` is left to who polls.
 */
export function apiOf({ token, apiRoot, closing, unsentPauses }: ApiOptions): Api {
  // Every call under way listens to it.
  setMaxListeners(0, closing);
  const api = new Api(token, { apiRoot, timeoutSeconds: CALL_SECONDS });
  api.config.use(exceptPolling(unsentAgain(unsentPauses)));
  api.config.use(exceptPolling(autoRetry({ maxRetryAttempts: 3, maxDelaySeconds: 30, rethrowHttpErrors: true })));
  api.config.use((call, method, payload, signal) => call(method, payload, signal ?? (closing as Signal)));
  return api;
}

/** What went wrong, for a log: what was called and what came of it, nothing of what was said, never the token. */
export function tellError(error: unknown, token: string): string {
  return described(error).replaceAll(token, '***');
}

/**
 * The error as `Adapter.send` tells it: `notSent` where the server refused the message or was never reached. Trying again
 * cannot help where the chat is closed to the bot or unknown.
 */
export function sendError(error: unknown, token: string): Error {
  const told = new Error(tellError(error, token));
  const code = refusalOf(error);
  if (code !== null && code < 500) return notSent(told, { again: !FOR_GOOD.has(code) });
  return neverSent(error) ? notSent(told, { again: true }) : told;
}

/** The code of a refusal (401, 403, 409 …); null where the server did not answer at all. */
export function refusalOf(error: unknown): number | null {
  return error instanceof GrammyError ? error.error_code : null;
}

// --- internal ---

/** Longer than a long poll, so that a dead connection is noticed. */
const CALL_SECONDS = 60;

function exceptPolling(transformer: Transformer): Transformer {
  return (call, method, payload, signal) =>
    method === 'getUpdates' ? call(method, payload, signal) : transformer(call, method, payload, signal);
}

function unsentAgain(pauses: readonly number[]): Transformer {
  return async (call, method, payload, signal) => {
    for (const wait of pauses) {
      try {
        return await call(method, payload, signal);
      } catch (error) {
        if (!neverSent(error) || isAborted(signal)) throw error;
        await pause(wait, undefined, signal === undefined ? {} : { signal: signal as Signal });
      }
    }
    return call(method, payload, signal);
  };
}

/** The signal changes while a call is under way, which the compiler does not see. */
function isAborted(signal: { readonly aborted: boolean } | undefined): boolean {
  return signal?.aborted ?? false;
}

/** 400: no such chat, or no such text; 403: the person blocked the bot. A wrong token (401, 404) is put right some time. */
const FOR_GOOD: ReadonlySet<number> = new Set([400, 403]);

function neverSent(error: unknown): boolean {
  return error instanceof HttpError && neverConnected(error.error);
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
}

function described(error: unknown): string {
  if (error instanceof GrammyError) return `${error.method}: ${error.error_code} ${error.description}`;
  if (error instanceof HttpError) return withCode(error.message, error.error);
  return error instanceof Error ? withCode(String(error), error.cause) : String(error);
}

function withCode(message: string, cause: unknown): string {
  const code = codeOf(cause);
  return typeof code === 'string' ? `${message} (${code})` : message;
}
