import { split } from '../../bot/split.js';
import { UserError } from '../../knowledge/types.js';
import { readBody } from '../http/body.js';
import { neverConnected, notSent } from '../not-sent.js';
import { LIMITS } from './channel.js';
import type { Push } from './deliveries.js';

export interface CustomerServiceOptions {
  readonly apiRoot: string;
  readonly appId: string;
  readonly secret: string;
  readonly now: () => Date;
  /** Milliseconds one call may take. */
  readonly patience: number;
}

/**
 * The customer-service interface (客服消息): messages to people who wrote in the last 48 hours. No error holds the token
 * or the secret, nor words of the other side.
 * `send` throws UserError NOT_ALLOWED, WINDOW_CLOSED or TOO_MANY where WeChat does not let the account send, and Error
 * where it could not be asked. Where nothing was sent, the error is marked `notSent`.
 */
export function customerServiceOf(options: CustomerServiceOptions): Push {
  const { now } = options;
  let token: { readonly value: string; readonly until: number } | null = null;
  let asking: Promise<string> | null = null;
  let forbiddenUntil = 0;

  const freshToken = async (): Promise<string> => {
    const { appId: appid, secret } = options;
    const said = await call('/cgi-bin/stable_token', TOKEN_OF(appid, secret), options);
    const { access_token: value, expires_in: seconds } = said;
    if (typeof value !== 'string' || typeof seconds !== 'number') throw refusal(codeOf(said) ?? 'no token');
    token = { value, until: now().getTime() + Math.max(0, seconds - EARLIER) * 1000 };
    return value;
  };
  const tokenNow = (): Promise<string> => {
    if (token !== null && now().getTime() < token.until) return Promise.resolve(token.value);
    asking ??= freshToken().finally(() => {
      asking = null;
    });
    return asking;
  };

  const sendOne = async (openId: string, content: string, isAgain = false): Promise<void> => {
    const value = await tokenNow().catch((error: unknown) => {
      throw error instanceof Error ? notSent(error, { again: true }) : error;
    });
    const body = { touser: openId, msgtype: 'text', text: { content } };
    const code = codeOf(
      await call(`/cgi-bin/message/custom/send?access_token=${encodeURIComponent(value)}`, body, options),
    );
    if (code === 0) return;
    if (code !== null && STALE.has(code) && !isAgain) {
      if (token?.value === value) token = null;
      return sendOne(openId, content, true);
    }
    if (code === FORBIDDEN) forbiddenUntil = now().getTime() + ASK_AGAIN;
    if (code === null) throw refusal('no code');
    throw notSent(refusal(code), { again: !FOR_GOOD.has(code) });
  };

  return {
    works: () => now().getTime() >= forbiddenUntil,
    async send(openId, texts) {
      const [first, ...more] = texts.flatMap((text) => split(text, LIMITS.text));
      if (first === undefined) return;
      await sendOne(openId, first);
      // Once a part was seen, the whole may not be sent again.
      for (const piece of more) await sendOne(openId, piece).catch(unmarked);
    },
  };
}

// --- internal ---

/** Seconds before its end at which a token counts as old. */
const EARLIER = 300;
/** An account may be given the interface; after an hour it is tried again. */
const ASK_AGAIN = 3_600_000;
const ANSWER_LIMIT = 64 * 1024;
/** Token wrong, not valid or expired: with a new one the call works. */
const STALE: ReadonlySet<number> = new Set([40001, 40014, 42001]);
const FORBIDDEN = 48001;
/** No such person, the person left, no window, no right to send. */
const FOR_GOOD: ReadonlySet<number> = new Set([40003, 43004, 45015, FORBIDDEN]);

const TOKEN_OF = (appid: string, secret: string): object => ({
  grant_type: 'client_credential',
  appid,
  secret,
  force_refresh: false,
});

const REFUSALS: Readonly<Record<number, readonly [code: string, message: string]>> = {
  45015: ['WINDOW_CLOSED', '对方超过 48 小时没有发来消息，公众号不能主动发给他。'],
  45047: ['TOO_MANY', '对方没有回复之前，公众号不能再主动发更多消息。'],
  48001: ['NOT_ALLOWED', '这个公众号没有客服消息接口的权限，不能主动发消息。'],
};

function refusal(code: number | string): Error {
  const [name, message] = (typeof code === 'number' && REFUSALS[code]) || [];
  return name && message ? new UserError(name, message) : new Error(`WeChat refused: ${code}`);
}

/** The same error without what says that nothing was sent. */
function unmarked(error: unknown): never {
  if (error instanceof UserError) throw new UserError(error.code, error.message);
  throw error instanceof Error ? new Error(error.message) : error;
}

function codeOf({ errcode }: Readonly<Record<string, unknown>>): number | null {
  return typeof errcode === 'number' ? errcode : null;
}

/** Posts to the interface and reads the object it answers; an error names the path without its query. */
async function call(
  path: string,
  body: object,
  { apiRoot, patience }: CustomerServiceOptions,
): Promise<Readonly<Record<string, unknown>>> {
  const failed = (why: string): Error => new Error(`WeChat's ${path.replace(/\?.*/, '')}: ${why}`);
  try {
    const response = await fetch(apiRoot + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
    const bytes = await readBody(response, ANSWER_LIMIT);
    const read: unknown = bytes && JSON.parse(bytes.toString('utf8'));
    if (typeof read === 'object' && read !== null) return read as Readonly<Record<string, unknown>>;
  } catch (error) {
    // Its message may quote the address, and with it the token.
    const told = failed(error instanceof Error ? error.name : 'failed');
    throw neverConnected(error) ? notSent(told, { again: true }) : told;
  }
  throw failed('no object');
}
