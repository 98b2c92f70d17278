import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { listFiles, type Source } from '../../ingest/files.js';
import { inOrder } from '../../ingest/in-order.js';
import { type IngestRun, ingestFiles } from '../../ingest/ingest.js';
import { type Readers, type ReadersOptions, readerCount, startReaders } from '../../ingest/parallel.js';
import { buildIndex } from '../../knowledge/office-index.js';
import { loadPassageIndex } from '../../knowledge/passage-index.js';
import { freshDatabase } from '../knowledge/databases.js';
import { temporaryFolder } from '../knowledge/temporary.js';
import { writeCorpus } from './corpus.js';
import { dump } from './stored.js';
import { zipOf } from './zip-writer.js';

const SCRIPT = resolve('dist/ingest/reader-process.js');
const folder = temporaryFolder();
let sources: readonly Source[] = [];

beforeAll(async () => {
  await writeCorpus(join(folder, 'corpus'), 60);
  for (const name of ['bad.pdf', 'empty.txt', 'letter.txt']) writeFileSync(join(folder, 'corpus', name), name.slice(6));
  const inner = readFileSync('samples/jinjiang-lingyuan-2020.txt');
  const parts = ['a.txt', 'b.txt'].map((name) => ({
    name,
    content: Buffer.concat([inner, Buffer.from(`\n${name}\n`)]),
  }));
  writeFileSync(join(folder, 'corpus', 'two.zip'), zipOf([...parts, { name: 'c.txt', content: '甲' }]));
  sources = await listFiles([join(folder, 'corpus')]);
});

async function ingestInto(files: readonly Source[], readers: ReadersOptions | false): Promise<[IngestRun, unknown]> {
  const database = await freshDatabase().open();
  const run = await ingestFiles(files, { database, now: () => new Date(), readers });
  const stored = await dump(database);
  await database.close();
  return [run, stored];
}

describe('reading side by side', () => {
  it('gives what reading one by one gives, whatever the files, their order and the readers', {
    timeout: 300_000,
  }, async () => {
    const some = fc.shuffledSubarray([...sources.keys()], { minLength: 1, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(some, fc.integer({ min: 1, max: 4 }), async (chosen, count) => {
        const files = chosen.flatMap((index) => sources[index] ?? []);
        const [alone, storedAlone] = await ingestInto(files, false);
        const [together, storedTogether] = await ingestInto(files, { script: SCRIPT, count });
        expect(together).toEqual(alone);
        expect(storedTogether).toEqual(storedAlone);
      }),
      { numRuns: 5 },
    );
  });

  it('gives each file of an archive, and keeps the one that another takes the place of', async () => {
    const archive = sources.filter(({ name }) => name === 'two.zip');
    const [alone, storedAlone] = await ingestInto(archive, false);
    const [together, storedTogether] = await ingestInto(archive, { script: SCRIPT, count: 2 });
    expect(together).toEqual(alone);
    expect(storedTogether).toEqual(storedAlone);
    expect(together.reports.map(({ file, status, conflict }) => [file, status, conflict])).toEqual([
      ['two.zip/a.txt', 'added', undefined],
      ['two.zip/b.txt', 'updated', { file: 'two.zip/a.txt', used: 'this' }],
    ]);
    expect(together.failed.map(({ file }) => file)).toEqual(['two.zip/c.txt']);
  });

  it('has no more readers than half of the memory can hold', () => {
    expect(readerCount(8, 64 * 2 ** 30)).toBe(8);
    expect(readerCount(8, 4 * 2 ** 30)).toBe(2);
    expect(readerCount(8, 2 ** 30)).toBe(1);
  });
});

describe('inOrder', () => {
  const items = Array.from({ length: 30 }, (_, index) => index);

  it.each([
    { ahead: 4, most: 4 },
    { ahead: 1, most: 1 },
  ])('keeps the order whichever is ready first, and begins no more than $ahead', async ({ ahead, most }) => {
    let running = 0;
    const ran: number[] = [];
    const handed: number[] = [];
    const work = async (number: number): Promise<number> => {
      running += 1;
      ran.push(running);
      await sleep((number * 7) % 11);
      running -= 1;
      return number * 2;
    };
    for await (const ready of inOrder(items, ahead, work)) {
      for (const { item, result } of ready) expect(result).toBe(item * 2);
      handed.push(...ready.map(({ item }) => item));
    }
    expect(handed).toEqual(items);
    expect(Math.max(...ran)).toBe(most);
  });

  it('hands out together what is ready together, and goes on while that is looked at', async () => {
    const sizes: number[] = [];
    let handed = 0;
    let begun = 0;
    const work = async (): Promise<void> => {
      begun += 1;
    };
    for await (const ready of inOrder(items, 8, work)) {
      sizes.push(ready.length);
      handed += ready.length;
      const before = begun;
      await sleep(1);
      expect(begun).toBe(before);
      expect(begun).toBe(Math.min(30, handed + 7));
    }
    expect(sizes[0]).toBe(8);
    expect(Math.max(...sizes)).toBe(8);
  });

  it('begins nothing while what it handed out is looked at, where one is to be ahead', async () => {
    let begun = 0;
    let handed = 0;
    const work = async (): Promise<void> => {
      begun += 1;
    };
    for await (const ready of inOrder(items, 1, work)) {
      handed += ready.length;
      await sleep(1);
      expect(begun).toBe(handed);
    }
    expect(handed).toBe(30);
  });
});

/** A reader that does what the name of the file says. */
function script(name: string): string {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(
    path,
    `import { readFileSync } from 'node:fs';
     const kept = [];
     process.on('disconnect', () => process.exit());
     process.on('message', ({ file, passages }) => {
       if (passages) process.exit(3);
       if (file === 'hang') for (;;);
       if (file === 'exit') process.exit(3);
       if (file === 'abort') process.abort();
       if (file === 'heap') for (;;) kept.push({ text: 'x'.repeat(1000) + kept.length });
       if (file === 'greedy') kept.push(Buffer.alloc(90 * 2 ** 20, 1));
       if (file === 'slow' || file === 'never') {
         const alive = setInterval(() => process.send('alive'), 100);
         if (file === 'slow') setTimeout(() => { clearInterval(alive); process.send({ reading: { stamp: '', hash: '', readings: [] }, memory: 1 }); }, 4000);
         return;
       }
       if (file === 'second' && kept.length > 0) process.exit(3);
       kept.push(file);
       process.send({ reading: { stamp: '', hash: String(process.pid), readings: [] }, memory: process.memoryUsage.rss() });
     });`,
  );
  return path;
}

async function outcomes(readers: Readers, files: readonly string[]): Promise<string[]> {
  const now = new Date();
  const results = await Promise.all(files.map((file) => readers.read({ file, from: { path: file }, now })));
  return results.map(({ readings: [first] }) => (first && 'error' in first ? first.error.code : 'read'));
}

describe('an index', () => {
  const passages = [{ id: 7, year: 2023, sectionKey: 'overview', tokens: '公开 信息 公开' }];

  it.each([
    ['is built by a reader', SCRIPT],
    ['is built here where the reader fails', script('evil')],
  ])('%s', async (_, path) => {
    const readers = startReaders({ count: 1, script: path });
    const built = await Promise.all([readers.index(passages), readers.index(passages)]);
    for (const index of built) {
      expect(index).toEqual(await buildIndex(passages));
      expect((await loadPassageIndex(index)).find(new Map([['公开', 1]]))).toMatchObject([{ id: 7, year: 2023 }]);
    }
    await readers.stop();
  });
});

describe('a reader that fails', () => {
  it.each<[string, number, string]>([
    ['hang', 2000, 'TIMEOUT'],
    ['exit', 60_000, 'READER_CRASHED'],
    ['abort', 60_000, 'READER_CRASHED'],
    ['heap', 60_000, 'READER_CRASHED'],
  ])('costs the one file, and the rest goes on: %s', async (file, timeLimit, code) => {
    const readers = startReaders({ count: 2, script: script('evil'), timeLimit, memoryBound: 150 * 2 ** 20 });
    expect(await outcomes(readers, ['a', file, 'b', 'c', file, 'd'])).toEqual([
      'read',
      code,
      'read',
      'read',
      code,
      'read',
    ]);
    await readers.stop();
  });

  it('that is slow and alive is waited for, though not for ever', async () => {
    const readers = startReaders({ count: 3, script: script('alive'), timeLimit: 2500, longest: 9000 });
    expect(await outcomes(readers, ['slow', 'never', 'hang'])).toEqual(['read', 'TIMEOUT', 'TIMEOUT']);
    await readers.stop();
  });

  it('is not blamed on the next file: that one gets a process of its own', async () => {
    const readers = startReaders({ count: 1, script: script('second'), memoryBound: 150 * 2 ** 20 });
    expect(await outcomes(readers, ['a', 'second', 'b'])).toEqual(['read', 'read', 'read']);
    await readers.stop();
  });

  it('is replaced once it holds much memory', async () => {
    const readers = startReaders({ count: 1, script: script('greedy'), memoryBound: 200 * 2 ** 20 });
    const now = new Date();
    const process = async (file: string): Promise<string> =>
      (await readers.read({ file, from: { path: file }, now })).hash;
    const first = await process('a');
    expect(await process('greedy')).toBe(first);
    expect(await process('b')).not.toBe(first);
    await readers.stop();
  });

  it('stops at once when told, whatever it is doing', async () => {
    const readers = startReaders({ count: 2, script: script('stop') });
    const waiting = outcomes(readers, ['hang', 'hang', 'a']);
    await sleep(300);
    const before = Date.now();
    await readers.stop();
    expect(await waiting).toEqual(['STOPPED', 'STOPPED', 'STOPPED']);
    expect(Date.now() - before).toBeLessThan(2000);
  });
});

describe('the process that reads', () => {
  const start = (bound: number, input: string) => {
    const path = join(folder, 'parent.mjs');
    writeFileSync(
      path,
      `import { fork } from 'node:child_process';
       const child = fork(${JSON.stringify(SCRIPT)}, ['${bound}'], { serialization: 'advanced', stdio: 'ignore' });
       process.stdout.write(child.pid + '\\n');
       child.on('exit', (code, signal) => process.stdout.write('ended ' + (signal ?? code) + '\\n'));
       ${input}
       setInterval(() => {}, 1000);`,
    );
    return spawn(process.execPath, [path], { stdio: ['ignore', 'pipe', 'inherit'] });
  };
  const gone = async (pid: number): Promise<boolean> => {
    for (let tries = 0; tries < 100; tries += 1) {
      if (!readdirSync('/proc').includes(String(pid))) return true;
      await sleep(50);
    }
    return false;
  };

  it.runIf(process.platform === 'linux')('does not outlive the one that asked, killed as that may be', async () => {
    const parent = start(2 ** 30, '');
    const [pid] = (await once(parent.stdout, 'data')) as [Buffer];
    await sleep(300);
    parent.kill('SIGKILL');
    expect(await gone(Number(pid))).toBe(true);
  });

  it('ends when it holds more than it may', async () => {
    // Less than Node itself needs.
    const parent = start(10 * 2 ** 20, '');
    let said = '';
    parent.stdout.on('data', (part) => {
      said += part;
    });
    for (let tries = 0; tries < 100 && !said.includes('ended'); tries += 1) await sleep(50);
    parent.kill('SIGKILL');
    expect(said).toContain('ended SIGKILL');
  });
});
