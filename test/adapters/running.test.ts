import { afterEach, expect, test } from 'vitest';
import type { Adapter } from '../../adapters/adapter.js';
import { type RunningChannel, type RunOptions, runChannel } from '../../adapters/operations/running.js';
import type { OpenDesk } from '../../adapters/reception/desk.js';
import { UserError } from '../../knowledge/types.js';
import { until } from './contract.js';

const running: RunningChannel[] = [];
let logged: string[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
  logged = [];
});

test('runs, and is healthy as long as its adapter says so', async () => {
  let healthy = true;
  const channel = run({ start: async () => undefined, healthy: () => healthy });
  expect(channel.healthy()).toBe(false);
  expect(await channel.firstTry).toBeNull();
  expect(channel.healthy()).toBe(true);
  healthy = false;
  expect(channel.healthy()).toBe(false);
});

test('tries again until it starts, each time with a new adapter, the old one stopped', async () => {
  let tries = 0;
  const stopped: number[] = [];
  const channel = runChannel({
    ...GIVEN,
    log,
    create: async () => {
      tries += 1;
      const mine = tries;
      return adapter({
        start: async () => {
          if (mine < 4) throw mine === 2 ? new UserError('DATABASE_LOCKED', '占用') : new Error(`no ${mine}`);
        },
        stop: async () => void stopped.push(mine),
      });
    },
  });
  running.push(channel);
  expect(await channel.firstTry).toMatchObject({ message: 'no 1' });
  await until(() => channel.healthy());
  expect(stopped).toEqual([1, 2, 3]);
  expect(logged).toEqual(['test did not start: no 1', 'test did not start: 占用', 'test did not start: no 3']);
});

test('settings that cannot work are not tried again', async () => {
  let tries = 0;
  const channel = runChannel({
    ...GIVEN,
    log,
    create: async () => {
      tries += 1;
      throw new UserError('BAD_SETTING', '设置不对');
    },
  });
  expect(await channel.firstTry).toMatchObject({ code: 'BAD_SETTING' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([tries, channel.healthy(), channel.mount()]).toEqual([1, false, null]);
  expect(await channel.stop()).toBe(true);
});

test('is told to stop while it waits to try again, and while it starts', async () => {
  const waiting = runChannel({
    ...GIVEN,
    log,
    pauses: { first: 60_000, most: 60_000 },
    create: async () => {
      throw new Error('not yet');
    },
  });
  await waiting.firstTry;
  expect(await waiting.stop()).toBe(true);

  let release: () => void = () => undefined;
  const starting = run({
    start: () => new Promise((resolve) => (release = resolve)),
    stop: async () => release(),
  });
  await until(() => starting.mount() !== null);
  expect(await starting.stop()).toBe(true);
  expect(starting.healthy()).toBe(false);
});

test('what does not stop is given up, and said', async () => {
  const channel = run({ start: async () => undefined, stop: () => new Promise(() => undefined) }, { patience: 30 });
  await channel.firstTry;
  expect(await channel.stop()).toBe(false);
  expect(logged).toEqual(['test did not stop: still running after 30 ms']);
});

test('what fails to stop is said, and no more', async () => {
  const broken = async (): Promise<void> => {
    throw new Error('cannot');
  };
  const channel = run({ start: async () => undefined, stop: broken });
  await channel.firstTry;
  expect(await channel.stop()).toBe(false);
  expect(logged).toEqual(['test did not stop: cannot']);
});

test('drains its desk after its adapter took its last message', async () => {
  const order: string[] = [];
  const channel = run(
    { start: async () => undefined, stop: async () => void order.push('adapter') },
    { open: () => ({ ...DESK, drain: async () => void order.push('desk') }) },
  );
  await channel.firstTry;
  await channel.stop();
  expect(order).toEqual(['adapter', 'desk']);
});

// --- internal ---

const DESK: OpenDesk = {
  receive: () => Promise.reject(new Error('nobody asks')),
  rate: () => Promise.reject(new Error('nobody rates')),
  drain: async () => undefined,
  underWay: () => 0,
};
const GIVEN = { name: 'test', open: () => DESK, pauses: { first: 1, most: 4 } };

function log(message: string, error: unknown): void {
  logged.push(`${message}: ${error instanceof Error ? error.message : String(error)}`);
}

function adapter(parts: Partial<Adapter>): Adapter {
  return {
    name: 'test',
    limits: { text: { most: 100, unit: 'characters' }, messages: 1, buttons: 1 },
    http: { path: '/test', handle: () => new Response() },
    start: async () => undefined,
    stop: async () => undefined,
    ...parts,
  };
}

function run(parts: Partial<Adapter>, options: Partial<RunOptions> = {}): RunningChannel {
  const channel = runChannel({ ...GIVEN, log, create: async () => adapter(parts), ...options });
  running.push(channel);
  return channel;
}
