import { channelsOff, switchOff, switchOn } from '../knowledge/channel-off.js';
import type { Database } from '../knowledge/connection.js';
import { openDatabase } from '../knowledge/database.js';
import { noteAction } from '../knowledge/people.js';
import { UserError } from '../knowledge/types.js';
import type { Call } from './call.js';
import { CHANNELS } from './channels.js';
import { BY_COMMAND, decider, reasonOf, show } from './decided.js';
import { PEOPLE_WORDING as SAY } from './people-wording.js';

/** `disclosure-bot channel`: which channels there are, and the switch of each. A running bot follows within seconds. */
export async function channel(call: Call): Promise<number> {
  const [verb = 'list', name, ...more] = call.rest;
  const run = VERBS.get(verb);
  if (!run || more.length > 0 || (verb === 'list') !== (name === undefined)) {
    throw new UserError('BAD_CHANNEL', SAY.usageChannel);
  }
  const database = await openDatabase(call.config.databaseUrl);
  try {
    await run(call, database, name ?? '');
    return 0;
  } finally {
    await database.close();
  }
}

/**
 * The name of a channel there is, configured or not.
 * @throws UserError UNKNOWN_CHANNEL
 */
export function knownChannel(name: string | null): string {
  const known = CHANNELS.map((each) => each.name);
  if (name !== null && known.includes(name)) return name;
  throw new UserError('UNKNOWN_CHANNEL', SAY.unknownChannel(name ?? '', known));
}

// --- internal ---

const VERBS: ReadonlyMap<string, (call: Call, database: Database, name: string) => Promise<void>> = new Map([
  ['list', list],
  ['off', turnOff],
  ['on', turnOn],
]);

async function list(call: Call, database: Database): Promise<void> {
  const off = await channelsOff(database);
  const channels = CHANNELS.map(({ name, configured }) => {
    const switched = off.find((each) => each.channel === name) ?? null;
    return { name, configured: configured(call.config), off: switched };
  });
  const lines = channels.map((each) => SAY.channel(each.name, each.configured, each.off));
  show(call, { channels }, lines.join('\n'));
}

async function turnOff(call: Call, database: Database, name: string): Promise<void> {
  const [channel, who, reason, now] = [knownChannel(name), decider(call), reasonOf(call), new Date()];
  await database.transaction(async (connection) => {
    await switchOff(connection, { channel, reason, who, now });
    await noteAction(connection, {
      now,
      channel: BY_COMMAND,
      who,
      action: 'channel off',
      detail: `${channel}: ${reason}`,
    });
  });
  show(call, { channel, off: true, reason, who }, SAY.switchedOff(channel, reason));
}

async function turnOn(call: Call, database: Database, name: string): Promise<void> {
  const [channel, who, now] = [knownChannel(name), decider(call), new Date()];
  const changed = await database.transaction(async (connection) => {
    const wasOff = await switchOn(connection, channel);
    if (wasOff) await noteAction(connection, { now, channel: BY_COMMAND, who, action: 'channel on', detail: channel });
    return wasOff;
  });
  show(call, { channel, off: false, changed }, changed ? SAY.switchedOn(channel) : SAY.wasOn(channel));
}
