/** The bot as a process of its own, on a database made for a measurement. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { writeCorpus } from '../test/ingest/corpus.js';

const COMMAND = 'dist/adapters/command-line.js';

export interface RunningBot {
  readonly child: ChildProcess;
  readonly address: string;
  /** Ends it in order; resolves with its exit code. */
  readonly stop: () => Promise<number | null>;
}

export interface StartOptions {
  readonly database: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Options of Node itself (`--cpu-prof`). */
  readonly node?: readonly string[];
  /** Opens a channel to the process for a module that it loads first. */
  readonly ipc?: boolean;
}

/** Starts the bot on a free port of this machine, without limits of people and channels. */
export function startBot({ database, environment = {}, node = [], ipc = false }: StartOptions): Promise<RunningBot> {
  return startProcess([...node, COMMAND, 'start', '--database', database], { ...UNLIMITED, ...environment }, ipc);
}

/** Starts a Node process that says its address on standard output. */
export async function startProcess(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  ipc = false,
): Promise<RunningBot> {
  const child = spawn('node', args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit', ...(ipc ? (['ipc'] as const) : [])],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then((code) => reject(new Error(`it ended with ${code}`)));
  });
  return {
    child,
    address,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/**
 * The database of so many reports: of the five samples, or of made-up offices. It is made once a folder.
 * @returns its URL
 */
export async function databaseOf(folder: string, reports: number): Promise<string> {
  const path = join(folder, `${reports}.db`);
  if (!existsSync(path)) {
    const source = reports === SAMPLES ? 'samples' : join(folder, `${reports}`);
    if (reports !== SAMPLES) await writeCorpus(source, reports);
    // Under another name until it is whole: a run may be broken off.
    const database = `sqlite:${path}.part`;
    execFileSync('node', [COMMAND, 'ingest', source, '--json', '--database', database], { maxBuffer: 2 ** 28 });
    renameSync(`${path}.part`, path);
  }
  return `sqlite:${path}`;
}

// --- internal ---

const SAMPLES = 5;
const UNLIMITED = {
  DISCLOSURE_PORT: '0',
  DISCLOSURE_HOST: '127.0.0.1',
  DISCLOSURE_LOG_LEVEL: 'warn',
  DISCLOSURE_RATE_PERSON: '1000000',
  DISCLOSURE_RATE_CHANNEL: '10000000',
} as const;
