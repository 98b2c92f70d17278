/** The log of a running bot: one JSON object a line on standard error. */

import { pino } from 'pino';
import type { LogLevel } from '../bot/config.js';
import { redactor } from './operations/redact.js';
import { tellError } from './operations/told-error.js';

/** What is noted with a line: counts, names of channels, states; never what people wrote. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

export interface Log {
  /** Something went wrong; must be given what was thrown. Never throws. */
  readonly failed: (message: string, error: unknown) => void;
  readonly warn: (message: string, facts?: Facts) => void;
  readonly info: (message: string, facts?: Facts) => void;
  readonly debug: (message: string, facts?: Facts) => void;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** Which must not be seen in it, whatever comes (`secretsOf`). */
  readonly secrets: readonly string[];
  /** Where a line goes; standard error where nothing is said. */
  readonly write?: (line: string) => void;
}

/** Lines have `level`, `time` (ISO, UTC), `message`, `error` where one was thrown, and facts. */
export function logOf({ level, secrets, write }: LogOptions): Log {
  const redact = redactor(secrets);
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    write ? { write } : standardError(),
  );
  const told = (facts: Facts): Facts =>
    Object.fromEntries(
      Object.entries(facts).map(([name, fact]) => [name, typeof fact === 'string' ? redact(fact, 'ours') : fact]),
    );
  return {
    failed: (message, error) => {
      try {
        logger.error({ error: tellError(error, redact) }, redact(message, 'ours'));
      } catch {
        // A thrown thing that cannot even be looked at must not take with it who reports it.
        logger.error(redact(message, 'ours'));
      }
    },
    warn: (message, facts = {}) => logger.warn(told(facts), redact(message, 'ours')),
    info: (message, facts = {}) => logger.info(told(facts), redact(message, 'ours')),
    debug: (message, facts = {}) => logger.debug(told(facts), redact(message, 'ours')),
  };
}

// --- internal ---

/** Written at once, so that the last lines before an end are there. */
function standardError() {
  const stream = pino.destination({ fd: 2, sync: true });
  // Who closed standard error reads no log; that is no reason to stop.
  stream.on('error', () => undefined);
  return stream;
}
