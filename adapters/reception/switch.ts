import type { Knowledge } from '../../knowledge/knowledge.js';

/**
 * Why a channel is switched off, or null while it is on. What the database says is believed for a few seconds, so that a
 * switch turned by command reaches a running bot soon and questions do not wait for it.
 */
export function switchOf({
  knowledge,
  channel,
  now,
}: {
  readonly knowledge: Pick<Knowledge, 'channels'>;
  readonly channel: string;
  readonly now: () => Date;
}): () => Promise<string | null> {
  let known: { readonly reason: string | null; readonly until: number } | null = null;
  return async () => {
    const time = now().getTime();
    // A clock set back must not keep a channel off for years.
    if (known !== null && time < known.until && known.until - time <= BELIEVED) return known.reason;
    const off = await knowledge.channels.off();
    const reason = off.find((each) => each.channel === channel)?.reason ?? null;
    known = { reason, until: time + BELIEVED };
    return reason;
  };
}

// --- internal ---

const BELIEVED = 3_000;
