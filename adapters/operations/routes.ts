/** What operators and their monitors ask of a running bot: `/healthz` and `/metrics`. */

import { isSecret } from '../http/secret.js';
import type { Handle, Mount } from '../http/server.js';
import type { Health } from './health.js';
import type { Metrics } from './metrics.js';

export interface OperationsOptions {
  readonly health: () => Promise<Health>;
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
  /** Who shows it may read the metrics from anywhere; null: from this machine alone. */
  readonly metricsToken: string | null;
  readonly log: (message: string, error: unknown) => void;
}

/**
 * `/healthz` tells how everything is, 503 where something that should work does not; `/healthz/<channel>` the same of the
 * database and one channel, for a proxy that asks whether to send visitors; `/healthz/live` that the process answers.
 * `/metrics` is for who shows the token or asks from this machine without a proxy in between.
 */
export function operationsMounts(options: OperationsOptions): readonly Mount[] {
  return [
    { path: '/healthz', handle: guarded(options, (request) => tellHealth(request, options)) },
    { path: '/metrics', handle: guarded(options, (request, from) => tellMetrics(request, from, options)) },
  ];
}

// --- internal ---

const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;
const LOOPBACK = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/;
/** Where one of these is, somebody else is behind the connection. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const;

function guarded({ log }: OperationsOptions, handle: Handle): Handle {
  return async (request, from) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, { status: 405, headers: { ...HEADERS, allow: 'GET, HEAD' } });
    }
    try {
      return await handle(request, from);
    } catch (error) {
      log('operations failed', error);
      return empty(500);
    }
  };
}

async function tellHealth(request: Request, { health }: OperationsOptions): Promise<Response> {
  const asked = new URL(request.url).pathname.replace(/^\/healthz\/?/, '');
  if (asked === 'live') return Response.json({ ok: true }, { headers: HEADERS });
  const found = await health();
  if (asked === '') return told(found);
  const state = Object.hasOwn(found.channels, asked) ? found.channels[asked] : undefined;
  if (state === undefined) return empty(404);
  return told({ ...found, ok: found.database && state === 'up', channels: { [asked]: state } });
}

function told(health: Health): Response {
  return Response.json(health, { status: health.ok ? 200 : 503, headers: HEADERS });
}

async function tellMetrics(
  request: Request,
  from: string | null,
  { metrics, metricsToken }: OperationsOptions,
): Promise<Response> {
  if (new URL(request.url).pathname !== '/metrics') return empty(404);
  const shown = /^bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? null;
  const shows = metricsToken !== null && shown !== null && isSecret(shown, metricsToken);
  const isHere = LOOPBACK.test(from ?? '') && !FORWARDED.some((name) => request.headers.has(name));
  if (!shows && !isHere) return new Response(null, { status: 401, headers: { ...HEADERS, ...CHALLENGE } });
  return new Response(await metrics.text(), { headers: { ...HEADERS, 'content-type': metrics.contentType } });
}

const CHALLENGE = { 'www-authenticate': 'Bearer' } as const;

function empty(status: number): Response {
  return new Response(null, { status, headers: HEADERS });
}
