import type { Connection, Database } from './connection.js';
import { lru } from './lru.js';
import { buildPassageIndex, indexVersion, loadPassageIndex, type PassageIndex } from './passage-index.js';
import { addPassageText, removePassageText } from './passage-text.js';
import { nextRevision } from './revision.js';
import { loadTokenizer, type Tokenizer } from './tokens.js';
import { UserError } from './types.js';

/** Tokens of a passage as stored: the section's title twice, then the text, between single spaces. */
export function passageTokens(tokenizer: Tokenizer, section: string, text: string): string {
  const title = tokenizer.tokens(section);
  return [...title, ...title, ...tokenizer.tokens(text)].join(' ');
}

/**
 * Builds the index of one office from its passages. To be called in the transaction that changed them: index and
 * passages are of one state, always. Passages that another tokenizer had cut are cut again.
 */
export async function indexOffice(connection: Connection, office: number, revision: number): Promise<void> {
  const stamp = await currentStamp();
  const stored = await connection.get<{ stamp: string }>('select stamp from office_index where office = ?', office);
  if (stored?.stamp !== stamp) await cutAgain(connection, office);
  const rows = await connection.all<{ id: number; year: number; sectionKey: string; tokens: string }>(
    'select id, year, section_key as sectionKey, tokens from passage where office = ? order by id',
    office,
  );
  await connection.run(
    `insert into office_index (office, stamp, revision, passages, data) values (?, ?, ?, ?, ?)
       on conflict (office) do update set stamp = excluded.stamp, revision = excluded.revision,
         passages = excluded.passages, data = excluded.data`,
    office,
    stamp,
    revision,
    rows.length,
    await buildPassageIndex(rows.map((row) => ({ ...row, tokens: row.tokens.split(' ') }))),
  );
}

/** Takes an office's index away, in the transaction that changed its passages: who needs it builds it from them. */
export async function dropOfficeIndex(connection: Connection, office: number): Promise<void> {
  await connection.run('delete from office_index where office = ?', office);
}

/** The indexes of offices, loaded on demand and kept while they are in use. */
export interface OfficeIndexes {
  of(office: number): Promise<PassageIndex>;
  /**
   * Indexes what has no index, and again what another tokenizer had cut: `passage_text` is then of one tokenizer. What is
   * left undone where `goOn` says no is built when it is asked for.
   */
  bringUpToDate(goOn?: () => boolean): Promise<void>;
}

/** A damaged or outdated index is built anew from the passages, and stored where the database can be written. */
export function officeIndexes(database: Database): OfficeIndexes {
  const kept = lru<number, { readonly revision: number; readonly index: PassageIndex }>(KEPT_INDEXES);

  async function of(office: number): Promise<PassageIndex> {
    const known = kept.get(office);
    const stored = await database.replica.get<{ revision: number; data: Buffer | null }>(
      `select revision, case revision when ? then null else data end as data
         from office_index where office = ? and stamp = ?`,
      known?.revision ?? -1,
      office,
      await currentStamp(),
    );
    if (known && stored?.revision === known.revision) return known.index;
    const index = stored?.data ? await loadPassageIndex(stored.data).catch(() => null) : null;
    if (!stored || !index) return rebuilt(database, office);
    kept.set(office, { revision: stored.revision, index });
    return index;
  }

  async function bringUpToDate(goOn: () => boolean = () => true): Promise<void> {
    const outdated = await database.all<{ id: number }>(
      `select id from office where exists (select 1 from report where report.office = office.id)
         and not exists (select 1 from office_index i where i.office = office.id and i.stamp = ?)`,
      await currentStamp(),
    );
    for (const { id } of outdated) {
      if (!goOn()) return;
      await database.transaction((connection) => indexAnew(connection, id));
    }
  }

  return { of, bringUpToDate };
}

// --- internal ---

/** About 2.5 MB each. */
const KEPT_INDEXES = 32;

let stampOfProcess: Promise<string> | null = null;

function currentStamp(): Promise<string> {
  stampOfProcess ??= Promise.all([loadTokenizer(), indexVersion()]).then(
    ([tokenizer, version]) => `${tokenizer.stamp}+${version}`,
  );
  return stampOfProcess;
}

async function indexAnew(connection: Connection, office: number): Promise<void> {
  await dropOfficeIndex(connection, office);
  await indexOffice(connection, office, await nextRevision(connection));
}

/** A reader must not fail because it cannot write: then the index serves this one question. */
async function rebuilt(database: Database, office: number): Promise<PassageIndex> {
  try {
    await database.transaction((connection) => indexAnew(connection, office));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  const tokenizer = await loadTokenizer();
  const rows = await database.replica.all<{
    id: number;
    year: number;
    sectionKey: string;
    section: string;
    quote: string;
  }>('select id, year, section_key as sectionKey, section, quote from passage where office = ?', office);
  return loadPassageIndex(
    await buildPassageIndex(
      rows.map((row) => ({ ...row, tokens: passageTokens(tokenizer, row.section, row.quote).split(' ') })),
    ),
  );
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
