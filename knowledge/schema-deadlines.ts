/**
 * Schema of what is due: whose reports, by when, what is known of them, and who is to be reminded.
 *
 * - `register` holds the offices that owe a report, whether or not one is stored; `office` is the stored one of that name.
 * - `due_rule` holds local notices: they say another day than the Regulations, for a place, a kind or one office.
 * - `published` is a person's entry or an import; the date a stored report prints needs no row.
 * - `subscription.address` is the platform's own id of the chat: nothing else can be written to. It is there for people
 *   who asked for reminders, and goes when they cancel.
 * - `reminder` has a row for each occasion of a subscription, once (`unique`), from before it is sent; `key` names the
 *   occasion and not the moment, so that no clock makes it another one.
 */
export const DEADLINES = `
  create table register (
    id integer primary key autoincrement,
    name text not null unique,
    core text not null,
    kind text not null,
    province text,
    city text,
    county text,
    office integer references office (id) on delete set null,
    source text not null,
    who text,
    at text not null
  );
  create index register_office on register (office);

  create table due_rule (
    id integer primary key autoincrement,
    place text,
    kind text,
    register integer references register (id) on delete cascade,
    first_year integer not null,
    last_year integer not null,
    month_day text not null,
    basis text not null,
    who text not null,
    at text not null
  );

  create table published (
    register integer not null references register (id) on delete cascade,
    year integer not null,
    published_on text not null,
    evidence text not null,
    who text,
    at text not null,
    primary key (register, year)
  ) without rowid;

  create table subscription (
    id integer primary key autoincrement,
    channel text not null,
    address text not null,
    person text not null,
    scope text not null,
    schedule text not null,
    created_at text not null,
    cancelled_at text
  );
  create index subscription_person on subscription (channel, person);

  create table reminder (
    id integer primary key autoincrement,
    subscription integer not null references subscription (id) on delete cascade,
    key text not null,
    occasion text not null,
    due_at text not null,
    state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'unclear', 'dropped')),
    attempts integer not null default 0,
    next_at text not null,
    lease text,
    lease_until text,
    late integer not null default 0,
    detail text,
    settled_at text,
    unique (subscription, key)
  );
  create index reminder_open on reminder (state, next_at);
`;
