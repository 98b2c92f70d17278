/** The statements of schema-postgres.ts, uncut. */
export const POSTGRES_BASE = `
  create table meta (key text primary key, value integer not null);
  insert into meta values ('revision', 0);

  create table office (
    id serial primary key,
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
    id serial,
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
    version integer not null default 1,
    content text,
    own text,
    primary key (office, id),
    unique (office, year)
  );
  create index report_id on report (id);
  create index report_hash on report (hash);
  create index report_content on report (content);

  create table figure (
    metric text not null,
    year integer not null,
    office integer not null,
    ordinal integer not null,
    report integer not null,
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
    primary key (metric, year, office, ordinal),
    foreign key (office, report) references report (office, id) on delete cascade
  );
  create index figure_report on figure (report);

  create table fact (
    key text not null,
    year integer not null,
    office integer not null,
    ordinal integer not null,
    report integer not null,
    text text not null,
    section text not null,
    quote text not null,
    line integer,
    primary key (key, year, office, ordinal),
    foreign key (office, report) references report (office, id) on delete cascade
  );
  create index fact_report on fact (report);
  create index fact_office on fact (office, key);

  create table passage (
    id serial,
    report integer not null,
    office integer not null,
    year integer not null,
    ordinal integer not null,
    section_key text not null,
    section text not null,
    line integer,
    quote text not null,
    tokens text not null,
    primary key (office, id),
    foreign key (office, report) references report (office, id) on delete cascade
  );
  create index passage_id on passage (id);
  create index passage_report on passage (report, ordinal);

  create table passage_text (
    id integer not null,
    office integer not null,
    words tsvector not null,
    primary key (office, id)
  );
  create index passage_text_words on passage_text using gin (words);
  create table passage_vocabulary (token text primary key, doc integer not null);

  create table office_index (
    office integer primary key references office (id),
    stamp text not null,
    revision integer not null,
    passages integer not null,
    data blob not null
  );

  create table finding (
    id serial,
    report integer not null,
    office integer not null,
    year integer not null,
    rule text not null,
    at text not null,
    severity text not null,
    outcome text not null,
    message text not null,
    places text not null,
    metrics text not null,
    primary key (office, id),
    foreign key (office, report) references report (office, id) on delete cascade
  );
  create index finding_id on finding (id);
  create index finding_report on finding (report);
  create index finding_year on finding (year, office);
  create table doubt (
    metric text not null,
    year integer not null,
    office integer not null,
    finding integer not null,
    primary key (metric, year, office, finding),
    foreign key (office, finding) references finding (office, id) on delete cascade
  );
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
    message text,
    primary key (office, year, rule, at)
  );

  create table replaced (
    id serial primary key,
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

  create table session (id text primary key, state text not null, saved_at text not null);
  create index session_saved on session (saved_at);

  create table journal (
    id serial primary key,
    at text not null,
    channel text not null,
    question text not null,
    kind text not null,
    detail text not null
  );
  create index journal_at on journal (at);

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
  );
  create index office_name_core on office_name (core, kind);

  create table read_file (path text primary key, stamp text not null, hash text not null, reports text not null);
`;
