import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** A PostgreSQL server of the tests: on loopback, with a data directory of its own under the temporary folder. */
export interface PostgresServer {
  readonly port: number;
  readonly dataFolder: string;
  /** Address of a database of it; there is one called `postgres`. */
  url(database?: string): string;
  /** Makes a database; returns its address. */
  createDatabase(name: string): Promise<string>;
  /** Starts it again, on the same port with the same data, after `stop` or `kill`. */
  start(): Promise<void>;
  /** Ends it in order: who is connected is cut off. */
  stop(): Promise<void>;
  /** Ends its main process without a chance to do anything. */
  kill(signal: 'SIGKILL' | 'SIGQUIT'): Promise<void>;
  /** Ends it and removes its data; done at the end of the process too. */
  remove(): Promise<void>;
  /** What it wrote to its log. */
  log(): string;
}

export interface ServerSettings {
  /** Off unless given: a test that kills only processes loses nothing by it. */
  readonly fsync?: boolean;
  /** A server that runs: the new one is a copy of it that follows what is written there. */
  readonly following?: PostgresServer;
  /** Of `postgresql.conf`, e.g. `{ max_connections: '20' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The user of databases on servers of the tests. */
export const DATABASE_USER = 'disclosure';

/** The folder of PostgreSQL's programs: where PATH finds them, else Debian's newest; null without any that can be run. */
export function postgresPrograms(): string | null {
  if (isRoot() && !serverUser()) return null;
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...debianFolders()];
  return folders.find((folder) => PROGRAMS.every((program) => existsSync(join(folder, program)))) ?? null;
}

/**
 * Starts a server on a free port of loopback.
 * @throws Error where there are no programs, or with the server's log where it does not start
 */
export async function startPostgres(options: ServerSettings = {}): Promise<PostgresServer> {
  const programs = postgresPrograms();
  if (programs === null) throw new Error('PostgreSQL is not installed');
  const home = mkdtempSync(join(tmpdir(), 'disclosure-postgres-'));
  const owner = isRoot() ? serverUser() : undefined;
  if (owner) chownSync(home, owner.uid, owner.gid);
  const at: Place = { programs, home, data: join(home, 'data'), owner };
  try {
    makeData(at, options);
    return await started(at, options);
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw error;
  }
}

// --- internal ---

const PROGRAMS = ['initdb', 'postgres', 'pg_basebackup', 'psql'];
const DEBIAN = '/usr/lib/postgresql';
const START_MS = 30_000;

interface Place {
  readonly programs: string;
  readonly home: string;
  readonly data: string;
  /** Whom the processes run as; PostgreSQL refuses root. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}

const isRoot = (): boolean => process.getuid?.() === 0;

function serverUser(): { readonly uid: number; readonly gid: number } | undefined {
  const idOf = (flag: string): number =>
    Number.parseInt(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout ?? '', 10);
  const [uid, gid] = [idOf('-u'), idOf('-g')];
  return Number.isNaN(uid) || Number.isNaN(gid) ? undefined : { uid, gid };
}

/** Newest first. */
function debianFolders(): string[] {
  if (!existsSync(DEBIAN)) return [];
  const versions = readdirSync(DEBIAN).sort((one, other) => Number(other) - Number(one));
  return versions.map((version) => join(DEBIAN, version, 'bin'));
}

const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' });

function makeData({ programs, home, data, owner }: Place, { following }: ServerSettings): void {
  const [program, args] = following
    ? ['pg_basebackup', ['-d', following.url(), '-D', data, '-R', '-X', 'stream', '-c', 'fast', '--no-sync']]
    : ['initdb', ['-D', data, '-U', DATABASE_USER, '-A', 'trust', '--locale=C', '--encoding=UTF8', '--no-sync']];
  execFileSync(join(programs, program), args, { ...owner, cwd: home, env: environment(), stdio: 'pipe' });
}

async function started(at: Place, { fsync = false, settings = {} }: ServerSettings): Promise<PostgresServer> {
  const port = await freePort();
  const logFile = join(at.home, 'log');
  const configured = { ...SETTINGS, fsync: fsync ? 'on' : 'off', port: String(port), ...settings };
  const args = Object.entries(configured).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const url = (database = 'postgres'): string => `postgres://${DATABASE_USER}@127.0.0.1:${port}/${database}`;
  let server: ChildProcess | null = null;

  const log = (): string => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '');

  async function start(): Promise<void> {
    const deadline = performance.now() + START_MS;
    while (performance.now() < deadline) {
      const out = openSync(logFile, 'a');
      const child = spawn(join(at.programs, 'postgres'), ['-D', at.data, ...args], {
        ...at.owner,
        cwd: at.home,
        env: environment(),
        stdio: ['ignore', out, out],
      });
      closeSync(out);
      server = child;
      if (await answers(child, url(), deadline)) return;
      server = null;
      // Processes of a server that was killed hold its memory until they have noticed.
      if (!/still in use|lock file .* already exists/.test(log().slice(-2_000))) break;
      await sleep(100);
    }
    throw new Error(`PostgreSQL does not start:\n${log()}`);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const child = server;
    server = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }

  const removeNow = (): void => {
    server?.kill('SIGQUIT');
    rmSync(at.home, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once('exit', removeNow);
  try {
    await start();
  } catch (error) {
    process.removeListener('exit', removeNow);
    throw error;
  }
  return {
    port,
    dataFolder: at.data,
    url,
    createDatabase: async (name) => {
      await asked(url(), `create database "${name}"`);
      return url(name);
    },
    start,
    stop: () => end('SIGINT'),
    kill: end,
    remove: async () => {
      await end('SIGQUIT');
      process.removeListener('exit', removeNow);
      rmSync(at.home, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
    },
    log,
  };
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '600',
  shared_buffers: '64MB',
  timezone: 'UTC',
} as const;

/** Waits until the server takes statements; false where it ended instead. */
async function answers(child: ChildProcess, url: string, deadline: number): Promise<boolean> {
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  while (!ended && performance.now() < deadline) {
    const ready = await asked(url, 'select 1').then(
      () => true,
      () => false,
    );
    if (ready) return !ended;
    await sleep(20);
  }
  child.kill('SIGQUIT');
  return false;
}

async function asked(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A port that nothing listens on. */
async function freePort(): Promise<number> {
  const listener = createServer();
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  listener.close();
  await once(listener, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
