/** The command and a running bot, each as a process of its own. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const COMMAND = 'dist/adapters/command-line.js';

/** What a call of the command came to. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
  readonly out: () => string;
  readonly err: () => string;
}

/** Starts the command; settings come from `environment` alone. */
export function started(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Running {
  const child = spawn('node', [COMMAND, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    said.out += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    said.err += part;
  });
  const ended = once(child, 'close').then(([code]: (number | null)[]) => ({ code: code ?? null, ...said }));
  return { child, ended, out: () => said.out, err: () => said.err };
}

/** Runs the command to its end. */
export function ran(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return started(args, environment).ended;
}

export interface Asked {
  readonly status: number;
  readonly kind: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface RunningBot extends Running {
  readonly address: string;
  /** The answer of the page's API. */
  ask(question: string, session?: string): Promise<Asked>;
  health(of?: string): Promise<{ status: number; body: Record<string, unknown> }>;
  /** Its log, a line an element. */
  log(): Record<string, unknown>[];
}

/** Starts a bot and waits until it serves. */
export async function startedBot(environment: Readonly<Record<string, string>>): Promise<RunningBot> {
  const running = started(['start'], {
    DISCLOSURE_PORT: '0',
    DISCLOSURE_RATE_PERSON: '100000',
    DISCLOSURE_RATE_CHANNEL: '100000',
    ...environment,
  });
  const addressed = (): string | undefined => /http:\/\/127\.0\.0\.1:\d+/.exec(running.out())?.[0];
  while (addressed() === undefined) {
    if (running.child.exitCode !== null) throw new Error(`it ended: ${running.err()}`);
    await sleep(20);
  }
  const address = addressed() ?? '';
  return {
    ...running,
    address,
    ask: async (question, session = 'session-of-the-test') => {
      const body = JSON.stringify({ question, session });
      const response = await fetch(`${address}/api/ask`, { method: 'POST', body });
      return { status: response.status, ...((await response.json()) as Omit<Asked, 'status'>) };
    },
    health: async (of = '') => {
      const response = await fetch(`${address}/healthz${of}`);
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    log: () =>
      running
        .err()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

/** Waits until something holds. */
export async function until(holds: () => boolean | Promise<boolean>, milliseconds = 15_000): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not within ${milliseconds} ms: ${holds}`);
    await sleep(50);
  }
}
