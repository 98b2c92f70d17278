import type { Knowledge } from '../../knowledge/knowledge.js';

/** A channel at this moment: messages come, do not come though they should, or a person switched it off. */
export type ChannelState = 'up' | 'down' | 'off';

export interface Health {
  /** Everything that should work does. */
  readonly ok: boolean;
  readonly version: string;
  /** Whether the database can be read. */
  readonly database: boolean;
  /** Whether it can be written: while it cannot, questions are answered and nothing is noted of them. */
  readonly writable: boolean;
  readonly channels: Readonly<Record<string, ChannelState>>;
}

/** What health asks of a channel. */
export interface Observed {
  readonly name: string;
  readonly healthy: () => boolean;
}

export interface HealthOptions {
  readonly version: string;
  readonly knowledge: Pick<Knowledge, 'channels' | 'tryWriting'>;
  readonly channels: () => readonly Observed[];
  readonly log: (message: string, error: unknown) => void;
  /** Milliseconds the database may take. */
  readonly patience?: number;
}

/** Looks how the bot is. Whoever asks while it looks gets the same: asking often must not be a load. Never rejects. */
export function healthOf(options: HealthOptions): () => Promise<Health> {
  let looking: Promise<Health> | null = null;
  return () => {
    looking ??= look(options).finally(() => {
      looking = null;
    });
    return looking;
  };
}

// --- internal ---

const PATIENCE = 3_000;

async function look({ version, knowledge, channels, log, patience = PATIENCE }: HealthOptions): Promise<Health> {
  const off = await within(patience, knowledge.channels.off()).catch((error: unknown) => {
    log('health: the database cannot be read', error);
    return null;
  });
  const writable =
    off !== null &&
    (await within(patience, knowledge.tryWriting()).then(
      () => true,
      (error: unknown) => {
        log('health: the database cannot be written', error);
        return false;
      },
    ));
  const switchedOff = new Set(off?.map(({ channel }) => channel));
  const states = channels().map((channel): [string, ChannelState] => {
    if (switchedOff.has(channel.name)) return [channel.name, 'off'];
    return [channel.name, isHealthy(channel, log) ? 'up' : 'down'];
  });
  const ok = writable && states.every(([, state]) => state !== 'down');
  return { ok, version, database: off !== null, writable, channels: Object.fromEntries(states) };
}

function isHealthy({ name, healthy }: Observed, log: HealthOptions['log']): boolean {
  try {
    return healthy();
  } catch (error) {
    log(`health: ${name} cannot say how it is`, error);
    return false;
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
