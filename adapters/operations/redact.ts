/** What may stand in a log: no secret, nobody's id, nothing that somebody wrote. */

import type { Config } from '../../bot/config.js';

/** Every secret of the settings. */
export function secretsOf({
  databaseUrl,
  replicaUrl,
  metricsToken,
  officialAccount,
  telegram,
  wechat,
}: Config): readonly string[] {
  return [
    ...passwordsIn(databaseUrl),
    ...passwordsIn(replicaUrl ?? ''),
    metricsToken,
    officialAccount?.token,
    officialAccount?.aesKey,
    officialAccount?.secret,
    telegram?.token,
    telegram?.webhookSecret,
    wechat?.puppetToken,
  ].filter((secret) => typeof secret === 'string');
}

/** Whose words a text is: `ours` may quote somebody within “” or "", of a library's nothing is known. */
export type Author = 'ours' | 'library';

/** Takes out of a text what does not belong into a log. */
export type Redact = (text: string, author: Author) => string;

/** @param secrets which must not be seen in any form; short ones are left, for they are no secrets and stand everywhere */
export function redactor(secrets: readonly string[]): Redact {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    ])
    .sort((one, other) => other.length - one.length);
  return (text, author) => {
    const open = forms.reduce((left, form) => left.replaceAll(form, HIDDEN), text.slice(0, LONGEST));
    const told = [...PATTERNS, ...(author === 'library' ? WRITTEN : [])];
    return told.reduce((left, { find, put }) => left.replace(find, put), open);
  };
}

// --- internal ---

/** As it is written in the address, and as it is meant. */
function passwordsIn(url: string): string[] {
  const asked = [...url.matchAll(/[?&]\w*password=([^&]*)/gi)];
  const written = [/^\w+:\/\/[^/@:]*:([^/]*)@/.exec(url)?.[1], ...asked.map(([, password]) => password)];
  return written.flatMap((password) => {
    if (!password) return [];
    try {
      return [password, decodeURIComponent(password)];
    } catch {
      return [password];
    }
  });
}

const SHORTEST_SECRET = 4;
const LONGEST = 2_000;
const HIDDEN = '***';

interface Pattern {
  readonly find: RegExp;
  readonly put: string;
}

/** Secrets and ids by their form: those of other people's accounts, and ours in forms that the settings do not have. */
const PATTERNS: readonly Pattern[] = [
  { find: /“[^”]*”/g, put: '“…”' },
  { find: /"[^"\n]*"/g, put: '"…"' },
  { find: /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi, put: `$1${HIDDEN}@` },
  { find: /\?[^\s=]+=[^\s)\]}>]*/g, put: `?${HIDDEN}` },
  { find: /\b(bearer|basic)\s+\S+/gi, put: `$1 ${HIDDEN}` },
  {
    find: /\b(\w*(?:token|secret|passw(?:or)?d|api_?key|ticket|open_?id|union_?id|session|cookie))(\s*[:=]\s*)[^\s,;&})]+/gi,
    put: `$1$2${HIDDEN}`,
  },
  { find: /\b(?:bot)?\d{6,}:[\w-]{20,}/g, put: HIDDEN },
  { find: /\b(?:wxid|gh)_\w+/g, put: HIDDEN },
  { find: /@{1,2}[0-9a-f]{16,}/gi, put: HIDDEN },
  { find: /[\w.+-]+@[\w-]+\.[\w.]+/g, put: HIDDEN },
  { find: /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, put: HIDDEN },
  // Whatever is long and has letters and digits (keys, hashes, openids, parts of signed tokens), except names of packages.
  {
    find: /(?<![\w-])(?![a-z]+(?:-[a-z\d]+)+(?![\w-]))(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,}/g,
    put: HIDDEN,
  },
  { find: /\d{7,}(?:@\w+)?/g, put: '#' },
];

/** A parser quotes what it cannot read; what is Chinese in it is not the library's. */
const WRITTEN: readonly Pattern[] = [
  { find: /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]+/gu, put: '…' },
  { find: /'[^'\n/]*'/g, put: "'…'" },
];
