import { setTimeout as pause } from 'node:timers/promises';
import { GrammyError } from 'grammy';

/** Milliseconds before the first further try, and the most there are between two. */
export interface Pauses {
  readonly first: number;
  readonly most: number;
}

/**
 * Does something until it succeeds or the signal ends it, with pauses that double, or as long as the server asks for.
 * Never rejects. Work that goes on for long says `progressed` when it got somewhere: the next pause is short again.
 */
export async function persist(
  work: (progressed: () => void) => Promise<void>,
  {
    pauses,
    signal,
    failed,
  }: { readonly pauses: Pauses; readonly signal: AbortSignal; readonly failed: (error: unknown) => void },
): Promise<void> {
  let wait = pauses.first;
  const progressed = (): void => {
    wait = pauses.first;
  };
  while (!signal.aborted) {
    try {
      return await work(progressed);
    } catch (error) {
      if (signal.aborted) return;
      failed(error);
      await pause(Math.max(wait, asked(error)), undefined, { signal }).catch(() => undefined);
      wait = Math.min(wait * 2, pauses.most);
    }
  }
}

// --- internal ---

function asked(error: unknown): number {
  return error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * 1000 : 0;
}
