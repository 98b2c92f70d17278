import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Readers, startReaders } from '../../ingest/parallel.js';
import { temporaryFolder } from '../knowledge/temporary.js';

/** Real processes: a reader that converts with a program which starts another one and never ends. */
const SCRIPT = resolve('dist/ingest/reader-process.js');
const folder = temporaryFolder();
const STARTED = join(folder, 'started');
const path = process.env.PATH ?? '';
const RTF = join(folder, 'a.rtf');

beforeAll(() => {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(
    join(bin, 'soffice'),
    `#!/bin/sh\nsleep 300 &\necho "$$ $!" > ${STARTED}.new\nmv ${STARTED}.new ${STARTED}\nwait\n`,
  );
  chmodSync(join(bin, 'soffice'), 0o755);
  writeFileSync(RTF, '{\\rtf1 a}');
  process.env.PATH = `${bin}${delimiter}${path}`;
});
afterEach(() => rmSync(STARTED, { force: true }));
afterAll(() => {
  process.env.PATH = path;
});

/** Process ids of the program and of what it started, once it runs. */
async function started(): Promise<string[]> {
  for (let tries = 0; tries < 200 && !existsSync(STARTED); tries += 1) await sleep(50);
  return readFileSync(STARTED, 'utf8').trim().split(' ');
}

async function areGone(pids: readonly string[]): Promise<boolean> {
  for (let tries = 0; tries < 60; tries += 1) {
    const alive = readdirSync('/proc');
    if (!pids.some((pid) => alive.includes(pid) && !isDefunct(pid))) return true;
    await sleep(50);
  }
  return false;
}

/** Ended, with no one to have asked for how. */
function isDefunct(pid: string): boolean {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

async function read(readers: Readers): Promise<string> {
  const { readings } = await readers.read({ file: 'a.rtf', from: { path: RTF }, now: new Date() });
  const [first] = readings;
  return first && 'error' in first ? first.error.code : 'read';
}

describe.runIf(process.platform === 'linux')('the programs a reader has started', () => {
  it('end with a reader that takes too long', async () => {
    const readers = startReaders({ count: 1, script: SCRIPT, longest: 2500 });
    const reading = read(readers);
    const pids = await started();
    expect(pids).toHaveLength(2);
    expect(await reading).toBe('TIMEOUT');
    expect(await areGone(pids)).toBe(true);
    await readers.stop();
  });

  it('end with readers that are told to stop', async () => {
    const readers = startReaders({ count: 1, script: SCRIPT });
    const reading = read(readers);
    const pids = await started();
    await readers.stop();
    expect(await reading).toBe('STOPPED');
    expect(await areGone(pids)).toBe(true);
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('end with the process that asked, ended by %s', async (signal) => {
    const parent = join(folder, 'parent.mjs');
    writeFileSync(
      parent,
      `import { startReaders } from ${JSON.stringify(resolve('dist/ingest/parallel.js'))};
       startReaders({ count: 1 }).read({ file: 'a.rtf', from: { path: ${JSON.stringify(RTF)} }, now: new Date() });`,
    );
    const asking = spawn(process.execPath, [parent], { stdio: 'ignore' });
    const pids = await started();
    asking.kill(signal);
    expect(await areGone(pids)).toBe(true);
  });

  it('end with a process that reads by itself and is told to end', async () => {
    const alone = join(folder, 'alone.mjs');
    writeFileSync(
      alone,
      `import { readFileReports } from ${JSON.stringify(resolve('dist/ingest/reading.js'))};
       await readFileReports({ file: 'a.rtf', from: { path: ${JSON.stringify(RTF)} }, now: new Date() });`,
    );
    const reading = spawn(process.execPath, [alone], { stdio: 'ignore' });
    const pids = await started();
    reading.kill('SIGTERM');
    expect(await areGone(pids)).toBe(true);
  });
});
