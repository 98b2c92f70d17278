import type { Catalog } from './catalog.js';
import type { Database } from './connection.js';
import { type OfficeIndexes, officeIndexes } from './office-indexes.js';
import { findEverywhere } from './passage-candidates.js';
import { type Candidate, type Frequencies, type Ranked, rank, tokensOf } from './passage-rank.js';
import { queryTerms, type Term } from './query-terms.js';
import { type FoundPassage, OF_REPORT, type StoredOffice } from './stored.js';
import { loadTokenizer } from './tokens.js';
import { type SectionKey, UserError } from './types.js';

export interface PassageQuery {
  readonly text: string;
  /** Ids; none means all. */
  readonly offices: readonly number[];
  /** None means all. */
  readonly years: readonly number[];
  readonly sections?: readonly SectionKey[];
  readonly limit: number;
}

/** Full text over what is stored. */
export interface Passages {
  /** The passages that best cover the words of a question, best first; none where nothing covers enough of it. */
  search(query: PassageQuery, known: Pick<Catalog, 'offices' | 'revision'>): Promise<FoundPassage[]>;
  /** The passages of some sections of one report, in document order. */
  ofSections(reportId: number, sections: readonly SectionKey[]): Promise<FoundPassage[]>;
}

export function passagesOf(database: Database): Passages {
  const indexes = officeIndexes(database);

  async function search(
    query: PassageQuery,
    { offices, revision }: Pick<Catalog, 'offices' | 'revision'>,
  ): Promise<FoundPassage[]> {
    const terms = queryTerms(await loadTokenizer(), withoutScope(query, offices));
    if (terms.length === 0) return [];
    const few = query.offices.length > 0 && query.offices.length <= MOST_INDEXES;
    // What cannot be written now must not cost the answer.
    if (!few) await indexes.cutAlike(revision).catch(ignoreKnown);
    const find = few ? findInOffices : findAnywhere;
    const ranked = (await find(query, terms)).slice(0, query.limit);
    const found = await fetch(ranked);
    // Between finding and fetching another process may have replaced a report: its passages have new ids then.
    return found.length === ranked.length ? found : fetch((await find(query, terms)).slice(0, query.limit));
  }

  async function findInOffices(query: PassageQuery, terms: readonly Term[]): Promise<readonly Ranked[]> {
    const perOffice = await Promise.all(query.offices.map((office) => findInOffice(indexes, office, query, terms)));
    return perOffice.flat().sort((a, b) => b.score - a.score || a.id - b.id);
  }

  function findAnywhere(query: PassageQuery, terms: readonly Term[]): Promise<readonly Ranked[]> {
    return findEverywhere(database.replica, query, terms);
  }

  async function fetch(ranked: readonly Ranked[]): Promise<FoundPassage[]> {
    const rows = await database.replica.all<PassageRow & { id: number }>(
      `select p.id as id, ${PASSAGE} from passage p join report r on r.id = p.report join office o on o.id = r.office
        where p.id in (select cast(value as integer) from json_each(?))`,
      JSON.stringify(ranked.map(({ id }) => id)),
    );
    const byId = new Map(rows.map(({ id, ...passage }) => [id, passage]));
    return ranked.flatMap(({ id, score, coverage }) => {
      const passage = byId.get(id);
      return passage ? [{ ...passage, score, coverage }] : [];
    });
  }

  async function ofSections(reportId: number, sections: readonly SectionKey[]): Promise<FoundPassage[]> {
    const rows = await database.replica.all<PassageRow>(
      `select ${PASSAGE} from passage p join report r on r.id = p.report join office o on o.id = r.office
        where p.report = ? and p.section_key in (select value from json_each(?)) order by p.ordinal`,
      reportId,
      JSON.stringify(sections),
    );
    return rows.map((row) => ({ ...row, score: 1, coverage: 1 }));
  }

  return { search, ofSections };
}

// --- internal ---

function ignoreKnown(error: unknown): void {
  if (!(error instanceof UserError)) throw error;
}

/** Above so many offices the one full text of all is quicker than their indexes. */
const MOST_INDEXES = 8;

type PassageRow = Omit<FoundPassage, 'score' | 'coverage'>;

const PASSAGE = `p.section_key as sectionKey, p.section as section, p.quote as quote, p.quote as text, p.line as line,
  ${OF_REPORT}`;

async function findInOffice(
  indexes: OfficeIndexes,
  office: number,
  { years, sections = [] }: PassageQuery,
  terms: readonly Term[],
): Promise<readonly Ranked[]> {
  const index = await indexes.of(office);
  const hits = index.find(tokensOf(terms));
  const wanted = hits.filter(
    ({ year, sectionKey }) =>
      (years.length === 0 || years.includes(year)) && (sections.length === 0 || sections.some((s) => s === sectionKey)),
  );
  const best = Math.max(0, ...wanted.map(({ score }) => score));
  const candidates: Candidate[] = wanted.map(({ id, matched, score }) => ({ id, matched, closeness: score / best }));
  return rank(terms, frequenciesOf(hits, index.size), candidates);
}

function frequenciesOf(hits: readonly { readonly matched: ReadonlySet<string> }[], passages: number): Frequencies {
  const of = new Map<string, number>();
  for (const { matched } of hits) {
    for (const token of matched) of.set(token, (of.get(token) ?? 0) + 1);
  }
  return { passages, of };
}

/** The question without the offices and years that are already filtered by: they say nothing about a passage of them. */
function withoutScope({ text, offices, years }: PassageQuery, known: readonly StoredOffice[]): string {
  const scope = known.filter(({ id }) => offices.includes(id));
  const names = scope.flatMap(({ name, core, printed }) => [name, core, ...printed]).filter((name) => name.length > 1);
  const stems = scope.map(({ core }) => core.replace(OFFICE_SUFFIX, '')).filter((stem) => stem.length > 1);
  let rest = text;
  for (const name of names.sort((a, b) => b.length - a.length)) rest = rest.replaceAll(name, ' ');
  // A bare stem only where the question opens with it: elsewhere it may be a word of its own.
  rest = rest.trim();
  for (const stem of stems) rest = rest.startsWith(stem) ? rest.slice(stem.length) : rest;
  for (const year of years) rest = rest.replace(new RegExp(`(?<!\\d)${year}(?!\\d)\\s*年?度?`, 'g'), ' ');
  return rest;
}

const OFFICE_SUFFIX = /(街道|镇|乡|局|委|办)$/;
