import type { Connection } from './connection.js';
import { PLACE } from './office-index.js';
import { type Candidate, type Frequencies, type Ranked, rank, rarity, tokensOf } from './passage-rank.js';
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
  connection: Connection,
  where: Everywhere,
  terms: readonly Term[],
): Promise<readonly Ranked[]> {
  const tokens = tokensOf(terms);
  const frequencies = await frequenciesOf(connection, [...tokens.keys()]);
  const wanted = chosen(frequencies, tokens).map(({ match, weight }) => [match + placeFilter(where), weight]);
  if (wanted.length === 0) return [];
  const rows = await connection.all<{ id: number; tokens: string }>(
    `with wanted (expression, weight) as materialized (
       select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each(?)
     ), candidate (id) as materialized (
       select t.rowid from wanted w cross join passage_text t where t.passage_text match w.expression
        group by t.rowid order by sum(w.weight) desc, t.rowid limit ?
     )
     select p.id as id, p.tokens as tokens from candidate c join passage p on p.id = c.id`,
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

async function frequenciesOf(connection: Connection, tokens: readonly string[]): Promise<Frequencies> {
  const rows = await connection.all<{ token: string; found: number }>(
    `select term as token, doc as found from passage_vocabulary where term in (select value from json_each(?1))
      union all select '', coalesce(sum(passages), 0) from office_index`,
    JSON.stringify(tokens),
  );
  const of = new Map(rows.map(({ token, found }) => [token, found]));
  const passages = of.get('') ?? 0;
  of.delete('');
  return { passages, of };
}

interface Choice {
  readonly match: string;
  readonly weight: number;
}

/** The rare tokens, each by itself; where there are none, the two rarest together. */
function chosen({ passages, of }: Frequencies, tokens: ReadonlyMap<string, number>): readonly Choice[] {
  const known = [...tokens.keys()]
    .map((token) => ({ token, found: of.get(token) ?? 0, weight: (tokens.get(token) ?? 0) * weight(token) }))
    .filter(({ found }) => found > 0)
    .sort((a, b) => a.found - b.found);
  const rare = known.filter(({ found }) => found <= Math.max(RARE, passages * RARE_SHARE));
  if (rare.length > 0) return rare.map((choice) => ({ match: quoted(choice.token), weight: choice.weight }));
  const together = known.slice(0, 2).map(({ token }) => quoted(token));
  return together.length > 0 ? [{ match: `(${together.join(' AND ')})`, weight: 1 }] : [];

  function weight(token: string): number {
    return rarity(of.get(token) ?? 0, passages);
  }
}

/** Office, year and section are tokens of the same full text: the index itself leaves out the rest. */
function placeFilter({ offices, years, sections = [] }: Everywhere): string {
  return [
    offices.map((id) => `${PLACE.office}${id}`),
    years.map((year) => `${PLACE.year}${year}`),
    sections.map((key) => `${PLACE.section}${key}`),
  ]
    .filter((choices) => choices.length > 0)
    .map((choices) => ` AND (${choices.map(quoted).join(' OR ')})`)
    .join('');
}

/** A string of FTS5's query language: whatever stands in it is a word, never an operator. */
function quoted(token: string): string {
  return `"${token.replaceAll('"', '""')}"`;
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
