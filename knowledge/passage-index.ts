import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import type lunr from 'lunr';

/** A passage as it is indexed. */
export interface IndexedPassage {
  readonly id: number;
  readonly year: number;
  readonly sectionKey: string;
  /** Title tokens twice, then the body's: one field, for lunr adds up fields and short titles would win. */
  readonly tokens: readonly string[];
}

/** One passage that holds some of the tokens looked for. */
export interface Hit extends Omit<IndexedPassage, 'tokens'> {
  readonly matched: ReadonlySet<string>;
  /** lunr's BM25 score; comparable within one query only. */
  readonly score: number;
}

/** The full text of one office, in memory. */
export interface PassageIndex {
  readonly size: number;
  /** Every passage that holds any of the tokens, best first. */
  find(tokens: ReadonlyMap<string, number>): readonly Hit[];
}

/** What makes a stored index unusable when it changes, the tokenizer apart. */
export async function indexVersion(): Promise<string> {
  return `lunr-${(await lunrModule()).version}-${LAYOUT}`;
}

/** Builds an office's index as it is stored: compressed JSON. */
export async function buildPassageIndex(passages: readonly IndexedPassage[]): Promise<Buffer> {
  const { Builder } = await lunrModule();
  const builder = new Builder();
  builder.ref('id');
  builder.field('tokens');
  // lunr's own pipeline stems English and trims away every Chinese character.
  builder.pipeline.reset();
  builder.searchPipeline.reset();
  for (const passage of passages) builder.add(passage);
  const stored: Stored = {
    passages: passages.map(({ id, year, sectionKey }) => [id, year, sectionKey]),
    index: builder.build().toJSON(),
  };
  return compress(JSON.stringify(stored), { level: constants.Z_BEST_SPEED });
}

/**
 * Loads what `buildPassageIndex` made.
 * @throws Error where the bytes are damaged
 */
export async function loadPassageIndex(data: Buffer): Promise<PassageIndex> {
  const { Index } = await lunrModule();
  const { passages, index }: Stored = JSON.parse((await decompress(data)).toString());
  const loaded = Index.load(index);
  const known = new Map(passages.map(([id, year, sectionKey]) => [String(id), { id, year, sectionKey }]));
  return {
    size: known.size,
    find: (tokens) =>
      search(loaded, tokens).flatMap((result) => {
        const passage = known.get(result.ref);
        return passage ? [{ ...passage, matched: matchedTokens(result), score: result.score }] : [];
      }),
  };
}

// --- internal ---

/** Raised when what is stored changes its shape. */
const LAYOUT = 1;

interface Stored {
  readonly passages: readonly (readonly [id: number, year: number, sectionKey: string])[];
  readonly index: object;
}

const compress = promisify<string, { level: number }, Buffer>(gzip);
const decompress = promisify<Buffer, Buffer>(gunzip);

/** Loaded when full text is first used: a figure never needs it. */
async function lunrModule(): Promise<typeof lunr> {
  return (await import('lunr')).default;
}

/** Not lunr's query language: a question is words, never operators. */
function search(index: lunr.Index, tokens: ReadonlyMap<string, number>): lunr.Index.Result[] {
  return index.query((query) => {
    for (const [token, boost] of tokens) query.term(token, { usePipeline: false, boost });
  });
}

function matchedTokens(result: lunr.Index.Result): ReadonlySet<string> {
  return new Set(Object.keys(result.matchData.metadata));
}
