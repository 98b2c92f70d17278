import { createHmac } from 'node:crypto';
import type { Update } from 'grammy/types';
import { readBody } from '../http/body.js';
import { isSecret } from '../http/secret.js';
import type { Handle } from '../http/server.js';

export const WEBHOOK_PATH = '/telegram';

/** The secret that calls have to show where none is set: made of the token, so that every process knows the same. */
export function secretOf(token: string): string {
  return createHmac('sha256', token).update('telegram webhook').digest('hex');
}

export interface WebhookOptions {
  readonly secret: string;
  /** Takes an update; null where the bot is not ready for it, which Telegram then sends again. */
  readonly take: (update: Update) => Promise<void> | null;
}

/**
 * Answers Telegram's calls: 200 when an update is answered, or after 9 s while the answer goes on (Telegram would send it
 * again); who does not show the secret gets 401 and is not read.
 */
export function webhookOf({ secret, take }: WebhookOptions): Handle {
  return async (request) => {
    if (new URL(request.url).pathname !== WEBHOOK_PATH) return empty(404);
    if (request.method !== 'POST') return empty(405);
    if (!isSecret(request.headers.get('x-telegram-bot-api-secret-token') ?? '', secret)) return empty(401);
    if (Number(request.headers.get('content-length') ?? 0) > MOST) return empty(413);
    const body = await readBody(request, MOST);
    if (body === null) return empty(413);
    const update = parse(body);
    if (update === null) return empty(400);
    const taken = take(update);
    if (taken === null) return empty(503);
    await withPatience(taken);
    return empty(200);
  };
}

// --- internal ---

/** Updates take a few kilobytes. */
const MOST = 1024 * 1024;
const PATIENCE = 9_000;

function empty(status: number): Response {
  return new Response(null, { status });
}

function parse(body: Buffer): Update | null {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    if (typeof parsed !== 'object' || parsed === null || !('update_id' in parsed)) return null;
    return Number.isSafeInteger(parsed.update_id) ? (parsed as Update) : null;
  } catch {
    return null;
  }
}

async function withPatience(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE);
  });
  await Promise.race([work, patience]);
  clearTimeout(timer);
}
