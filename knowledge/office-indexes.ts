import type { Database } from './connection.js';
import { lru } from './lru.js';
import {
  buildIndex,
  type CutPassage,
  currentStamps,
  indexAnew,
  keepIndex,
  passageTokens,
  readPassages,
} from './office-index.js';
import { loadPassageIndex, type PassageIndex } from './passage-index.js';
import { loadTokenizer } from './tokens.js';
import { UserError } from './types.js';

/** The indexes of offices, loaded on demand and kept while they are in use. */
export interface OfficeIndexes {
  /** A damaged or missing index is built from the passages, and stored where the database can be written. */
  of(office: number): Promise<PassageIndex>;
  /**
   * Cuts the passages again that another tokenizer had cut: the full text of all offices is then of one.
   * @param revision what was up to date at a revision is not looked at again
   */
  cutAlike(revision: number): Promise<void>;
}

export function officeIndexes(database: Database): OfficeIndexes {
  const kept = lru<number, { readonly revision: number; readonly index: PassageIndex }>(KEPT_INDEXES);
  let alikeAt: number | null = null;

  async function of(office: number): Promise<PassageIndex> {
    const known = kept.get(office);
    const stored = await database.replica.get<{ revision: number; data: Buffer | null }>(
      `select revision, case revision when ? then null else data end as data
         from office_index where office = ? and stamp = ?`,
      known?.revision ?? -1,
      office,
      (await currentStamps()).built,
    );
    if (known && stored?.revision === known.revision) return known.index;
    const index = stored?.data ? await loadPassageIndex(stored.data).catch(() => null) : null;
    if (!stored || !index) return rebuilt(database, office);
    kept.set(office, { revision: stored.revision, index });
    return index;
  }

  async function cutAlike(revision: number): Promise<void> {
    if (alikeAt === revision) return;
    const done = await cutOtherwiseCut(database);
    if (done) alikeAt = revision;
  }

  return { of, cutAlike };
}

/** How `bringUpToDate` goes about it. */
export interface BringingUpToDate {
  /** What is left undone where it says no is built when it is asked for. */
  readonly goOn?: () => boolean;
  /** Builds an index, wherever it likes. */
  readonly build?: (passages: readonly CutPassage[]) => Promise<Buffer>;
}

/** Builds the indexes that are not built yet, many at a time, and stores each unless its passages change meanwhile. */
export async function bringUpToDate(
  database: Database,
  { goOn = () => true, build = oneByOne(buildIndex) }: BringingUpToDate = {},
): Promise<void> {
  if (!(await cutOtherwiseCut(database, goOn))) return;
  const { cut } = await currentStamps();
  const waiting = await database.all<{ id: number }>('select office as id from office_index where stamp = ?', cut);
  for (let from = 0; from < waiting.length && goOn(); from += AT_A_TIME) {
    const chunk = waiting.slice(from, from + AT_A_TIME).map(({ id }) => id);
    const offices = (await readPassages(database, chunk)).filter(({ stamp }) => stamp === cut);
    const built = await Promise.all(offices.map(async (of) => ({ of, index: await build(of.passages) })));
    await database.transaction(async (connection) => {
      for (const { of, index } of built) await keepIndex(connection, of, index);
    });
  }
}

// --- internal ---

/** About 2.5 MB each. */
const KEPT_INDEXES = 32;

/** Offices whose passages are in memory together. */
const AT_A_TIME = 32;

/** In this thread: what else waits for it gets its turn in between. */
function oneByOne<Given, Result>(work: (given: Given) => Promise<Result>): (given: Given) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (given) => {
    const next = last.then(() => work(given));
    last = next.catch(() => undefined);
    return next;
  };
}

/** Each in a transaction of its own; false where `goOn` ended it before the last. */
async function cutOtherwiseCut(database: Database, goOn: () => boolean = () => true): Promise<boolean> {
  const { cut, built } = await currentStamps();
  const unknown = await database.replica.all<{ id: number }>(
    `select id from office where exists (select 1 from report where report.office = office.id)
       and not exists (select 1 from office_index i where i.office = office.id and i.stamp in (?, ?))`,
    ...[cut, built],
  );
  for (const { id } of unknown) {
    if (!goOn()) return false;
    await database.transaction((connection) => indexAnew(connection, id));
  }
  return true;
}

/** A reader must not fail because it cannot write: then the index serves this one question. */
async function rebuilt(database: Database, office: number): Promise<PassageIndex> {
  const [found] = await readPassages(database.replica, [office]);
  const { cut, built } = await currentStamps();
  if (found && (found.stamp === cut || found.stamp === built)) {
    const index = await buildIndex(found.passages);
    await whereItCan(() => keepIndex(database, found, index));
    return loadPassageIndex(index);
  }
  await whereItCan(() => database.transaction((connection) => indexAnew(connection, office)));
  return loadPassageIndex(await buildIndex(await cutHere(database, office)));
}

async function whereItCan(write: () => Promise<void>): Promise<void> {
  await write().catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
  });
}

async function cutHere(database: Database, office: number): Promise<readonly CutPassage[]> {
  const tokenizer = await loadTokenizer();
  const rows = await database.replica.all<Omit<CutPassage, 'tokens'> & { section: string; quote: string }>(
    'select id, year, section_key as sectionKey, section, quote from passage where office = ?',
    office,
  );
  return rows.map(({ section, quote, ...place }) => ({
    ...place,
    tokens: passageTokens(tokenizer, section, quote),
  }));
}
