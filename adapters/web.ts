/** The web channel: a page and a JSON interface over HTTP. */

import type { Adapter, Desk } from './adapter.js';
import type { Mount } from './http/server.js';
import { createRoutes } from './web/routes.js';
import { WORDING } from './web/wording.js';

export interface WebOptions {
  /** Name of the service as the page shows it. */
  readonly title?: string;
  /** Questions the welcome page offers. */
  readonly examples: () => Promise<readonly string[]>;
}

export interface Web extends Adapter {
  readonly http: Mount;
}

/** The web page and its API, to be mounted on the HTTP server; 503 before it is started and after it was stopped. */
export function createWeb({ title = WORDING.title, examples }: WebOptions): Web {
  let desk: Desk | null = null;
  const { fetch } = createRoutes({ title, examples, desk: () => desk });
  return {
    name: 'web',
    // The page lays the answer out itself; the texts are for notices alone.
    limits: { text: { most: 1_000_000, unit: 'characters' }, messages: 1, buttons: 100 },
    http: { path: '/', handle: (request, from) => fetch(request, { from }) },
    start: async (given) => {
      desk = given;
    },
    stop: async () => {
      desk = null;
    },
    healthy: () => desk !== null,
  };
}
