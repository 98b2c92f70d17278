import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../knowledge/database.js';
import { giveUpLost } from '../../knowledge/reminders.js';
import { subscribe } from '../../knowledge/subscriptions.js';
import { compiled } from '../knowledge/compiled.js';
import { temporaryFolder } from '../knowledge/temporary.js';
import { SERVERS } from './several-bots.js';

const REMINDERS = 600;
const LEASE = 60_000;
const CLOCK = '2027-01-24T10:00:00+08:00';
const folder = temporaryFolder();

let script = '';
beforeAll(() => {
  mkdirSync(join(folder, 'build'));
  script = compiled('test/adapters/remind-process.ts', join(folder, 'build'));
});

describe.each(SERVERS)('on $name', ({ newUrl }) => {
  test(`two processes, killed again and again, send each of ${REMINDERS} reminders once, or leave it unclear`, {
    timeout: 300_000,
  }, async () => {
    const url = await newUrl(folder, 'killed');
    const seen = join(folder, 'seen');
    const database = await openDatabase(url);
    await subscribeAll(database);
    let kills = 0;
    let pair = [await startBot(script, url, seen), await startBot(script, url, seen)];
    do {
      await sleep(100 + Math.random() * 300);
      const [killed, left] = Math.random() < 0.5 ? pair : [...pair].reverse();
      if (!killed || !left) throw new Error('there are two');
      await kill(killed);
      kills += 1;
      pair = [left, await startBot(script, url, seen)];
    } while ((await inState(database, 'waiting')) > 0);
    for (const each of pair) await kill(each);
    // Or nobody was killed in the middle of it, and nothing was proved.
    expect(kills).toBeGreaterThan(2);
    await expectOnce(database, seen, kills + 2);
  });

  test(`eight processes, of which one is killed in the middle, send each of ${REMINDERS} reminders once`, async () => {
    const url = await newUrl(folder, 'eight');
    const seen = join(folder, 'seen by eight');
    const database = await openDatabase(url);
    const [victim, ...others] = await Promise.all(Array.from({ length: 8 }, () => startBot(script, url, seen)));
    if (!victim) throw new Error('there are eight');
    // Once all are there, so that they work on it together.
    await subscribeAll(database);
    while ((await inState(database, 'sent')) < REMINDERS / 10) await sleep(2);
    await kill(victim);
    expect(await inState(database, 'waiting')).toBeGreaterThan(0);
    while ((await inState(database, 'waiting')) > 0) await sleep(20);
    for (const each of others) await kill(each);
    // One each of those that were killed, at most.
    await expectOnce(database, seen, 8);
  });
});

// --- internal ---

function subscribeAll(database: Database): Promise<void> {
  return database.transaction(async (connection) => {
    for (let each = 0; each < REMINDERS; each += 1) {
      const schedule = { rules: [{ kind: 'ahead', days: 7 } as const], time: '09:30' };
      const of = { channel: 'telegram', address: `chat ${each}`, person: 'hash', scope: { register: [1] } };
      await subscribe(connection, { ...of, schedule, now: new Date('2026-11-21T00:00:00Z') });
    }
  });
}

async function inState(database: Database, state: string): Promise<number> {
  const [row] = await database.all<{ count: number }>('select count(*) as count from reminder where state = ?', state);
  return row?.count ?? 0;
}

/** Closes the database. */
async function expectOnce(database: Database, seen: string, mostUnclear: number): Promise<void> {
  // As a process does that starts after the leases have run out.
  await giveUpLost(database, new Date(Date.parse(CLOCK) + 3_600_000));
  const rows = await database.all<{ address: string; state: string }>(
    'select s.address, r.state from reminder r join subscription s on s.id = r.subscription',
  );
  await database.close();
  const lines = existsSync(seen) ? readFileSync(seen, 'utf8').trim().split('\n') : [];
  expect(new Set(lines).size).toBe(lines.length);
  expect(rows).toHaveLength(REMINDERS);
  const sent = rows.filter(({ state }) => state === 'sent').map(({ address }) => address);
  const unclear = rows.filter(({ state }) => state === 'unclear').map(({ address }) => address);
  expect(sent.length + unclear.length).toBe(REMINDERS);
  expect(lines).toEqual(expect.arrayContaining(sent));
  expect([...sent, ...unclear]).toEqual(expect.arrayContaining(lines));
  expect(unclear.length).toBeLessThanOrEqual(mostUnclear);
}

async function startBot(script: string, url: string, seen: string): Promise<ChildProcess> {
  const started = spawn(process.execPath, [script, url, seen, CLOCK, String(LEASE)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TZ: 'America/New_York' },
  });
  await Promise.race([once(started.stdout, 'data'), once(started, 'exit').then(() => expect.fail('the bot ended'))]);
  return started;
}

async function kill(started: ChildProcess): Promise<void> {
  started.kill('SIGKILL');
  if (started.signalCode === null) await once(started, 'exit');
}
