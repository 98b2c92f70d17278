/**
 * Fourth step of the schema: what people decide about files and offices, and what is needed to take it back.
 *
 * - `version_choice` holds the report of an office and year that a person chose; `number` is always the one in use.
 * - `refused_file` holds reports that `--on-conflict fail` refused: a later call that says nothing refuses them, too.
 * - `office_merge` holds what two offices were before a person called them one; `before` is JSON (office-snapshot.ts).
 * - `decision` is the log: who decided what about whom, when and why. Nothing is ever taken out of it.
 */
export const DECISIONS = `
  create table version_choice (
    office integer not null references office (id),
    year integer not null,
    number integer not null,
    who text not null,
    reason text not null,
    at text not null,
    primary key (office, year)
  ) without rowid;

  create table refused_file (
    content text not null,
    office text not null,
    year integer not null,
    at text not null,
    primary key (content, office, year)
  ) without rowid;

  create table office_merge (
    id integer primary key autoincrement,
    into_office integer not null,
    from_office integer not null,
    who text not null,
    reason text not null,
    at text not null,
    before text not null
  );

  create table decision (
    id integer primary key autoincrement,
    at text not null,
    kind text not null,
    office text not null,
    year integer,
    detail text not null,
    who text not null,
    reason text not null
  );
  create index decision_at on decision (at);
`;
