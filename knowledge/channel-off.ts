import type { Connection } from './connection.js';

/** A channel that a person switched off. */
export interface ChannelOff {
  readonly channel: string;
  /** What people on it are told. */
  readonly reason: string;
  readonly who: string;
  readonly at: string;
}

/** The channels that are off, by name. */
export function channelsOff(connection: Connection): Promise<ChannelOff[]> {
  return connection.all<ChannelOff>('select channel, reason, who, at from channel_off order by channel');
}

/** Switches a channel off, in every process on this database, until it is switched on again. */
export async function switchOff(
  connection: Connection,
  { channel, reason, who, now }: Omit<ChannelOff, 'at'> & { readonly now: Date },
): Promise<void> {
  await connection.run(
    `insert into channel_off (channel, reason, who, at) values (?, ?, ?, ?)
       on conflict (channel) do update set reason = excluded.reason, who = excluded.who, at = excluded.at`,
    channel,
    reason,
    who,
    now.toISOString(),
  );
}

/** Switches a channel on again; false where it was on. */
export async function switchOn(connection: Connection, channel: string): Promise<boolean> {
  return (await connection.run('delete from channel_off where channel = ?', channel)).changes > 0;
}
