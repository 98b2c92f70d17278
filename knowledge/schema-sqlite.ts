/** The first steps of the schema on SQLite; on PostgreSQL they are one (schema-postgres.ts). */

/**
 * Every table as it was first.
 *
 * - `figure`, `fact` and `doubt` are clustered by what is asked for first (metric, year, office), so that a ranking reads
 *   one stretch and a point lookup one leaf.
 * - `figure.stated` is text (`6`, `1.314`, `blank`): a number comes back as the very number that was stored.
 * - `passage.id` is never used twice: an index of an older state then finds nothing instead of another passage.
 * - `passage_text` holds a passage's tokens and its year, office and section as tokens of their own; the ascii tokenizer
 *   of FTS5 splits at the spaces between our tokens and nowhere within one.
 */
export const SQLITE_BASE = `
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
  `;

/** What became of each file that was read, so that an unchanged one is not read again (read-files.ts). */
export const READ_FILES = `
  create table read_file (
    path text primary key,
    stamp text not null,
    hash text not null,
    reports text not null
  ) without rowid;
  `;
