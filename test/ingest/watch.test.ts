import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { ingestFiles } from '../../ingest/ingest.js';
import { startSettling } from '../../ingest/settling.js';
import { watchFolder } from '../../ingest/watch.js';
import { freshDatabase } from '../knowledge/databases.js';
import { temporaryFolder } from '../knowledge/temporary.js';
import { count } from './stored.js';

const folder = temporaryFolder();
const SAMPLE = readFileSync('samples/jinjiang-xiyuan-2023.txt');
const OTHER = readFileSync('samples/jinjiang-dongshi-2019.html');
let folders = 0;
let stop = new AbortController();

afterEach(() => stop.abort());

describe('a file in the folder', () => {
  const one = (state: string): ReadonlyMap<string, string> => new Map([['a', state]]);

  it('is ready once it has not changed for as long as it takes', () => {
    const settling = startSettling(2000);
    expect(settling.look(one('10'), 0)).toEqual([]);
    expect(settling.look(one('20'), 1900)).toEqual([]);
    expect(settling.look(one('20'), 3800)).toEqual([]);
    expect(settling.look(one('20'), 3900)).toEqual(['a']);
    expect(settling.look(one('20'), 9900)).toEqual([]);
  });

  it('is ready again once it changed, or was gone and is back', () => {
    const settling = startSettling(10);
    settling.look(one('1'), 0);
    expect(settling.look(one('1'), 10)).toEqual(['a']);
    settling.look(one('2'), 20);
    expect(settling.look(one('2'), 30)).toEqual(['a']);
    settling.look(new Map(), 40);
    settling.look(one('2'), 50);
    expect(settling.look(one('2'), 60)).toEqual(['a']);
  });

  it('that could not be read is ready again after ever longer pauses', () => {
    const settling = startSettling(1000);
    const ready: number[] = [];
    for (let now = 0; now <= 300_000; now += 1000) {
      if (settling.look(one('1'), now).length === 0) continue;
      ready.push(now / 1000);
      settling.retry('a', now);
    }
    const pauses = ready.slice(1).map((at, index) => at - (ready[index] ?? 0));
    expect(pauses.slice(0, 7)).toEqual([2, 4, 8, 16, 32, 60, 60]);
  });

  it('is never ready while it changes, and always in the end', () => {
    const changes = fc.array(fc.tuple(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 0, max: 2 })));
    fc.assert(
      fc.property(changes, (steps) => {
        const settling = startSettling(2000);
        let now = 0;
        let state = '0';
        let since = 0;
        for (const [after, next] of steps) {
          now += after;
          if (String(next) !== state) [state, since] = [String(next), now];
          if (settling.look(one(state), now).length > 0) expect(now - since).toBeGreaterThanOrEqual(2000);
        }
        const handed = settling.look(one('end'), now + 1).length + settling.look(one('end'), now + 2001).length;
        expect(handed).toBe(1);
      }),
    );
  });
});

/** A folder that is watched, and what has been said of it. */
async function watched({ settle = 150 } = {}) {
  folders += 1;
  const at = join(folder, `drop${folders}`);
  mkdirSync(at);
  const database = await freshDatabase().open();
  stop = new AbortController();
  const said: string[] = [];
  const ended = watchFolder(at, {
    database,
    now: () => new Date(),
    signal: stop.signal,
    settle,
    every: 30,
    onFile: ({ reports, failed }, again) => {
      for (const { file, status } of reports) said.push(`${file} ${status}`);
      for (const { file, error } of failed) said.push(`${file} ${error.code}${again ? ' again' : ''}`);
    },
    onFolder: (readable) => said.push(readable ? 'readable' : 'unreadable'),
  });
  return { at, database, said, ended };
}

/** Waits for as many things to be said; then that nothing more is. */
async function hears(said: readonly string[], expected: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 400 && said.length < expected.length; tries += 1) await sleep(50);
  await sleep(400);
  expect(said).toEqual(expected);
}

describe('watching a folder', () => {
  it('reads what is put in, changed and moved in, each once, and bears being empty', async () => {
    const { at, said, database, ended } = await watched();
    await sleep(300);
    expect(said).toEqual([]);
    writeFileSync(join(at, 'one.txt'), SAMPLE);
    await hears(said, ['one.txt added']);
    writeFileSync(join(at, 'letter.txt'), '尊敬的先生。');
    await hears(said, ['one.txt added', 'letter.txt NOT_A_REPORT']);
    appendFileSync(join(at, 'one.txt'), '\n');
    await hears(said, ['one.txt added', 'letter.txt NOT_A_REPORT', 'one.txt updated']);
    writeFileSync(join(folder, 'two.html'), OTHER);
    mkdirSync(join(at, 'inner'));
    renameSync(join(folder, 'two.html'), join(at, 'inner', 'two.html'));
    for (let tries = 0; tries < 200 && said.length < 4; tries += 1) await sleep(50);
    expect(said.slice(3)).toEqual(['two.html added']);
    for (const name of ['one.txt', 'letter.txt', 'inner']) rmSync(join(at, name), { recursive: true });
    await sleep(300);
    writeFileSync(join(at, 'one.txt'), SAMPLE);
    await hears(said, [...said.slice(0, 4), 'one.txt updated']);
    expect(await count(database, 'report')).toBe(2);
    stop.abort();
    await ended;
  });

  it('waits for a file that is still being copied', async () => {
    const { at, said, ended } = await watched({ settle: 600 });
    const path = join(at, 'slow.txt');
    writeFileSync(path, '');
    for (let from = 0; from < SAMPLE.length; from += 1000) {
      appendFileSync(path, SAMPLE.subarray(from, from + 1000));
      await sleep(150);
      expect(said).toEqual([]);
    }
    await hears(said, ['slow.txt added']);
    stop.abort();
    await ended;
  });

  it('reads a file again that came in two halves with a long pause', async () => {
    const { at, said, ended } = await watched();
    const path = join(at, 'halves.txt');
    writeFileSync(path, SAMPLE.subarray(0, 40));
    for (let tries = 0; tries < 200 && said.length < 1; tries += 1) await sleep(50);
    expect(said[0]).toMatch(/^halves\.txt [A-Z_]+$/);
    appendFileSync(path, SAMPLE.subarray(40));
    await hears(said, [said[0] ?? '', 'halves.txt added']);
    stop.abort();
    await ended;
  });

  it('goes on where the folder itself is gone for a while', async () => {
    const { at, said, ended } = await watched();
    await sleep(500);
    renameSync(at, `${at}-away`);
    await hears(said, ['unreadable']);
    renameSync(`${at}-away`, at);
    await hears(said, ['unreadable', 'readable']);
    writeFileSync(join(at, 'one.txt'), SAMPLE);
    await hears(said, ['unreadable', 'readable', 'one.txt added']);
    stop.abort();
    await ended;
  });

  it('does not begin on a folder that is not there', async () => {
    const database = await freshDatabase().open();
    const watching = watchFolder(join(folder, 'nowhere'), {
      database,
      now: () => new Date(),
      signal: stop.signal,
      onFile: () => {},
    });
    await expect(watching).rejects.toMatchObject({ code: 'NO_SUCH_FILE' });
    expect((await ingestFiles([], { database, now: () => new Date() })).total).toBe(0);
  });
});

describe('ingest --watch', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('says a line a file, and ends with %s', async (signal) => {
    const at = join(folder, signal);
    mkdirSync(at);
    const { url } = freshDatabase();
    const child: ChildProcess = spawn(
      'node',
      ['dist/adapters/command-line.js', 'ingest', '--watch', at, '--json', '--database', url],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let out = '';
    child.stdout?.on('data', (part) => {
      out += part;
    });
    const ended = once(child, 'exit');
    writeFileSync(join(at, 'one.txt'), SAMPLE);
    for (let tries = 0; tries < 400 && !out.includes('\n'); tries += 1) await sleep(50);
    writeFileSync(join(at, 'two.html'), OTHER);
    for (let tries = 0; tries < 400 && out.split('\n').length < 3; tries += 1) await sleep(50);
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
    const said = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(said).toMatchObject([
      { reports: [{ file: 'one.txt', status: 'added' }], failed: [] },
      { reports: [{ file: 'two.html', status: 'added' }], failed: [] },
    ]);
  });
});
