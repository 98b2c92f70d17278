import { extname } from 'node:path';

/** What a server says of what it sends. */
export interface ContentHeaders {
  readonly type: string | undefined;
  readonly disposition: string | undefined;
}

/**
 * The name to read a page's bytes under: its extension is that of the content type where that is telling, else that of
 * the name. Names that machines make (`t20240118_2983.html`) carry years that mean nothing, so only a name with Chinese
 * characters is kept.
 */
export function nameOfContent(url: URL, { type, disposition }: ContentHeaders): string {
  const given = nameFromDisposition(disposition) ?? lastPart(url);
  const extension = extensionOf(type, extname(given).toLowerCase());
  const stem = given.slice(0, given.length - extname(given).length);
  return `${/\p{Script=Han}/u.test(stem) ? stem : 'page'}${extension}`;
}

/** Text in an encoding that the server alone names, as UTF-8; everything else as it is. */
export function withStatedCharset(bytes: Uint8Array, type: string | undefined): Uint8Array {
  const label = /charset\s*=\s*["']?([\w-]+)/i.exec(type ?? '')?.[1]?.toLowerCase();
  // What the bytes or the page say is for the reader, and these two it tries anyway.
  if (label === undefined || /^(?:utf-?8|gb.*)$/.test(label) || decoded(bytes, 'utf-8') !== null) return bytes;
  const text = decoded(bytes, label);
  return text === null ? bytes : new TextEncoder().encode(text);
}

// --- internal ---

const EXTENSIONS: Readonly<Record<string, string>> = {
  'text/html': '.html',
  'application/xhtml+xml': '.html',
  'text/markdown': '.md',
  'application/pdf': '.pdf',
  'application/msword': '.doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
  'application/vnd.ms-excel': '.xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
  'application/zip': '.zip',
  'application/x-zip-compressed': '.zip',
  'application/json': '.json',
  'application/xml': '.xml',
  'text/xml': '.xml',
  'text/csv': '.csv',
};

/** Extensions of programs that make pages: they say nothing of what is sent. */
const PROGRAMS = /^\.(?:jspx?|aspx?|php\d?|do|action|cgi)$/;

function extensionOf(type: string | undefined, named: string): string {
  const media = (type ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const known = EXTENSIONS[media];
  if (known) return known;
  const image = /^image\/(?:x-)?([a-z]+)/.exec(media)?.[1];
  if (image) return `.${image === 'jpeg' ? 'jpg' : image}`;
  if (PROGRAMS.test(named) || named === '') return media === 'text/plain' ? '.txt' : '';
  return named;
}

function nameFromDisposition(disposition: string | undefined): string | null {
  const extended = /filename\*\s*=\s*utf-8'[^']*'([^;]+)/i.exec(disposition ?? '')?.[1];
  if (extended !== undefined) return unescaped(extended.trim());
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;]+))/i.exec(disposition ?? '');
  const name = (plain?.[1] ?? plain?.[2])?.trim();
  if (!name) return null;
  // Headers come as one byte a character: Chinese servers send UTF-8 or GBK in them.
  const bytes = Buffer.from(unescaped(name), 'latin1');
  return /[\u0100-\uffff]/.test(unescaped(name))
    ? unescaped(name)
    : (decoded(bytes, 'utf-8') ?? decoded(bytes, 'gb18030') ?? name);
}

function lastPart(url: URL): string {
  return unescaped(url.pathname.split('/').at(-1) ?? '');
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function decoded(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
