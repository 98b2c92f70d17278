export interface Interruption {
  readonly signal: AbortSignal;
  /** Leaves signals to the system again. */
  readonly release: () => void;
}

/** Ctrl-C or a request to end asks the work to stop where it may; a second one ends the process at once. */
export function onInterrupt(): Interruption {
  const controller = new AbortController();
  const ask = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, ask);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of SIGNALS) process.off(name, ask);
    },
  };
}

// --- internal ---

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
