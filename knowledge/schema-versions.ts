/**
 * Second step of the schema: several files of one office and year, the names an office had, and what a verdict was about.
 *
 * - `version` holds the reports of an office and year that are not in use; the one in use is in `report`, and `number`
 *   counts through both in the order they came.
 * - `content` is of the file's bytes alone: a newer reader gives the same bytes another `hash` and no other version.
 *   It is null where a report was stored before this step.
 * - `own` is the office as the report itself names it, as JSON: which reports of an office name no place.
 * - `office_name` holds names besides the office's own: printed in a report (then with its quote and file), or given by
 *   a person (then with who and why).
 */
export const VERSIONS_AND_NAMES = `
  alter table report add column version integer not null default 1;
  alter table report add column content text;
  create index report_content on report (content);
  alter table report add column own text;

  create table version (
    office integer not null references office (id),
    year integer not null,
    number integer not null,
    title text not null,
    file text not null,
    hash text not null,
    content text,
    format text not null,
    issued_on text,
    stored_at text not null,
    printed text not null,
    body blob not null,
    primary key (office, year, number)
  );
  create index version_content on version (content);

  create table office_name (
    office integer not null references office (id),
    name text not null,
    core text not null,
    kind text not null,
    place text,
    quote text not null,
    line integer,
    file text not null,
    year integer,
    who text,
    reason text,
    primary key (office, name)
  ) without rowid;
  create index office_name_core on office_name (core, kind);

  alter table verdict add column message text;
`;
