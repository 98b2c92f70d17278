/** The web channel: a page and a JSON interface over HTTP. */

import type { Answer } from '../bot/answer.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import type { Adapter, Desk } from './adapter.js';
import type { Mount } from './http/server.js';
import { gateOf, type Rates } from './reception/rates.js';
import { createRoutes } from './web/routes.js';
import { shownAnswers } from './web/shown.js';
import { WORDING } from './web/wording.js';

export interface WebOptions {
  /** Whose reports and offices the page shows. */
  readonly knowledge: Knowledge;
  /** Name of the service as the page shows it. */
  readonly title?: string;
  /** Questions the welcome page offers. */
  readonly examples: () => Promise<readonly string[]>;
  /** Questions that many ask (`hotQuestions`). */
  readonly hot?: () => Promise<readonly string[]>;
  /** Draws an answer (SVG); null for those that make no picture. */
  readonly pictureOf?: (answer: Answer) => Promise<string | null>;
  /** Where the page is seen from outside; null where it is not known. */
  readonly publicUrl?: string | null;
  /** True where a proxy in front appends the visitor's address to `X-Forwarded-For`. */
  readonly proxied?: boolean;
  /** How much people ask; a page is read so many times more often. */
  readonly rates?: Rates;
  readonly now?: () => Date;
  /** Called with what went wrong; must not throw. */
  readonly log?: (message: string, error: unknown) => void;
}

export interface Web extends Adapter {
  readonly http: Mount;
}

/** The web page and its API, to be mounted on the HTTP server; 503 before it is started and after it was stopped. */
export function createWeb({
  title = WORDING.title,
  hot = async () => [],
  pictureOf = async () => null,
  publicUrl = null,
  proxied = false,
  rates = RATES,
  now = () => new Date(),
  log = (_, error) => console.error(error),
  knowledge,
  examples,
}: WebOptions): Web {
  let desk: Desk | null = null;
  const picture = (answer: Answer): Promise<string | null> =>
    pictureOf(answer).catch((error: unknown) => {
      log('picture failed', error);
      return null;
    });
  const { fetch } = createRoutes({
    title,
    knowledge,
    examples,
    hot,
    publicUrl,
    proxied,
    now,
    log,
    desk: () => desk,
    pictureOf: picture,
    reading: gateOf({ person: rates.person * READ, channel: rates.channel * READ }),
    kept: shownAnswers({ knowledge, pictureOf: picture, now, log }),
  });
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

// --- internal ---

/** As the settings have it where nothing is set. */
const RATES: Rates = { person: 20, channel: 1_200 };
/** Reports read and suggestions looked at for a question asked. */
const READ = 30;
