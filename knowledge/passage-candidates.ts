import type { Engine, Reader } from './connection.js';
import { type Candidate, type Frequencies, type Ranked, rank, rarity, tokensOf } from './passage-rank.js';
import { matchText, PLACE } from './passage-text.js';
import type { Term } from './query-terms.js';

/** Where to look; empty lists mean everywhere. */
export interface Everywhere {
  readonly offices: readonly number[];
  readonly years: readonly number[];
  readonly sections?: readonly string[];
}

/**
 * Full text over all offices: the question's rare words choose candidates through FTS5, coverage of all words ranks
 * them. FTS5's own ranking is not used: it reads every passage that holds a common word.
 */
export async function findEverywhere(
  connection: Reader,
  where: Everywhere,
  terms: readonly Term[],
): Promise<readonly Ranked[]> {
  const tokens = tokensOf(terms);
  const frequencies = await frequenciesOf(connection, [...tokens.keys()]);
  const wanted = chosen(frequencies, tokens).map(({ all, weight }) => [
    matchText(connection.engine, { all, oneOf: placesOf(where) }),
    weight,
  ]);
  if (wanted.length === 0) return [];
  const rows = await connection.all<{ id: number; tokens: string }>(
    CANDIDATES[connection.engine],
    JSON.stringify(wanted),
    MOST_CANDIDATES,
  );
  return rank(terms, frequencies, withCloseness(rows, tokens, frequencies));
}

// --- internal ---

const MOST_CANDIDATES = 200;
/** A token in more passages than this (or 2 %) chooses no candidates while rarer ones do. */
const RARE = 2_000;
const RARE_SHARE = 0.02;
/** BM25's usual constants. */
const K1 = 1.2;
const B = 0.75;

async function frequenciesOf(connection: Reader, tokens: readonly string[]): Promise<Frequencies> {
  const rows = await connection.all<{ token: string; found: number }>(
    `select ${connection.engine === 'sqlite' ? 'term' : 'token'} as token, doc as found from passage_vocabulary
      where ${connection.engine === 'sqlite' ? 'term' : 'token'} in (select value from json_each(?1))
      union all select '', coalesce(sum(passages), 0) from office_index`,
    JSON.stringify(tokens),
  );
  const of = new Map(rows.map(({ token, found }) => [token, found]));
  const passages = of.get('') ?? 0;
  of.delete('');
  return { passages, of };
}

/** Passages that hold a match, by the weight of the matches they hold. */
const CANDIDATES: { readonly [Each in Engine]: string } = {
  sqlite: candidates(
    'w.expression',
    (match) => `t.rowid as id, w.weight as weight from wanted w cross join passage_text t
    where t.passage_text match ${match}`,
  ),
  postgres: candidates(
    'cast(w.expression as tsquery)',
    (match) => `t.id as id, w.weight as weight from wanted w
    cross join passage_text t on t.words @@ ${match}`,
  ),
};

function candidates(match: string, found: (match: string) => string): string {
  return `with wanted (expression, weight) as materialized (
       select json_extract(each.value, '$[0]'), cast(json_extract(each.value, '$[1]') as double precision)
         from json_each(?1) as each
     ), candidate (id) as materialized (
       select hit.id from (select ${found(match)}) as hit group by hit.id order by sum(hit.weight) desc, hit.id limit ?2
     )
     select p.id as id, p.tokens as tokens from candidate c cross join passage p on p.id = c.id`;
}

interface Choice {
  readonly all: readonly string[];
  readonly weight: number;
}

/** The rare tokens, each by itself; where there are none, the two rarest together. */
function chosen({ passages, of }: Frequencies, tokens: ReadonlyMap<string, number>): readonly Choice[] {
  const known = [...tokens.keys()]
    .map((token) => ({ token, found: of.get(token) ?? 0, weight: (tokens.get(token) ?? 0) * weight(token) }))
    .filter(({ found }) => found > 0)
    .sort((a, b) => a.found - b.found);
  const rare = known.filter(({ found }) => found <= Math.max(RARE, passages * RARE_SHARE));
  if (rare.length > 0) return rare.map((choice) => ({ all: [choice.token], weight: choice.weight }));
  const together = known.slice(0, 2).map(({ token }) => token);
  return together.length > 0 ? [{ all: together, weight: 1 }] : [];

  function weight(token: string): number {
    return rarity(of.get(token) ?? 0, passages);
  }
}

/** Office, year and section are tokens of the same full text: the index itself leaves out the rest. */
function placesOf({ offices, years, sections = [] }: Everywhere): readonly (readonly string[])[] {
  return [
    offices.map((id) => `${PLACE.office}${id}`),
    years.map((year) => `${PLACE.year}${year}`),
    sections.map((key) => `${PLACE.section}${key}`),
  ];
}

function withCloseness(
  rows: readonly { readonly id: number; readonly tokens: string }[],
  looked: ReadonlyMap<string, number>,
  frequencies: Frequencies,
): readonly Candidate[] {
  const cut = rows.map(({ id, tokens }) => ({ id, tokens: tokens.split(' ') }));
  const average = cut.reduce((sum, { tokens }) => sum + tokens.length, 0) / Math.max(1, cut.length);
  const scored = cut.map(({ id, tokens }) => {
    const counts = new Map<string, number>();
    for (const token of tokens) if (looked.has(token)) counts.set(token, (counts.get(token) ?? 0) + 1);
    let score = 0;
    for (const [token, count] of counts) {
      const dampened = (count * (K1 + 1)) / (count + K1 * (1 - B + (B * tokens.length) / average));
      score += (looked.get(token) ?? 0) * rarity(frequencies.of.get(token) ?? 0, frequencies.passages) * dampened;
    }
    return { id, matched: new Set(counts.keys()), score };
  });
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return scored.map(({ id, matched, score }) => ({ id, matched, closeness: best > 0 ? score / best : 0 }));
}
