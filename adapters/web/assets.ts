/** What is served as it is, to everybody alike. */

import { OPENAPI } from './openapi.js';
import { SCRIPT } from './script.js';
import { SUGGEST_SCRIPT } from './script-suggest.js';
import { STYLE } from './style.js';
import { PARTS_STYLE } from './style-parts.js';

interface Asset {
  readonly text: string;
  readonly type: string;
}

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#12406b"/><path d="M9 7h14v18H9z" fill="#fff"/><path d="M12 12h8M12 16h8M12 20h5" stroke="#12406b" stroke-width="2"/></svg>`;

/** Reports may be found by search engines; questions are for people. */
const ROBOTS = 'User-agent: *\nDisallow: /api/\nDisallow: /answer.csv\nDisallow: /chart.svg\nDisallow: /*?q=\n';

export const ASSETS: Readonly<Record<string, Asset>> = {
  '/app.css': { text: STYLE + PARTS_STYLE, type: 'text/css; charset=utf-8' },
  '/app.js': { text: SCRIPT + SUGGEST_SCRIPT, type: 'text/javascript; charset=utf-8' },
  '/icon.svg': { text: ICON, type: 'image/svg+xml; charset=utf-8' },
  '/robots.txt': { text: ROBOTS, type: 'text/plain; charset=utf-8' },
  '/openapi.json': { text: JSON.stringify(OPENAPI), type: 'application/json; charset=utf-8' },
};
