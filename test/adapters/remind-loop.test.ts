import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startReminding } from '../../adapters/remind-loop.js';
import {
  addEntry,
  type Process,
  startProcess,
  subscribeIn,
  type World,
  worldAt,
  writtenDown,
} from './reminding-world.js';

let world: World;
let bot: Process;
const logged: string[] = [];
const log = (message: string, error: unknown): void => void logged.push(`${message}: ${String(error)}`);

beforeEach(async () => {
  logged.length = 0;
  world = worldAt('2026-11-21T10:00:00+08:00');
  addEntry(world);
  bot = await startProcess(world);
  await subscribeIn(world, bot, [{ kind: 'ahead', days: 7 }]);
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: new Date('2027-01-24T09:29:30+08:00') });
});
afterEach(async () => {
  vi.useRealTimers();
  await bot.close();
});

function start(send: ((to: string, texts: readonly string[]) => Promise<void>) | null) {
  const deadlines = { ...bot.knowledge.deadlines, obligations: world.obligations };
  const adapters = () => [send === null ? { name: 'telegram' } : { name: 'telegram', send }];
  return startReminding({ knowledge: { ...bot.knowledge, deadlines }, adapters, now: () => new Date(), log });
}

const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000);

/** Time itself is held; what the database does goes on. */
async function until(holds: () => boolean): Promise<void> {
  for (const began = performance.now(); !holds(); ) {
    if (performance.now() - began > 20_000) throw new Error('nothing came');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('sends within a minute, once, though a send takes minutes', async () => {
  let finish: () => void = () => undefined;
  const seen: string[] = [];
  const loop = start(async (to) => {
    seen.push(to);
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
  });
  await minutes(1);
  await until(() => seen.length > 0);
  await minutes(3);
  finish();
  await minutes(1);
  await loop.stop();
  expect(seen).toEqual(['501']);
  expect(await writtenDown(bot)).toEqual(['2026/ahead-7 sent']);
  expect(logged).toEqual([]);
});

test('lets what is under way go out before it stops, and takes on nothing more', async () => {
  await subscribeIn(world, bot, [{ kind: 'ahead', days: 7 }]);
  let finish: () => void = () => undefined;
  const seen: string[] = [];
  const loop = start(async (to) => {
    seen.push(to);
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
  });
  await minutes(1);
  await until(() => seen.length > 0);
  const stopped = loop.stop();
  finish();
  await stopped;
  expect(await writtenDown(bot)).toEqual(['2026/ahead-7 sent', '2026/ahead-7 waiting']);
});

test('says once that reminders wait for a channel that cannot speak first', async () => {
  const loop = start(null);
  for (let minute = 0; minute < 4; minute += 1) {
    await minutes(1);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await until(() => logged.length > 0);
  await loop.stop();
  expect(logged).toEqual(['reminders wait for their channel: telegram']);
});

test('goes on after a round that failed', async () => {
  const { obligations } = world;
  let broken = true;
  Object.assign(world, {
    obligations: (of: Parameters<typeof obligations>[0]) =>
      broken ? Promise.reject(new Error('disk')) : obligations(of),
  });
  const seen: string[] = [];
  const loop = start(async (to) => void seen.push(to));
  await minutes(1);
  await until(() => logged.length > 0);
  expect(logged[0]).toBe('reminders: Error: disk');
  broken = false;
  await minutes(1);
  await until(() => seen.length > 0);
  await loop.stop();
  expect(seen).toEqual(['501']);
});
