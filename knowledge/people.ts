import { createHmac, randomBytes, randomInt } from 'node:crypto';
import type { Connection, Database } from './connection.js';
import { UserError } from './types.js';

/** A member of staff on a channel. */
export interface StaffMember {
  readonly channel: string;
  /** As `Hasher` made it of the platform's id. */
  readonly person: string;
  readonly name: string;
  readonly since: string;
  readonly admittedBy: string;
}

/** Turns a platform's id of a person into what is stored: the same for the same person, and no way back without the key. */
export type Hasher = (channel: string, id: string) => string;

/** The hasher of this database; its key is made on first use and stays. */
export async function hasherOf(connection: Connection): Promise<Hasher> {
  const stored = () => connection.get<{ value: string }>('select value from secret where key = ?', KEY);
  let row = await stored();
  // Not before it was looked for: where a key is known, people are known also while nothing can be written.
  if (!row) {
    await connection.run(
      'insert into secret (key, value) values (?, ?) on conflict (key) do nothing',
      KEY,
      randomBytes(32).toString('hex'),
    );
    row = await stored();
  }
  if (!row) throw new Error('the key of people was not stored');
  const { value } = row;
  return (channel, id) => createHmac('sha256', value).update(`${channel}\0${id}`).digest('hex').slice(0, HASH_LENGTH);
}

/** The member of staff a person is on a channel, or null: nobody becomes staff by saying so. */
export async function staffMember(
  connection: Connection,
  channel: string,
  person: string,
): Promise<StaffMember | null> {
  const row = await connection.get<StaffMember>(`${STAFF} where channel = ? and person = ?`, channel, person);
  return row ?? null;
}

/** All members of staff, by channel and name. */
export function listStaff(connection: Connection): Promise<StaffMember[]> {
  return connection.all<StaffMember>(`${STAFF} order by channel, name, person`);
}

/** Admits a person, under the name given; one who is staff already gets the new name. */
export async function admit(
  connection: Connection,
  member: Omit<StaffMember, 'since'> & { readonly now: Date },
): Promise<void> {
  await connection.run(
    `insert into staff (channel, person, name, since, admitted_by) values (?, ?, ?, ?, ?)
       on conflict (channel, person) do update set name = excluded.name, admitted_by = excluded.admitted_by`,
    member.channel,
    member.person,
    member.name,
    member.now.toISOString(),
    member.admittedBy,
  );
}

/** Takes a person's role away; false where the person had none. */
export async function dismiss(connection: Connection, channel: string, person: string): Promise<boolean> {
  return (await connection.run('delete from staff where channel = ? and person = ?', channel, person)).changes > 0;
}

/**
 * Makes an invitation for one person and returns its code, which is stored only as a hash: `ABCD-EFGH-JKLM`, sixty bits,
 * without letters and digits that look alike.
 */
export async function invite(
  connection: Connection,
  of: { readonly name: string; readonly by: string; readonly now: Date; readonly days: number },
): Promise<string> {
  const code = Array.from({ length: 12 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  await connection.run(
    'insert into invitation (code, name, made_by, made_at, expires_at) values (?, ?, ?, ?, ?)',
    hashOf(code),
    of.name,
    of.by,
    of.now.toISOString(),
    new Date(of.now.getTime() + of.days * DAY).toISOString(),
  );
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** An invitation that was not used yet and still holds. */
export interface OpenInvitation {
  readonly name: string;
  readonly by: string;
  /** ISO time. */
  readonly expiresAt: string;
}

/** The invitations that could be used now, the first to end first. */
export function openInvitations(connection: Connection, now: Date): Promise<OpenInvitation[]> {
  return connection.all<OpenInvitation>(
    `select name, made_by as by, expires_at as expiresAt from invitation
       where used_at is null and expires_at > ? order by expires_at, name`,
    now.toISOString(),
  );
}

/** Takes back the invitations made for a name that were not used, and returns how many. */
export async function withdrawInvitations(connection: Connection, name: string): Promise<number> {
  return (await connection.run('delete from invitation where name = ? and used_at is null', name)).changes;
}

/**
 * Makes a person staff by a code; a code works once.
 * @throws UserError BAD_INVITATION where it is unknown, used or too old: which of them is not told.
 */
export async function acceptInvitation(
  database: Database,
  of: { readonly code: string; readonly channel: string; readonly person: string; readonly now: Date },
): Promise<StaffMember> {
  const code = hashOf(of.code.toUpperCase().replace(/[^0-9A-Z]/g, ''));
  return database.transaction(async (connection) => {
    const { changes } = await connection.run(
      `update invitation set used_at = ?1, used_channel = ?2, used_person = ?3
         where code = ?4 and used_at is null and expires_at > ?1`,
      of.now.toISOString(),
      of.channel,
      of.person,
      code,
    );
    if (changes === 0) throw new UserError('BAD_INVITATION', '邀请码不对、已用过或已过期，请向管理员再要一个。');
    const made = await connection.get<{ name: string; by: string }>(
      'select name, made_by as by from invitation where code = ?',
      code,
    );
    if (!made) throw new Error('an invitation vanished in its own transaction');
    await admit(connection, { ...of, name: made.name, admittedBy: made.by });
    await noteAction(connection, { ...of, who: made.name, action: 'join', detail: `invited by ${made.by}` });
    return {
      channel: of.channel,
      person: of.person,
      name: made.name,
      since: of.now.toISOString(),
      admittedBy: made.by,
    };
  });
}

/** What a member of staff did. */
export interface StaffAction {
  readonly now: Date;
  readonly channel: string;
  readonly who: string;
  readonly action: string;
  readonly detail: string;
}

/** Notes what a member of staff did, and when. */
export async function noteAction(connection: Connection, action: StaffAction): Promise<void> {
  await connection.run(
    'insert into staff_action (at, channel, who, action, detail) values (?, ?, ?, ?, ?)',
    action.now.toISOString(),
    action.channel,
    action.who,
    action.action,
    action.detail,
  );
}

/** The latest actions of staff, newest first. */
export async function listActions(
  connection: Connection,
  limit: number,
): Promise<(Omit<StaffAction, 'now'> & { readonly at: string })[]> {
  return connection.all('select at, channel, who, action, detail from staff_action order by id desc limit ?', limit);
}

// --- internal ---

const KEY = 'people';
/** A hundred bits: two people of a million share one once in 10^18. */
const HASH_LENGTH = 25;
const DAY = 86_400_000;
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const STAFF = 'select channel, person, name, since, admitted_by as admittedBy from staff';

function hashOf(code: string): string {
  return createHmac('sha256', 'invitation').update(code).digest('hex');
}
