/** Bots as processes of their own on one database, and what is asked of them. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { ENGINE, freshDatabase } from '../knowledge/databases.js';
import { TOKEN, type Wechat, wechatOf } from './fake-wechat.js';

/** A kind of database that several processes can share. */
export interface Server {
  readonly name: string;
  /** The URL of a new database. */
  readonly newUrl: (folder: string, name: string) => Promise<string>;
}

const NAMES = { sqlite: 'SQLite', postgres: 'PostgreSQL' };

/** The one of the project that the test runs in. */
export const SERVERS: readonly Server[] = [{ name: NAMES[ENGINE], newUrl: async () => freshDatabase().url }];

export const COMMAND = 'dist/adapters/command-line.js';
export const TODAY = '2026-11-21';
/** Messages of one person in a minute. */
export const PERSON_RATE = 10;

export interface RunningBot {
  readonly child: ChildProcess;
  /** Asks as a program does, in a conversation of its own name; the answer's JSON. */
  readonly ask: (question: string, session: string) => Promise<string>;
  readonly address: string;
  /** WeChat, as it calls this bot. */
  readonly wechat: Wechat;
  readonly kill: () => Promise<void>;
}

/** Reads reports into a database through the command. */
export function ingestInto(url: string, folders: readonly string[]): void {
  execFileSync('node', [COMMAND, 'ingest', ...folders, '--json', '--database', url], { stdio: 'pipe' });
}

/** So many bots on free ports of this machine, one database under all; visitors are told apart by a proxy's word. */
export function startBots(count: number, url: string): Promise<readonly RunningBot[]> {
  return Promise.all(Array.from({ length: count }, () => startBot(url)));
}

/** An account's name for a person nobody else is. */
export function newPerson(): string {
  people += 1;
  return `oPerson_${process.pid}_${people}`;
}

// --- internal ---

let people = 0;
let visitors = 0;

async function startBot(url: string): Promise<RunningBot> {
  const child = spawn('node', [COMMAND, 'start', '--today', TODAY, '--database', url], {
    env: {
      ...process.env,
      DISCLOSURE_PORT: '0',
      DISCLOSURE_HOST: '127.0.0.1',
      DISCLOSURE_PROXIED: 'on',
      DISCLOSURE_LOG_LEVEL: 'warn',
      DISCLOSURE_RATE_PERSON: String(PERSON_RATE),
      DISCLOSURE_RATE_CHANNEL: '1000000',
      DISCLOSURE_OFFICIAL_ACCOUNT_TOKEN: TOKEN,
      // With a secret the account can speak first, and so remind; nobody listens at the port.
      DISCLOSURE_OFFICIAL_ACCOUNT_APP_ID: 'wx5823bf96d3bd56c7',
      DISCLOSURE_OFFICIAL_ACCOUNT_SECRET: 'secret',
      DISCLOSURE_OFFICIAL_ACCOUNT_API_ROOT: 'http://127.0.0.1:9',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`a bot ended with ${code}`)));
  });
  return {
    child,
    address,
    wechat: wechatOf({ url: `${address}/official-account` }),
    async ask(question, session) {
      visitors += 1;
      const from = `10.${(visitors >> 16) & 255}.${(visitors >> 8) & 255}.${visitors & 255}`;
      const response = await fetch(`${address}/api/ask`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
        body: JSON.stringify({ question, session }),
      });
      return response.text();
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
