import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { memoryBeside } from '../../adapters/wechat/memory.js';
import { paceOf } from '../../adapters/wechat/pace.js';
import { loadPuppet, withoutSecret } from '../../adapters/wechat/puppet.js';
import { reconnectOf } from '../../adapters/wechat/reconnect.js';
import { sayingAt } from '../../adapters/wechat/sending.js';
import { watchdogOf } from '../../adapters/wechat/watchdog.js';

describe('a puppet', () => {
  beforeEach(() => void vi.stubEnv('WECHATY_PUPPET_SERVICE_TOKEN', ''));
  afterEach(() => void vi.unstubAllEnvs());

  test.each([
    ['wechaty-puppet-mock', null, 'wechaty-puppet-mock'],
    ['wechaty-puppet-service', 'insecure_5e7c9a4b', 'wechaty-puppet-service'],
  ])('%s is loaded by its name', async (name, token, called) => {
    expect((await loadPuppet(name, token)).name()).toContain(called);
  });

  test.each([
    ['wechaty-puppet-nobody-made', 'PUPPET_NOT_INSTALLED', 'npm install wechaty-puppet-nobody-made'],
    ['@nobody/wechaty-puppet', 'PUPPET_NOT_INSTALLED', 'npm install @nobody/wechaty-puppet'],
    ['hono', 'PUPPET_UNUSABLE', 'hono'],
    ['fuse.js', 'PUPPET_UNUSABLE', 'fuse.js'],
    ['../../evil.js', 'BAD_SETTING', 'DISCLOSURE_WECHAT_PUPPET'],
    ['/tmp/evil.js', 'BAD_SETTING', 'npm'],
    ['data:text/javascript,1', 'BAD_SETTING', 'npm'],
    ['file:///tmp/evil.js', 'BAD_SETTING', 'npm'],
    ['https://evil.example/x.js', 'BAD_SETTING', 'npm'],
    ['a/b/c', 'BAD_SETTING', 'npm'],
  ])('%s is refused with what to do', async (name, code, said) => {
    await expect(loadPuppet(name, null)).rejects.toMatchObject({ code, message: expect.stringContaining(said) });
  });

  test('that needs a token says which setting holds it', async () => {
    const error = vi.spyOn(console, 'error').mockReturnValue(undefined);
    await expect(loadPuppet('wechaty-puppet-service', null)).rejects.toMatchObject({
      code: 'PUPPET_UNUSABLE',
      message: expect.stringContaining('DISCLOSURE_WECHAT_PUPPET_TOKEN'),
    });
    error.mockRestore();
  });

  test.each([
    ['an error', new Error('token s3cret is bad'), 'Error: token *** is bad'],
    ['a text', 'token s3cret is bad', 'Error: token *** is bad'],
    ['an error without it', new Error('no route'), 'Error: no route'],
  ])('has its token taken out of %s', (_, error, told) => {
    expect(String(withoutSecret(error, 's3cret'))).toBe(told);
  });
});

describe('the pace', () => {
  const pace = { least: 500, most: 1_500, account: 300 };

  test.each([
    ['of one chat at the least', 0, ['a', 'a', 'a'], [0, 500, 1_000]],
    ['of one chat at the most', 1, ['a', 'a', 'a'], [0, 1_500, 3_000]],
    ['of an account with several chats', 0.5, ['a', 'b', 'c', 'a'], [0, 300, 600, 1_000]],
  ])('%s', async (_, random, chats, at) => {
    const times: number[] = [];
    const ready = paceOf(pace, { now: () => 0, random: () => random, wait: async (wait) => times.push(wait) });
    for (const chat of chats) {
      const before = times.length;
      await ready(chat);
      if (times.length === before) times.push(0);
    }
    expect(times).toEqual(at);
  });

  test('does not make somebody wait who comes later', async () => {
    let now = 0;
    const wait = vi.fn(async () => undefined);
    const ready = paceOf(pace, { now: () => now, random: () => 1, wait });
    await ready('a');
    now = 2_000;
    await ready('a');
    expect(wait).not.toHaveBeenCalled();
  });

  test('keeps messages of a chat in their order, and a failure in its call', async () => {
    const say = sayingAt({ least: 0, most: 0, account: 0 });
    const said: string[] = [];
    const note = (text: string) => async () => said.push(text);
    const broken = say('a', [note('1'), () => Promise.reject(new Error('refused')), note('lost')]);
    const next = say('a', [note('2'), note('3')]);
    await expect(broken).rejects.toThrow('refused');
    await next;
    expect(said).toEqual(['1', '2', '3']);
  });
});

describe('with the clock in hand', () => {
  const MINUTE = 60_000;
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const now = (): Date => new Date();

  describe('the watchdog', () => {
    const watch = (silenceHours: number, loggedIn = () => true) => {
      const alarm = vi.fn();
      const watchdog = watchdogOf({ silenceHours, now, loggedIn, alarm });
      watchdog.start();
      return { alarm, watchdog };
    };

    test('alarms once for each silence', () => {
      const { alarm, watchdog } = watch(3);
      vi.advanceTimersByTime(170 * MINUTE);
      expect(alarm).toHaveBeenCalledTimes(0);
      vi.advanceTimersByTime(600 * MINUTE);
      expect([alarm.mock.calls.length, watchdog.silent()]).toEqual([1, true]);
      watchdog.heard();
      expect(watchdog.silent()).toBe(false);
      vi.advanceTimersByTime(190 * MINUTE);
      expect(alarm).toHaveBeenCalledTimes(2);
      watchdog.stop();
    });

    test('is quiet while messages come', () => {
      const { alarm, watchdog } = watch(1);
      for (let heard = 0; heard < 20; heard += 1) {
        vi.advanceTimersByTime(50 * MINUTE);
        watchdog.heard();
      }
      expect(alarm).not.toHaveBeenCalled();
      watchdog.stop();
    });

    test('is quiet while nobody is logged in, with 0 hours, and once stopped', () => {
      const { alarm: out } = watch(1, () => false);
      const { alarm: off } = watch(0);
      const { alarm: stopped, watchdog } = watch(1);
      watchdog.stop();
      vi.advanceTimersByTime(6_000 * MINUTE);
      for (const alarm of [out, off, stopped]) expect(alarm).not.toHaveBeenCalled();
    });

    test('is not fooled by a clock that was set back', () => {
      const { alarm, watchdog } = watch(1);
      vi.setSystemTime(Date.now() - 86_400_000);
      vi.advanceTimersByTime(80 * MINUTE);
      expect(alarm).toHaveBeenCalledTimes(1);
      watchdog.stop();
    });
  });

  describe('a new connection', () => {
    const backoff = { first: 10_000, most: 100_000, patience: 30_000 };
    const connecting = (restart: () => Promise<void>, fine: () => boolean = () => false) => {
      const times: number[] = [];
      const begun = Date.now();
      const reconnect = reconnectOf({
        backoff,
        now,
        fine,
        failed: () => undefined,
        restart: () => {
          times.push(Math.round((Date.now() - begun) / 1000));
          return restart();
        },
      });
      return { reconnect, times };
    };
    const gaps = (times: readonly number[]): number[] => times.map((time, index) => time - (times[index - 1] ?? 0));

    test('is tried again and again, later each time', async () => {
      const { reconnect, times } = connecting(() => Promise.reject(new Error('no route')));
      reconnect.soon();
      await vi.advanceTimersByTimeAsync(600_000);
      const bounds = [10, 20, 40, 80, 100, 100];
      gaps(times)
        .slice(0, 6)
        .forEach((gap, index) => {
          expect(gap).toBeGreaterThanOrEqual(bounds[index] ?? 0);
          expect(gap).toBeLessThanOrEqual((bounds[index] ?? 0) * 1.3 + 1);
        });
      expect(times.length).toBeGreaterThanOrEqual(6);
      await reconnect.stop();
      const before = times.length;
      await vi.advanceTimersByTimeAsync(600_000);
      expect(times).toHaveLength(before);
    });

    test('is not made where the puppet mended itself, unless it must', async () => {
      const { reconnect, times } = connecting(
        async () => undefined,
        () => true,
      );
      for (let error = 0; error < 50; error += 1) {
        reconnect.soon();
        await vi.advanceTimersByTimeAsync(1_000);
      }
      expect(times).toEqual([]);
      reconnect.soon('must');
      await vi.advanceTimersByTimeAsync(20_000);
      expect(times).toHaveLength(1);
      await reconnect.stop();
    });

    test('is made though errors keep coming', async () => {
      const { reconnect, times } = connecting(async () => undefined);
      for (let error = 0; error < 20; error += 1) {
        reconnect.soon();
        await vi.advanceTimersByTimeAsync(1_000);
      }
      expect(times).toHaveLength(1);
      await reconnect.stop();
    });

    test.each([
      ['a login that did not last does not shorten the wait', 60_000, 20],
      ['a login that lasted does', 3_600_000, 10],
    ])('%s', async (_, held, least) => {
      let fine = false;
      const { reconnect, times } = connecting(
        async () => {
          fine = true;
        },
        () => fine,
      );
      reconnect.soon();
      await vi.advanceTimersByTimeAsync(14_000);
      reconnect.settled();
      await vi.advanceTimersByTimeAsync(held);
      fine = false;
      const lostAt = times[0] === undefined ? 0 : 14 + held / 1000;
      reconnect.soon();
      await vi.advanceTimersByTimeAsync(29_000);
      const waited = (times[1] ?? 0) - lostAt;
      expect(waited).toBeGreaterThanOrEqual(least);
      expect(waited).toBeLessThanOrEqual(least * 1.3 + 1);
      await reconnect.stop();
    });
  });
});

describe('the login that is kept', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'memory-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('lies beside the database, for nobody else to read, and stays', () => {
    const name = memoryBeside(`sqlite:${join(folder, 'data', 'disclosure.db')}`);
    const file = `${name}.memory-card.json`;
    expect(name).toBe(join(folder, 'data', 'disclosure-bot'));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, '{"kept":1}');
    memoryBeside(`sqlite:${join(folder, 'data', 'disclosure.db')}`);
    expect(readFileSync(file, 'utf8')).toBe('{"kept":1}');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
