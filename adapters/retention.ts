import { Cron } from 'croner';
import { openDatabase } from '../knowledge/database.js';
import { SESSION_HOURS } from '../knowledge/knowledge.js';
import { forgetOld } from '../knowledge/retention.js';

/** Forgetting on time, until it is stopped. */
export interface Keeper {
  /** Resolves when what is under way is done; nothing begins after it. */
  readonly stop: () => Promise<void>;
}

export interface KeeperOptions {
  readonly config: { readonly databaseUrl: string; readonly journalDays: number };
  readonly now: () => Date;
  readonly log: (message: string, error: unknown) => void;
}

/**
 * Forgets what people wrote once its time is over (`knowledge/retention.ts`): now, and every night at half past three in
 * Shanghai. What goes wrong is logged and tried again the next night.
 */
export function keepRetention({ config, now, log }: KeeperOptions): Keeper {
  const once = async (): Promise<void> => {
    try {
      const database = await openDatabase(config.databaseUrl);
      try {
        await forgetOld(database, { journalDays: config.journalDays, sessionHours: SESSION_HOURS, now: now() });
      } finally {
        await database.close();
      }
    } catch (error) {
      log('retention failed', error);
    }
  };
  let underWay = once();
  const cron = new Cron('30 3 * * *', { timezone: 'Asia/Shanghai', unref: true }, () => {
    underWay = underWay.then(once);
  });
  return {
    stop: async () => {
      cron.stop();
      await underWay;
    },
  };
}
