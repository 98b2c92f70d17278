import MiniSearch from 'minisearch';
import type { Database } from '../knowledge/database.js';
import { findEverywhere } from '../knowledge/passage-candidates.js';
import { matchText } from '../knowledge/passage-text.js';
import { queryTerms } from '../knowledge/query-terms.js';
import { loadTokenizer } from '../knowledge/tokens.js';

/** Full text over all passages, by whichever engine: ids of passages, best first. */
export interface Searcher {
  readonly name: string;
  readonly search: (question: string, most: number) => Promise<readonly number[]>;
}

/** As the bot searches: rare words choose candidates, coverage ranks them; on either database. */
export async function ours(database: Database): Promise<Searcher> {
  const tokenizer = await loadTokenizer();
  return {
    name: 'ours',
    search: async (question, most) => {
      const ranked = await findEverywhere(database, { offices: [], years: [] }, queryTerms(tokenizer, question));
      return ranked.slice(0, most).map(({ id }) => id);
    },
  };
}

/** The same of some offices and years alone. */
export async function searchWithin(
  database: Database,
  { text, ...where }: { readonly text: string; readonly offices: readonly number[]; readonly years: readonly number[] },
): Promise<readonly number[]> {
  return (await findEverywhere(database, where, queryTerms(await loadTokenizer(), text))).map(({ id }) => id);
}

/**
 * SQLite's own ranking of any passage that holds any of the words, in a table of its own: the bot's keeps no places of
 * words, and bm25 knows nothing without them.
 */
export async function plainFts5(database: Database): Promise<Searcher> {
  await database.exec(`create virtual table temp.plain using fts5 (tokens, content = '', detail = full, ${TOKENIZE})`);
  await database.exec('insert into temp.plain (rowid, tokens) select id, tokens from passage');
  const tokenizer = await loadTokenizer();
  return {
    name: 'FTS5',
    search: async (question, most) => {
      const words = [...new Set(queryTerms(tokenizer, question).map(({ text }) => text))];
      const rows = await database.all<{ id: number }>(
        'select rowid as id from plain where plain match ? order by rank limit ?',
        words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' OR '),
        most,
      );
      return rows.map(({ id }) => id);
    },
  };
}

/** PostgreSQL's own ranking of any passage that holds any of the words. */
export async function plainTsvector(database: Database): Promise<Searcher> {
  const tokenizer = await loadTokenizer();
  return {
    name: 'tsvector',
    search: async (question, most) => {
      const words = [...new Set(queryTerms(tokenizer, question).map(({ text }) => text))];
      const rows = await database.all<{ id: number }>(
        `select id from passage_text, cast(? as tsquery) as asked where words @@ asked
          order by ts_rank(words, asked) desc limit ?`,
        matchText('postgres', { all: [], oneOf: [words] }),
        most,
      );
      return rows.map(({ id }) => id);
    },
  };
}

/** As the bot's table cuts them. */
export const TOKENIZE = `tokenize = "ascii tokenchars '.%-@_/:'"`;

/** A document of MiniSearch: the same tokens the others index. */
export interface Tokenised {
  readonly id: number;
  readonly tokens: string;
}

/** MiniSearch over the same tokens, as it comes: BM25+ of one field. */
export function miniSearchOf(documents: readonly Tokenised[]): MiniSearch<Tokenised> {
  const index = new MiniSearch<Tokenised>(MINISEARCH);
  index.addAll(documents);
  return index;
}

export const MINISEARCH = {
  fields: ['tokens'],
  tokenize: (text: string) => text.split(' '),
  processTerm: (term: string) => term,
};

export async function miniSearch(index: MiniSearch<Tokenised>): Promise<Searcher> {
  const tokenizer = await loadTokenizer();
  return {
    name: 'MiniSearch',
    search: async (question, most) => {
      const words = queryTerms(tokenizer, question).map(({ text }) => text);
      return index
        .search(words.join(' '))
        .slice(0, most)
        .map(({ id }) => id);
    },
  };
}
