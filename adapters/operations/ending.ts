import { onInterrupt } from '../interrupt.js';

/** When a running bot is to end, and how. */
export interface Ending {
  /** Aborted by a signal of the system, or by an error that nothing caught. */
  readonly signal: AbortSignal;
  /** Exit code: 0 where it was told to end, 1 where it broke. */
  readonly code: () => number;
  /** Leaves signals and errors to the system again. */
  readonly release: () => void;
}

/**
 * Waits for the end. A second signal ends the process at once. An error that nobody caught ends it in order, for nobody
 * knows what it left behind; a promise that nobody caught is noted, for it stopped what it was part of already.
 */
export function endingOf(log: (message: string, error: unknown) => void): Ending {
  const interruption = onInterrupt();
  const broken = new AbortController();
  const onRejection = (reason: unknown): void => log('nobody caught a rejection', reason);
  const onException = (error: unknown): void => {
    log('nobody caught an error, so the bot ends', error);
    broken.abort();
  };
  process.on('unhandledRejection', onRejection);
  process.on('uncaughtException', onException);
  return {
    signal: AbortSignal.any([interruption.signal, broken.signal]),
    code: () => (broken.signal.aborted ? 1 : 0),
    release: () => {
      process.off('unhandledRejection', onRejection);
      process.off('uncaughtException', onException);
      interruption.release();
    },
  };
}
