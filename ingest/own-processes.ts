import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/**
 * Programs this process starts, each with a group of its own, so that it ends with all it started in turn. They do not
 * outlive this process where it can help it: not its exit, nor a signal that ends it. Where it is killed without a word,
 * the one that killed it ends them; `onGroup` told it of them.
 */
export function startProgram(
  program: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'env' | 'cwd'>,
): ChildProcess {
  const child = spawn(program, args, { ...options, stdio: 'ignore', detached: true });
  const { pid } = child;
  if (pid === undefined) return child;
  if (running.size === 0) listen();
  running.add(pid);
  tell({ started: pid });
  child.once('exit', () => {
    // What it left behind in its group ends with it.
    endGroup(pid);
    running.delete(pid);
    tell({ ended: pid });
    if (running.size === 0) unlisten();
  });
  return child;
}

/** What is told of a program that this process starts. */
export type GroupNews = { readonly started: number } | { readonly ended: number };

/** Who is told of programs as they start and end; null for no one. */
export function onGroup(listener: ((news: GroupNews) => void) | null): void {
  tell = listener ?? (() => {});
}

/** Ends a program and all it started; nothing where they are gone. */
export function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM'))) throw error;
  }
}

// --- internal ---

const running = new Set<number>();
let tell: (news: GroupNews) => void = () => {};

/** Signals that end a process which does not listen for them. */
const ENDING = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const;

function endAll(): void {
  for (const pid of running) endGroup(pid);
}

function onSignal(signal: NodeJS.Signals): void {
  // Where someone else listens as well, it is theirs to say what the signal means.
  if (process.listenerCount(signal) > 1) return;
  endAll();
  unlisten();
  process.kill(process.pid, signal);
}

function listen(): void {
  process.on('exit', endAll);
  for (const signal of ENDING) process.on(signal, onSignal);
}

function unlisten(): void {
  process.off('exit', endAll);
  for (const signal of ENDING) process.off(signal, onSignal);
}
