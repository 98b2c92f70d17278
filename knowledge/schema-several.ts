/**
 * Schema of what several processes on one database agree by.
 *
 * - `session.version` rises with every saving, so that who works on an older state than the one stored is told; it starts
 *   at the clock (sessions.ts), so that it rises also over a conversation that was forgotten and began anew.
 * - `session.held_until` is set while one process alone may go on with the conversation, at most until then.
 * - `rate` counts messages since the first of a minute (rates.ts); `key` names whose.
 */
export const SEVERAL = `
  alter table session add column version integer not null default 1;
  alter table session add column held_until text;

  create table rate (key text primary key, points integer not null, until text not null) without rowid;
  create index rate_until on rate (until);
`;
