import type { Connection, Reader } from './connection.js';
import { buildPassageIndex, type IndexedPassage, indexVersion } from './passage-index.js';
import { addPassageText, removePassageText } from './passage-text.js';
import { nextRevision } from './revision.js';
import { loadTokenizer, type Tokenizer } from './tokens.js';

/**
 * The full text of each office, as it is stored. What stands beside it says what it was made with (`Stamps`), so that the
 * passages are known to be of this process's tokenizer even while the index itself is still to be built.
 */

/** Tokens of a passage as stored: the section's title twice, then the text, between single spaces. */
export function passageTokens(tokenizer: Tokenizer, section: string, text: string): string {
  const title = tokenizer.tokens(section);
  return [...title, ...title, ...tokenizer.tokens(text)].join(' ');
}

export interface Stamps {
  /** Of the tokenizer: the passages are cut, the index is to be built. */
  readonly cut: string;
  /** Of the tokenizer and the index. */
  readonly built: string;
}

/** What this process cuts and builds with. */
export function currentStamps(): Promise<Stamps> {
  stampsOfProcess ??= Promise.all([loadTokenizer(), indexVersion()]).then(([{ stamp }, version]) => ({
    cut: stamp,
    built: `${stamp}+${version}`,
  }));
  return stampsOfProcess;
}

/**
 * Counts an office's passages after those of a report were put in, cut by this process's tokenizer. To be called in that
 * transaction, before its index is built or left for later.
 */
export async function countPassages(connection: Connection, office: number, report: number): Promise<void> {
  // Where passages are older than what says who cut them, nobody knows: then there is no row, and they are cut again.
  await connection.run(
    `insert into office_index (office, stamp, revision, passages, data)
       select cast(?1 as integer), cast(?3 as text), 0, count(*), ?4 from passage where office = ?1
       having min(report) = ?2 and max(report) = ?2 or exists (select 1 from office_index where office = ?1)
     on conflict (office) do update set passages = excluded.passages`,
    office,
    report,
    (await currentStamps()).cut,
    NOTHING,
  );
}

/**
 * Builds the index of one office from its passages. To be called in the transaction that changed them: index and
 * passages are of one state, always. Passages that another tokenizer had cut are cut again.
 */
export async function indexOffice(connection: Connection, office: number, revision: number): Promise<void> {
  const { cut, built } = await currentStamps();
  const stored = await connection.get<{ stamp: string }>('select stamp from office_index where office = ?', office);
  if (stored?.stamp !== cut && stored?.stamp !== built) await cutAgain(connection, office);
  const [found] = await readPassages(connection, [office]);
  const passages = found?.passages ?? [];
  await connection.run(
    `insert into office_index (office, stamp, revision, passages, data) values (?, ?, ?, ?, ?)
       on conflict (office) do update set stamp = excluded.stamp, revision = excluded.revision,
         passages = excluded.passages, data = excluded.data`,
    office,
    built,
    revision,
    passages.length,
    await buildIndex(passages),
  );
}

/** Leaves an office's index to be built later, in the transaction that changed its passages: who needs it builds it. */
export async function postponeIndex(connection: Connection, office: number, revision: number): Promise<void> {
  const { cut, built } = await currentStamps();
  const { changes } = await connection.run(
    'update office_index set stamp = ?, revision = ?, data = ? where office = ? and stamp in (?, ?)',
    ...[cut, revision, NOTHING, office, cut, built],
  );
  if (changes === 0) await connection.run('delete from office_index where office = ?', office);
}

/** Cuts the passages of an office again and builds its index, whatever is stored of it. */
export async function indexAnew(connection: Connection, office: number): Promise<void> {
  await connection.run('delete from office_index where office = ?', office);
  await indexOffice(connection, office, await nextRevision(connection));
}

/** A passage as it is stored: its tokens between single spaces. */
export interface CutPassage extends Omit<IndexedPassage, 'tokens'> {
  readonly tokens: string;
}

/** Builds an office's index from its passages, as it is stored. */
export function buildIndex(passages: readonly CutPassage[]): Promise<Buffer> {
  return buildPassageIndex(passages.map((passage) => ({ ...passage, tokens: passage.tokens.split(' ') })));
}

/** The passages of an office, all of one state, which `revision` names where one is stored. */
export interface OfficePassages {
  readonly office: number;
  /** Null where nothing says who cut them. */
  readonly stamp: string | null;
  readonly revision: number | null;
  readonly passages: readonly CutPassage[];
}

/** The passages of some offices as they are indexed, in one statement; an office without any is left out. */
export async function readPassages(connection: Reader, offices: readonly number[]): Promise<OfficePassages[]> {
  const rows = await connection.all<PassageRow>(
    `select p.office as office, p.id as id, p.year as year, p.section_key as sectionKey, p.tokens as tokens,
            i.stamp as stamp, i.revision as revision
       from passage p left join office_index i on i.office = p.office
      where p.office in (select cast(value as integer) from json_each(?)) order by p.office, p.id`,
    JSON.stringify(offices),
  );
  const found = new Map<number, OfficePassages & { passages: CutPassage[] }>();
  for (const { office, stamp, revision, ...passage } of rows) {
    const of = found.get(office) ?? { office, stamp, revision, passages: [] };
    of.passages.push(passage);
    found.set(office, of);
  }
  return [...found.values()];
}

/** Stores an index that was built from passages read before, unless they have changed since. */
export async function keepIndex(
  connection: Pick<Connection, 'run'>,
  { office, revision }: Pick<OfficePassages, 'office' | 'revision'>,
  index: Buffer,
): Promise<void> {
  const { cut, built } = await currentStamps();
  await connection.run(
    'update office_index set stamp = ?, data = ? where office = ? and revision = ? and stamp in (?, ?)',
    ...[built, index, office, revision, cut, built],
  );
}

// --- internal ---

const NOTHING = Buffer.alloc(0);

let stampsOfProcess: Promise<Stamps> | null = null;

interface PassageRow extends CutPassage {
  readonly office: number;
  readonly stamp: string | null;
  readonly revision: number | null;
}

async function cutAgain(connection: Connection, office: number): Promise<void> {
  const tokenizer = await loadTokenizer();
  const rows = await connection.all<{ id: number; section: string; quote: string }>(
    'select id, section, quote from passage where office = ?',
    office,
  );
  await removePassageText(connection, 'office', office);
  await connection.run(
    `update passage set tokens = cut.tokens
       from (select cast(json_extract(each.value, '$[0]') as integer) as id, json_extract(each.value, '$[1]') as tokens
               from json_each(?) as each) as cut
      where passage.id = cut.id`,
    JSON.stringify(rows.map((row) => [row.id, passageTokens(tokenizer, row.section, row.quote)])),
  );
  await addPassageText(connection, 'office', office);
}
