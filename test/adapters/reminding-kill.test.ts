import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../knowledge/database.js';
import { giveUpLost } from '../../knowledge/reminders.js';
import { subscribe } from '../../knowledge/subscriptions.js';
import { compiled } from '../knowledge/compiled.js';
import { temporaryFolder } from '../knowledge/temporary.js';

const REMINDERS = 600;
const LEASE = 60_000;
const CLOCK = '2027-01-24T10:00:00+08:00';
const folder = temporaryFolder();

describe('two processes on one database, killed again and again', () => {
  test(`send each of ${REMINDERS} reminders once, or leave it unclear`, { timeout: 300_000 }, async () => {
    mkdirSync(join(folder, 'build'));
    const script = compiled('test/adapters/remind-process.ts', join(folder, 'build'));
    const url = `sqlite:${join(folder, 'killed.db')}`;
    const seen = join(folder, 'seen');
    const database = await openDatabase(url);
    for (let each = 0; each < REMINDERS; each += 1) {
      const schedule = { rules: [{ kind: 'ahead', days: 7 } as const], time: '09:30' };
      const of = { channel: 'telegram', address: `chat ${each}`, person: 'hash', scope: { register: [1] } };
      await subscribe(database, { ...of, schedule, now: new Date('2026-11-21T00:00:00Z') });
    }
    const open = async (): Promise<number> => {
      const [row] = await database.all<{ count: number }>(
        "select count(*) as count from reminder where state = 'waiting'",
      );
      return row?.count ?? 0;
    };

    let kills = 0;
    let pair = [await startBot(script, url, seen), await startBot(script, url, seen)];
    do {
      await sleep(100 + Math.random() * 300);
      const [killed, left] = Math.random() < 0.5 ? pair : [...pair].reverse();
      if (!killed || !left) throw new Error('there are two');
      await kill(killed);
      kills += 1;
      pair = [left, await startBot(script, url, seen)];
    } while ((await open()) > 0);
    for (const each of pair) await kill(each);

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
    expect(unclear.length).toBeLessThanOrEqual(kills + 2);
    // Or nobody was killed in the middle of it, and nothing was proved.
    expect(kills).toBeGreaterThan(2);
  });
});

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
