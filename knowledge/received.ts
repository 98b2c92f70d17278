import type { Connection } from './connection.js';

/** What is known of a platform's message: new, being answered by somebody or answered. */
export type Reception =
  | { readonly state: 'new' }
  | { readonly state: 'taken'; readonly at: Date }
  | { readonly state: 'answered'; readonly outgoing: string };

/**
 * Takes a message to answer it: `new` for the first who asks, whichever process; everybody after gets what became of it.
 * One taken longer ago than `abandoned` milliseconds and never answered was lost with its process, and is new again.
 */
export async function take(
  connection: Connection,
  {
    channel,
    id,
    now,
    abandoned,
  }: { readonly channel: string; readonly id: string; readonly now: Date; readonly abandoned: number },
): Promise<Reception> {
  const { changes } = await connection.run(
    `insert into received (channel, id, at) values (?1, ?2, ?3)
       on conflict (channel, id) do update set at = excluded.at where received.outgoing is null and received.at < ?4`,
    channel,
    id,
    now.toISOString(),
    new Date(now.getTime() - abandoned).toISOString(),
  );
  if (changes > 0) return { state: 'new' };
  const row = await connection.get<{ at: string; outgoing: string | null }>(
    'select at, outgoing from received where channel = ? and id = ?',
    channel,
    id,
  );
  // Forgotten between the two statements: nobody has it.
  if (!row) return take(connection, { channel, id, now, abandoned });
  return row.outgoing === null
    ? { state: 'taken', at: new Date(row.at) }
    : { state: 'answered', outgoing: row.outgoing };
}

/** Says that a message that was taken is still being answered, so that it does not count as abandoned. */
export async function keepTaken(
  connection: Connection,
  { channel, id, now }: { readonly channel: string; readonly id: string; readonly now: Date },
): Promise<void> {
  await connection.run(
    'update received set at = ? where channel = ? and id = ? and outgoing is null',
    now.toISOString(),
    channel,
    id,
  );
}

/** Keeps what was answered, for the platform's retries; false where another process kept an answer before. */
export async function keepAnswer(
  connection: Connection,
  { channel, id, outgoing }: { readonly channel: string; readonly id: string; readonly outgoing: string },
): Promise<boolean> {
  const { changes } = await connection.run(
    'update received set outgoing = ? where channel = ? and id = ? and outgoing is null',
    outgoing,
    channel,
    id,
  );
  return changes > 0;
}

/**
 * Notes with what something came that is known by an id, once; false where it came with something else before, to
 * whichever process.
 */
export async function cameWith(
  connection: Connection,
  {
    channel,
    id,
    what,
    now,
  }: { readonly channel: string; readonly id: string; readonly what: string; readonly now: Date },
): Promise<boolean> {
  const { changes } = await connection.run(
    'insert into received (channel, id, at, outgoing) values (?, ?, ?, ?) on conflict do nothing',
    channel,
    id,
    now.toISOString(),
    what,
  );
  if (changes > 0) return true;
  const row = await connection.get<{ outgoing: string | null }>(
    'select outgoing from received where channel = ? and id = ?',
    channel,
    id,
  );
  return row === undefined || row.outgoing === what;
}

/** Forgets messages older than a moment and returns how many: no platform sends one again after a day. */
export async function forgetReceived(connection: Connection, before: Date): Promise<number> {
  return (await connection.run('delete from received where at < ?', before.toISOString())).changes;
}
