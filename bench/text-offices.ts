import MiniSearch from 'minisearch';
import type { Database } from '../knowledge/database.js';
import { buildPassageIndex, type IndexedPassage, loadPassageIndex } from '../knowledge/passage-index.js';
import { tokensOf } from '../knowledge/passage-rank.js';
import { queryTerms } from '../knowledge/query-terms.js';
import { loadTokenizer } from '../knowledge/tokens.js';
import { inTurns, type Timing, type Work } from './measuring.js';
import { MINISEARCH, miniSearchOf, type Tokenised } from './text-peers.js';

/** lunr of one office against MiniSearch of the same passages and tokens. */

export interface OfficeText {
  readonly passages: number;
  readonly timings: Readonly<Record<(typeof STEPS)[number], Timing>>;
  /** Bytes as they are stored. */
  readonly lunrBytes: number;
  readonly miniBytes: number;
}

export const STEPS = [
  ...['lunr builds', 'MiniSearch builds', 'lunr loads', 'MiniSearch loads'],
  ...['lunr finds, short', 'MiniSearch finds, short', 'lunr finds, long', 'MiniSearch finds, long'],
] as const;

/** @param questions a few words each, and whole sentences */
export async function compareOffices(
  database: Database,
  questions: { readonly short: readonly string[]; readonly long: readonly string[] },
  rounds: number,
): Promise<OfficeText> {
  const tokenizer = await loadTokenizer();
  const terms = (texts: readonly string[]) => texts.map((text) => tokensOf(queryTerms(tokenizer, text)));
  const [short, long] = [terms(questions.short), terms(questions.long)];
  const offices = await passagesByOffice(database);
  const built = await Promise.all(
    offices.map(async (passages) => {
      const documents = passages.map(({ id, tokens }): Tokenised => ({ id, tokens: tokens.join(' ') }));
      const [stored, mini] = [await buildPassageIndex(passages), miniSearchOf(documents)];
      return { passages, documents, stored, lunr: await loadPassageIndex(stored), mini, json: JSON.stringify(mini) };
    }),
  );
  const of = (call: number) => {
    const office = built[call % built.length];
    if (!office) throw new RangeError('no office has passages');
    return office;
  };
  const lunrFinds =
    (asked: typeof short): Work =>
    (call) =>
      of(call).lunr.find(asked[call % asked.length] ?? new Map());
  // The same words, those of the same meaning included, each with its weight.
  const miniFinds =
    (asked: typeof short): Work =>
    (call) => {
      const words = asked[call % asked.length] ?? new Map<string, number>();
      return of(call).mini.search([...words.keys()].join(' '), { boostTerm: (term) => words.get(term) ?? 1 });
    };
  const timings = await inTurns(
    {
      'lunr builds': (call: number) => buildPassageIndex(of(call).passages),
      'MiniSearch builds': (call: number) => JSON.stringify(miniSearchOf(of(call).documents)),
      'lunr loads': (call: number) => loadPassageIndex(of(call).stored),
      'MiniSearch loads': (call: number) => MiniSearch.loadJSON(of(call).json, MINISEARCH),
      'lunr finds, short': lunrFinds(short),
      'MiniSearch finds, short': miniFinds(short),
      'lunr finds, long': lunrFinds(long),
      'MiniSearch finds, long': miniFinds(long),
    } satisfies Record<(typeof STEPS)[number], Work>,
    { rounds, seconds: 40 },
  );
  const mean = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  return {
    timings,
    passages: mean(built.map(({ passages }) => passages.length)),
    lunrBytes: mean(built.map(({ stored }) => stored.length)),
    miniBytes: mean(built.map(({ json }) => Buffer.byteLength(json))),
  };
}

// --- internal ---

const MOST_OFFICES = 20;

async function passagesByOffice(database: Database): Promise<readonly (readonly IndexedPassage[])[]> {
  const rows = await database.all<{ office: number; id: number; year: number; sectionKey: string; tokens: string }>(
    `select office, id, year, section_key as sectionKey, tokens from passage
      where office in (select id from office order by id limit ?) order by id`,
    MOST_OFFICES,
  );
  const offices = new Map<number, IndexedPassage[]>();
  for (const { office, tokens, ...row } of rows) {
    offices.set(office, [...(offices.get(office) ?? []), { ...row, tokens: tokens.split(' ') }]);
  }
  return [...offices.values()];
}
