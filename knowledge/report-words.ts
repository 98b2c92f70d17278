import type { Reader } from './connection.js';
import { lru } from './lru.js';
import { unpackLines } from './report-body.js';
import { fold } from './text.js';
import { UserError } from './types.js';

/** The words of reports with their white space folded, by report id: what quotes are looked up in. */
export type ReportWords = (of: {
  readonly revision: number;
  readonly ids: readonly number[];
}) => Promise<ReadonlyMap<number, string>>;

/**
 * Reads the words of reports and keeps them, for as long as nothing is stored: an answer over a county quotes hundreds of
 * reports, and the next one the same. What is being read is waited for and not read again.
 */
export function reportWordsOf(connection: Reader): ReportWords {
  const kept = lru<string, string>(KEPT_LETTERS, (text) => text.length + 1);
  const coming = new Map<string, Promise<string>>();

  /** @throws UserError REPORT_GONE where one is not there (another process may have taken it away) */
  const load = (revision: number, ids: readonly number[]): void => {
    const rows = connection.all<{ id: number; body: Buffer }>(
      'select id, body from report where id in (select cast(value as integer) from json_each(?))',
      JSON.stringify(ids),
    );
    for (const id of ids) {
      const key = keyOf(revision, id);
      const text = rows.then(async (found) => {
        const row = found.find((each) => each.id === id);
        if (!row) throw new UserError('REPORT_GONE', '这份年报已不在知识库中，请重新提问。');
        const folded = fold((await unpackLines(row.body)).join('\n'));
        kept.set(key, folded);
        return folded;
      });
      coming.set(key, text);
      text.catch(() => undefined).finally(() => coming.delete(key));
    }
  };

  return async ({ revision, ids }) => {
    const wanted = [...new Set(ids)];
    const texts = new Map<number, string>();
    for (let from = 0; from < wanted.length; from += AT_ONCE) {
      const batch = wanted.slice(from, from + AT_ONCE);
      const known = batch.map((id) => ({ id, text: kept.get(keyOf(revision, id)) }));
      const missing = known.filter(({ id, text }) => text === undefined && !coming.has(keyOf(revision, id)));
      if (missing.length > 0) {
        load(
          revision,
          missing.map(({ id }) => id),
        );
      }
      // Taken hold of before anything is waited for: what has come is in `coming` no longer.
      const found = await Promise.all(known.map(({ id, text }) => text ?? coming.get(keyOf(revision, id))));
      for (const [at, { id }] of known.entries()) {
        const text = found[at];
        if (text === undefined) throw new Error(`the words of report ${id} were not read`);
        texts.set(id, text);
      }
    }
    return texts;
  };
}

// --- internal ---

/** About 40 MB of text, the reports of a large county. */
const KEPT_LETTERS = 20_000_000;
/** Bodies in memory at once; each is some twenty KB packed. */
const AT_ONCE = 25;

const keyOf = (revision: number, id: number): string => `${revision}/${id}`;
