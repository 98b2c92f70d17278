/**
 * Schema of what the channels keep: whom they serve, what was already answered, what people thought of it.
 *
 * - A person is stored as a keyed hash of the platform's id (`people.ts`); `secret` holds the key.
 * - `received` is the memory of messages already answered, with the answer, so that a platform's retry gets the same one
 *   after a restart as well.
 * - `journal.question` is emptied after the time the operator set; the outcome stays.
 */
export const CHANNELS = `
  create table secret (key text primary key, value text not null) without rowid;

  alter table journal add column person text;
  alter table journal add column role text;
  alter table journal add column answer text;

  create table feedback (
    journal integer not null references journal (id) on delete cascade,
    person text not null,
    liked integer not null,
    at text not null,
    primary key (journal, person)
  ) without rowid;
  create index feedback_at on feedback (at);

  create table staff (
    channel text not null,
    person text not null,
    name text not null,
    since text not null,
    admitted_by text not null,
    primary key (channel, person)
  ) without rowid;

  create table invitation (
    code text primary key,
    name text not null,
    made_by text not null,
    made_at text not null,
    expires_at text not null,
    used_at text,
    used_channel text,
    used_person text
  ) without rowid;

  create table staff_action (
    id integer primary key autoincrement,
    at text not null,
    channel text not null,
    who text not null,
    action text not null,
    detail text not null
  );
  create index staff_action_at on staff_action (at);

  create table received (
    channel text not null,
    id text not null,
    at text not null,
    outgoing text,
    primary key (channel, id)
  ) without rowid;
  create index received_at on received (at);

  create table channel_off (channel text primary key, reason text not null, who text not null, at text not null) without rowid;
`;
