import { copyFileSync, rmSync } from 'node:fs';
import { checkReport } from '../knowledge/checks.js';
import { openDatabase } from '../knowledge/database.js';
import { knowledgeOf } from '../knowledge/knowledge.js';
import { queryTerms } from '../knowledge/query-terms.js';
import { storeReport } from '../knowledge/reports.js';
import { loadTokenizer } from '../knowledge/tokens.js';
import { LIBRARY } from '../test/knowledge/library.js';
import { QUESTIONS } from '../test/knowledge/passage-questions.js';
import { miniSearchOf, type Tokenised } from './text-peers.js';
import { type Quality, qualityOfPlaces } from './text-quality.js';

interface Passage extends Tokenised {
  readonly name: string;
  readonly office: number;
  readonly year: number;
  readonly quote: string;
}

/**
 * The questions of the tests about a few invented reports, written by a person, among the reports of a database: with
 * office and year, with either alone, with none; as the bot searches, and by MiniSearch of everything with a filter.
 * @param path file of a SQLite database; a copy of it is asked
 */
export async function libraryQuality(path: string): Promise<Readonly<Record<'ours' | 'MiniSearch', Quality>>> {
  const copy = `${path}.library`;
  copyFileSync(path, copy);
  try {
    const database = await openDatabase(`sqlite:${copy}`);
    for (const report of LIBRARY) {
      await storeReport(database, { report, hash: report.title, now: new Date(0), check: checkReport });
    }
    const knowledge = await knowledgeOf(database);
    const passages = await database.all<Passage>(
      `select p.id as id, p.tokens as tokens, o.name as name, p.office as office, p.year as year, p.quote as quote
         from passage p join office o on o.id = p.office`,
    );
    const byId = new Map(passages.map((passage) => [passage.id, passage]));
    const mini = miniSearchOf(passages.map(({ id, tokens }) => ({ id, tokens })));
    const tokenizer = await loadTokenizer();
    const ids = new Map((await knowledge.offices()).map(({ name, id }) => [name, id]));
    const places = { ours: [] as number[], MiniSearch: [] as number[] };
    for (const { text, offices = [], years = [], first, holds } of QUESTIONS) {
      const asked = offices.flatMap(({ name }) => ids.get(name) ?? []);
      const found = await knowledge.passages({ text, offices: asked, years, limit: 10 });
      places.ours.push(found.findIndex(({ office, quote }) => office === first && quote.includes(holds)) + 1);
      const words = queryTerms(tokenizer, text).map((term) => term.text);
      const others = mini.search(words.join(' '), {
        filter: ({ id }) => {
          const { office = 0, year = 0 } = byId.get(id) ?? {};
          return (asked.length === 0 || asked.includes(office)) && (years.length === 0 || years.includes(year));
        },
      });
      const at = others.slice(0, 10).findIndex(({ id }) => {
        const passage = byId.get(id);
        return passage?.name === first && passage.quote.includes(holds);
      });
      places.MiniSearch.push(at + 1);
    }
    await knowledge.close();
    return { ours: qualityOfPlaces(places.ours), MiniSearch: qualityOfPlaces(places.MiniSearch) };
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(`${copy}${end}`, { force: true });
  }
}
