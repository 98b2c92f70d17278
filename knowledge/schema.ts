import type { Connection, Database } from './connection.js';
import { CHANNELS } from './schema-channels.js';
import { DEADLINES } from './schema-deadlines.js';
import { DECISIONS } from './schema-decisions.js';
import { VERSIONS_AND_NAMES } from './schema-versions.js';
import { UserError } from './types.js';

/** Version of the schema this program writes: the number of migrations. */
export function schemaVersion(): number {
  return MIGRATIONS.length;
}

/**
 * Brings a database to this program's schema, one version after the other, in one transaction.
 * @throws UserError as `storedVersion`
 */
export async function migrate(database: Database): Promise<void> {
  if ((await storedVersion(database)) === MIGRATIONS.length) return;
  await database.transaction(async (connection) => {
    // Read again under the lock: another process may have migrated meanwhile.
    const version = await storedVersion(connection);
    for (const migration of MIGRATIONS.slice(version)) await connection.exec(migration);
    await connection.exec(`pragma application_id = ${APPLICATION}; pragma user_version = ${MIGRATIONS.length};`);
  });
}

/**
 * The schema version a database was left at; 0 for a new one.
 * @throws UserError NEWER_SCHEMA when a newer program wrote it, FOREIGN_DATABASE when it is not ours.
 */
export async function storedVersion(connection: Connection): Promise<number> {
  const found = await connection.get<{ version: number; application: number; tables: number }>(
    `select user_version as version, application_id as application, (select count(*) from sqlite_schema) as tables
       from pragma_user_version, pragma_application_id`,
  );
  const { version = 0, application = 0, tables = 0 } = found ?? {};
  if (tables > 0 && application !== APPLICATION) {
    throw new UserError('FOREIGN_DATABASE', '这个数据库文件属于别的程序，没有改动它。请换一个路径。');
  }
  if (version > MIGRATIONS.length) {
    throw new UserError(
      'NEWER_SCHEMA',
      `这个知识库由更新版本的程序建立（结构版本 ${version}，本程序只认识到 ${MIGRATIONS.length}）。请升级程序后再用。`,
    );
  }
  return version;
}

// --- internal ---

/** Marks the file as ours (`file` and other tools show it); the letters "OGIB". */
const APPLICATION = 0x4f474942;

/**
 * Every table, once. A change is a new entry at the end, never an edit: databases in use are somewhere on this list.
 *
 * - `figure`, `fact` and `doubt` are clustered by what is asked for first (metric, year, office), so that a ranking reads
 *   one stretch and a point lookup one leaf.
 * - `figure.stated` is text (`6`, `1.314`, `blank`): a number comes back as the very number that was stored.
 * - `passage.id` is never used twice: an index of an older state then finds nothing instead of another passage.
 * - `passage_text` holds a passage's tokens and its year, office and section as tokens of their own; the ascii tokenizer
 *   of FTS5 splits at the spaces between our tokens and nowhere within one.
 */
const MIGRATIONS: readonly string[] = [
  `
  create table meta (key text primary key, value integer not null) without rowid;
  insert into meta values ('revision', 0);

  create table office (
    id integer primary key autoincrement,
    name text not null unique,
    core text not null,
    kind text not null,
    province text,
    city text,
    county text,
    aliases text not null default '{"printed":[],"accounts":[]}'
  );
  create index office_core on office (core, kind);

  create table report (
    id integer primary key autoincrement,
    office integer not null references office (id),
    year integer not null,
    title text not null,
    title_line integer,
    format text not null,
    hybrid integer not null,
    document_number text,
    issued_on text,
    file text not null,
    hash text not null,
    stored_at text not null,
    printed text not null,
    body blob not null,
    unique (office, year)
  );
  create index report_hash on report (hash);

  create table figure (
    metric text not null,
    year integer not null,
    office integer not null,
    ordinal integer not null,
    report integer not null references report (id) on delete cascade,
    applicant text,
    part text,
    stated text not null,
    approximate integer not null,
    unit text,
    source text not null,
    printed text not null,
    section text not null,
    quote text not null,
    line integer,
    primary key (metric, year, office, ordinal)
  ) without rowid;
  create index figure_report on figure (report);

  create table fact (
    key text not null,
    year integer not null,
    office integer not null,
    ordinal integer not null,
    report integer not null references report (id) on delete cascade,
    text text not null,
    section text not null,
    quote text not null,
    line integer,
    primary key (key, year, office, ordinal)
  ) without rowid;
  create index fact_report on fact (report);

  create table passage (
    id integer primary key autoincrement,
    report integer not null references report (id) on delete cascade,
    office integer not null,
    year integer not null,
    ordinal integer not null,
    section_key text not null,
    section text not null,
    line integer,
    quote text not null,
    tokens text not null
  );
  create index passage_report on passage (report, ordinal);
  create index passage_office on passage (office);
  create virtual table passage_text using fts5 (
    tokens, content = '', contentless_delete = 1, detail = column, tokenize = "ascii tokenchars '.%-@_/:'"
  );
  create virtual table passage_vocabulary using fts5vocab (passage_text, row);

  create table office_index (
    office integer primary key references office (id),
    stamp text not null,
    revision integer not null,
    passages integer not null,
    data blob not null
  );

  create table finding (
    id integer primary key autoincrement,
    report integer not null references report (id) on delete cascade,
    office integer not null,
    year integer not null,
    rule text not null,
    at text not null,
    severity text not null,
    outcome text not null,
    message text not null,
    places text not null,
    metrics text not null
  );
  create index finding_report on finding (report);
  create index finding_year on finding (year, office);
  create table doubt (
    metric text not null,
    year integer not null,
    office integer not null,
    finding integer not null references finding (id) on delete cascade,
    primary key (metric, year, office, finding)
  ) without rowid;
  create index doubt_finding on doubt (finding);

  create table verdict (
    office integer not null references office (id),
    year integer not null,
    rule text not null,
    at text not null,
    verdict text not null check (verdict in ('confirmed', 'dismissed')),
    reason text not null,
    who text not null,
    at_time text not null,
    primary key (office, year, rule, at)
  ) without rowid;

  create table replaced (
    id integer primary key autoincrement,
    office integer not null,
    year integer not null,
    metric text not null,
    applicant text,
    source text not null,
    part text,
    old text,
    new text,
    at text not null
  );
  create index replaced_report on replaced (office, year);

  create table session (id text primary key, state text not null, saved_at text not null) without rowid;
  create index session_saved on session (saved_at);

  create table journal (
    id integer primary key autoincrement,
    at text not null,
    channel text not null,
    question text not null,
    kind text not null,
    detail text not null
  );
  create index journal_at on journal (at);
  `,
  VERSIONS_AND_NAMES,
  // What became of each file that was read, so that an unchanged one is not read again (read-files.ts).
  `
  create table read_file (
    path text primary key,
    stamp text not null,
    hash text not null,
    reports text not null
  ) without rowid;
  `,
  DECISIONS,
  CHANNELS,
  DEADLINES,
];
