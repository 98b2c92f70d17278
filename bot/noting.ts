import type { Context } from './question.js';

/**
 * Notes what a member of staff did in a conversation: under the name they are registered by, and with what the channel
 * knows them by, which in a group that is registered as a whole tells who of the group it was.
 */
export function noteBy(
  { knowledge, person, channel, now }: Pick<Context, 'knowledge' | 'person' | 'channel' | 'now'>,
  action: string,
  detail: string,
): Promise<void> {
  const who = person?.name ?? person?.id ?? channel;
  return knowledge.channels.note({
    who,
    channel,
    now,
    action,
    detail: person?.name ? `${detail} (${person.id})` : detail,
  });
}
