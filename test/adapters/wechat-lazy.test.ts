import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CHAT } from '../../bot/chat-phrases.js';

const folder = mkdtempSync(join(tmpdir(), 'lazy-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ASK = ['ask', '2023年收到多少件'];
const MOCK = { DISCLOSURE_WECHAT_PUPPET: 'wechaty-puppet-mock' };

test.each([
  ['ask', ASK, {}, false],
  ['ask, though the channel is configured', ASK, MOCK, false],
  ['start without the channel', ['start'], {}, false],
  // Without this one the others would hold if nothing were seen at all.
  ['start with the channel', ['start'], MOCK, true],
])('%s: wechaty is loaded only where it must be', async (_, args, settings, loads) => {
  const { code, modules, errors } = await run(args, settings);
  expect(modules).toContain('/dist/adapters/command-line.js');
  expect(modules.includes('/node_modules/wechaty/')).toBe(loads);
  expect([code, errors]).toEqual([0, '']);
});

test('a puppet that is not installed is told in one sentence, and nothing starts where there is no other channel', async () => {
  const { code, errors } = await run(['start'], {
    DISCLOSURE_WEB: 'off',
    DISCLOSURE_WECHAT_PUPPET: 'wechaty-puppet-nobody-made',
  });
  expect(code).toBe(2);
  expect(errors).toContain(CHAT.puppetNotInstalled('wechaty-puppet-nobody-made'));
  expect(errors).not.toContain('    at ');
});

// --- internal ---

/** Writes the address of every module that is loaded, whichever way. */
const HOOKS = `export async function load(url, context, next) {
  process._rawDebug('LOADED ' + url);
  return next(url, context);
}`;
const REGISTER = `import { register } from 'node:module';
register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(HOOKS)}`)});`;

interface Ran {
  readonly code: number | null;
  readonly modules: string;
  /** What it wrote to standard error besides. */
  readonly errors: string;
}

/** Runs the compiled command; one that goes on running is told to stop once it says where it listens. */
async function run(args: readonly string[], settings: Readonly<Record<string, string>>): Promise<Ran> {
  const child = spawn(
    'node',
    ['--import', `data:text/javascript,${encodeURIComponent(REGISTER)}`, 'dist/adapters/command-line.js', ...args],
    {
      env: {
        ...process.env,
        ...settings,
        // That it starts and stops is no error.
        DISCLOSURE_LOG_LEVEL: 'warn',
        DISCLOSURE_PORT: '0',
        DISCLOSURE_DATABASE_URL: `sqlite:${join(folder, 'data', 'test.db')}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    errors += part;
  });
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    if (part.includes('http://127.0.0.1:')) child.kill('SIGTERM');
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const lines = errors.split('\n');
  const isModule = (line: string): boolean => line.startsWith('LOADED ');
  return {
    code,
    modules: lines.filter(isModule).join('\n'),
    errors: lines.filter((line) => !isModule(line)).join('\n'),
  };
}
