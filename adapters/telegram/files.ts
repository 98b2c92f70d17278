import type { Api } from 'grammy';
import type { SentFile } from '../../bot/sent-file.js';
import { readBody } from '../http/body.js';
import { turnsOf } from '../reception/turns.js';

/** Megabytes of a file that the Bot API hands out. */
export const MOST_MEGABYTES = 20;

/** A document as Telegram announces it; `file_size` may be missing, and is only what somebody says. */
export interface Announced {
  readonly file_id: string;
  readonly file_name?: string;
  readonly file_size?: number;
}

/** The file, or why there is none. */
export type Fetched =
  | { readonly state: 'fetched'; readonly file: SentFile }
  | { readonly state: 'too large' }
  | { readonly state: 'busy' };

export interface FilesOptions {
  readonly api: Api;
  readonly token: string;
  readonly apiRoot: string;
  readonly closing: AbortSignal;
}

/**
 * Fetches documents, few at a time, so that many large ones do not fill the memory.
 * The function returned rejects where the file cannot be fetched; the reason may hold the token.
 */
export function filesOf({
  api,
  token,
  apiRoot,
  closing,
}: FilesOptions): (document: Announced, lane: number) => Promise<Fetched> {
  const turns = turnsOf(MOST_WAITING);

  const fetchNow = async ({ file_id: id, file_name: name }: Announced): Promise<Fetched> => {
    const { file_path: path, file_size: size } = await api.getFile(id);
    if (size !== undefined && size > MOST) return { state: 'too large' };
    if (path === undefined || path.split('/').includes('..')) throw new Error('getFile gives no path');
    const response = await fetch(`${apiRoot}/file/bot${token}/${path.split('/').map(encodeURIComponent).join('/')}`, {
      signal: AbortSignal.any([closing, AbortSignal.timeout(FETCH_MS)]),
      redirect: 'error',
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`the file is answered with ${response.status}`);
    }
    const bytes = await readBody(response, MOST);
    if (bytes === null) return { state: 'too large' };
    return { state: 'fetched', file: { name: plainName(name ?? path), bytes } };
  };

  return async (document, lane) => {
    if (document.file_size !== undefined && document.file_size > MOST) return { state: 'too large' };
    const turn = turns.take(String(Math.abs(lane) % LANES), () => fetchNow(document));
    return turn ?? { state: 'busy' };
  };
}

// --- internal ---

const MOST = MOST_MEGABYTES * 1024 * 1024;
const FETCH_MS = 60_000;
/** Files fetched at once, and how many may wait for each. */
const LANES = 3;
const MOST_WAITING = 5;

/** The last part of a path, without signs that end up in file names by malice alone. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return last.replace(/[\u0000-\u001f\u007f\u202a-\u202e]/g, '').slice(-200) || 'document';
}
