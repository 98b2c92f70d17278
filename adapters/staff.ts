import type { Database } from '../knowledge/connection.js';
import { openDatabase } from '../knowledge/database.js';
import {
  admit,
  dismiss,
  hasherOf,
  invite,
  listActions,
  listStaff,
  noteAction,
  openInvitations,
  type StaffMember,
  withdrawInvitations,
} from '../knowledge/people.js';
import { cancelOfDismissed } from '../knowledge/subscriptions.js';
import { UserError } from '../knowledge/types.js';
import type { Call } from './call.js';
import { knownChannel } from './channel.js';
import { BY_COMMAND, decider, nameOf, reasonOf, show } from './decided.js';
import { PEOPLE_WORDING as SAY } from './people-wording.js';

/** `disclosure-bot staff`: who is staff on which channel, and what staff did. Every change is noted with who made it. */
export async function staff(call: Call): Promise<number> {
  const [verb = 'list', ...more] = call.rest;
  const run = VERBS.get(verb);
  if (!run || more.length > 0) throw new UserError('BAD_STAFF', SAY.usageStaff);
  const database = await openDatabase(call.config.databaseUrl);
  try {
    await run(call, database, new Date());
    return 0;
  } finally {
    await database.close();
  }
}

// --- internal ---

const DAYS = 7;
const ACTIONS = 50;

const VERBS: ReadonlyMap<string, (call: Call, database: Database, now: Date) => Promise<void>> = new Map([
  ['list', list],
  ['invite', makeInvitation],
  ['admit', admitMember],
  ['remove', removeMembers],
  ['actions', actions],
]);

async function list(call: Call, database: Database, now: Date): Promise<void> {
  const [members, invitations] = [await listStaff(database), await openInvitations(database, now)];
  const lines = [
    ...(members.length === 0 ? [SAY.noStaff] : members.map(SAY.member)),
    ...invitations.map(SAY.invitation),
  ];
  show(call, { staff: members, invitations }, lines.join('\n'));
}

async function makeInvitation(call: Call, database: Database, now: Date): Promise<void> {
  const [name, by, days] = [nameOf(call), decider(call), call.days ?? DAYS];
  const code = await database.transaction(async (connection) => {
    await note(connection, { now, who: by, action: 'invite', detail: `${name}, ${days} days` });
    return invite(connection, { name, by, now, days });
  });
  show(call, { name, code, days }, SAY.invited(name, code, days));
}

async function admitMember(call: Call, database: Database, now: Date): Promise<void> {
  const [name, admittedBy] = [nameOf(call), decider(call)];
  const channel = knownChannel(call.channel);
  if (!call.id?.trim()) throw new UserError('BAD_STAFF', SAY.usageStaff);
  const person = (await hasherOf(database))(channel, call.id.trim());
  await database.transaction(async (connection) => {
    await admit(connection, { channel, person, name, admittedBy, now });
    await note(connection, { now, who: admittedBy, action: 'admit', detail: `${name} on ${channel}, ${person}` });
  });
  show(call, { channel, person, name }, SAY.admitted(name, channel));
}

/** By the platform's id, by what the list shows in its place, or by name; a name's open invitations go as well. */
async function removeMembers(call: Call, database: Database, now: Date): Promise<void> {
  const [who, reason] = [decider(call), reasonOf(call)];
  const { id, name } = { id: call.id?.trim() || null, name: call.name?.trim() || null };
  const channel = call.channel === null ? null : knownChannel(call.channel);
  if ((id === null) === (name === null) || (id !== null && channel === null)) {
    throw new UserError('BAD_STAFF', SAY.usageStaff);
  }
  const hash = await hasherOf(database);
  const isMeant = (member: StaffMember): boolean =>
    (channel === null || member.channel === channel) &&
    (id === null ? member.name === name : member.person === id || member.person === hash(member.channel, id));
  const removed = await database.transaction(async (connection) => {
    const members = (await listStaff(connection)).filter(isMeant);
    if (new Set(members.map((member) => member.channel)).size < members.length) {
      throw new UserError('SEVERAL_MEMBERS', SAY.severalMembers(members));
    }
    const invitations = name === null ? 0 : await withdrawInvitations(connection, name);
    if (members.length + invitations === 0) throw new UserError('NO_SUCH_MEMBER', SAY.noSuchMember);
    for (const member of members) {
      await dismiss(connection, member.channel, member.person);
      const cancelled = await cancelOfDismissed(connection, { ...member, now }, hash);
      const stopped = cancelled === 0 ? '' : `; ${cancelled} reminders stopped`;
      const detail = `${member.name} on ${member.channel}, ${member.person}: ${reason}${stopped}`;
      await note(connection, { now, who, action: 'remove', detail });
    }
    if (invitations > 0) await note(connection, { now, who, action: 'withdraw', detail: `${name}: ${reason}` });
    return { members, invitations };
  });
  show(
    call,
    { removed: removed.members, invitations: removed.invitations },
    SAY.removed(removed.members, removed.invitations),
  );
}

async function actions(call: Call, database: Database): Promise<void> {
  const listed = await listActions(database, call.limit ?? ACTIONS);
  show(call, { actions: listed }, listed.length === 0 ? SAY.noActions : listed.map(SAY.action).join('\n'));
}

function note(
  connection: Parameters<typeof noteAction>[0],
  action: Omit<Parameters<typeof noteAction>[1], 'channel'>,
): Promise<void> {
  return noteAction(connection, { ...action, channel: BY_COMMAND });
}
