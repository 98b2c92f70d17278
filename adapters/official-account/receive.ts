import { readBody } from '../http/body.js';
import { type Deadline, deadlineIn } from './deadline.js';
import type { Reply } from './deliveries.js';
import { type Address, addressOf, type Envelope, type Refusal } from './envelope.js';
import type { Nonces } from './nonces.js';
import { type Received, readReceived } from './received.js';
import { isFresh } from './signature.js';

export interface ReceiveOptions {
  readonly path: string;
  readonly envelope: Envelope;
  readonly nonces: Nonces;
  readonly now: () => Date;
  /** Null while the channel is not running. */
  readonly reply: () => ((received: Received) => Promise<Reply>) | null;
  /** Resolves when nothing more is to be waited for. */
  readonly stopped: () => Promise<void>;
  /** Called with a request that is not answered; not with what was in it. */
  readonly refused: (why: Refusal | 'too large' | 'too slow') => void;
  readonly log: (message: string, error: unknown) => void;
  /** Milliseconds a body may take to come. */
  readonly bodyPatience: number;
  /** Milliseconds a connection is kept without a reply, longer than WeChat keeps it. */
  readonly hold: number;
}

/** Answers what WeChat's servers ask: the check of the address, and deliveries of messages. Never rejects. */
export function receiverOf(options: ReceiveOptions): (request: Request) => Promise<Response> {
  const { path, envelope, nonces, now, reply, refused, log } = options;

  const answer = async (request: Request, { pathname, searchParams }: URL): Promise<Response> => {
    if (pathname !== path && pathname !== `${path}/`) return plain(404);
    if (request.method !== 'GET' && request.method !== 'POST') return plain(405, { allow: 'GET, POST' });
    const take = reply();
    if (take === null) return plain(503);
    const address = addressOf(searchParams);
    const doubt = envelope.doubt(address) ?? (isFresh(address.timestamp, now()) ? null : 'time');
    if (doubt !== null) return refuse(doubt);
    if (request.method === 'GET') return echo(address, searchParams.get('echostr'));

    const body = await bodyOf(request, options.bodyPatience);
    if (typeof body !== 'string') return refuse(body.refused);
    const fields = envelope.open(body, address);
    if (typeof fields === 'string') return refuse(fields);
    const received = readReceived(fields);
    if (received === null) return refuse('malformed');
    if (!(await nonces.admit(address, received.id, now()))) return refuse('replayed');
    const said = await take(received);
    if (said === 'nothing') return text(SUCCESS);
    if (said === 'later') return hold(request);
    return new Response(envelope.seal({ to: received.from, from: received.to, text: said.text, now: now() }), {
      headers: { ...HEADERS, 'content-type': 'application/xml; charset=utf-8' },
    });
  };

  /** In the console the operator saves the address; WeChat wants its word back. */
  const echo = async (address: Address, word: string | null): Promise<Response> => {
    if (address.signature === null) return refuse('signature');
    if (word === null || word === '') return refuse('malformed');
    return (await nonces.admit(address, `echo ${word}`, now())) ? text(word) : refuse('replayed');
  };

  const refuse = (why: Parameters<ReceiveOptions['refused']>[0]): Response => {
    refused(why);
    return plain(STATUS[why] ?? 403, CLOSING);
  };

  /** Any answer, also an empty one, would keep WeChat from delivering again: it hangs up itself. */
  const hold = async (request: Request): Promise<Response> => {
    const deadline: Deadline = deadlineIn(options.hold);
    const left = new Promise<void>((resolve) => {
      if (request.signal.aborted) resolve();
      request.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await deadline.within(Promise.race([left, options.stopped()]));
    deadline.clear();
    return plain(503, CLOSING);
  };

  return async (request) => {
    try {
      return await answer(request, new URL(request.url));
    } catch (error) {
      log('official account: a delivery', error);
      return plain(500);
    }
  };
}

// --- internal ---

const BODY_LIMIT = 64 * 1024;
/** What WeChat takes for: received, and nothing to say. */
const SUCCESS = 'success';
const HEADERS = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' };
const CLOSING = { connection: 'close' };
const STATUS: Readonly<Partial<Record<Parameters<ReceiveOptions['refused']>[0], number>>> = {
  malformed: 400,
  'too large': 413,
  'too slow': 408,
};

function plain(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers: { ...HEADERS, ...headers } });
}

function text(body: string): Response {
  return new Response(body, { headers: { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' } });
}

/** The body as text, or why there is none. */
async function bodyOf(
  request: Request,
  patience: number,
): Promise<string | { readonly refused: 'too large' | 'too slow' | 'malformed' }> {
  const deadline = deadlineIn(patience);
  try {
    const read = readBody(request, BODY_LIMIT).then((bytes) => bytes ?? ('too large' as const));
    const bytes = await deadline.within(read);
    if (bytes === null) {
      read.catch(() => undefined);
      return { refused: 'too slow' };
    }
    if (bytes === 'too large') return { refused: 'too large' };
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { refused: 'malformed' };
  } finally {
    deadline.clear();
  }
}
