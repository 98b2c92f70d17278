import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Gate, sharedGateOf } from '../../adapters/reception/rates.js';
import { type Database, openDatabase } from '../../knowledge/database.js';
import { type Counts, countsOf } from '../../knowledge/rates.js';
import { temporaryFolder } from '../knowledge/temporary.js';
import { SERVERS } from './several-bots.js';

const folder = temporaryFolder();
let files = 0;
let databases: Database[] = [];
let clock: Date;
let logged: string[];
beforeEach(() => {
  clock = new Date('2026-11-21T04:00:00Z');
  logged = [];
});
afterEach(async () => {
  for (const database of databases) await database.close();
  databases = [];
});

const later = (seconds: number): Date => new Date(clock.getTime() + seconds * 1000);
const gateOn = (counts: Counts, channel = 'web', now = (): Date => clock): Gate =>
  sharedGateOf({
    channel,
    rates: { person: 3, channel: 6 },
    counts,
    now,
    log: (message, error) => logged.push(`${message}: ${String(error)}`),
  });
const admitted = async (gate: Gate, who: string | null): Promise<string> => {
  const admission = await gate.admit(who);
  return admission.state === 'refused' ? `${admission.by} ${admission.seconds}` : admission.state;
};

describe.each(SERVERS)('gates of two processes on $name', ({ newUrl }) => {
  let counts: Counts[];
  let gates: readonly [Gate, Gate];
  beforeEach(async () => {
    const url = await newUrl(folder, `rates-${files++}`);
    databases = [await openDatabase(url), await openDatabase(url)];
    counts = databases.map(countsOf);
    gates = [gateOn(counts[0] as Counts), gateOn(counts[1] as Counts)];
  });
  const ask = async (who: string | null, times: number): Promise<string[]> => {
    const said: string[] = [];
    for (let each = 0; each < times; each += 1) said.push(await admitted(gates[each % 2] as Gate, who));
    return said;
  };

  test('count a person together, and say once that it is too much', async () => {
    expect(await ask('a', 3)).toEqual(['welcome', 'welcome', 'welcome']);
    clock = later(20);
    expect(await ask('a', 3)).toEqual(['person 40', 'silent', 'silent']);
    expect(await ask('b', 1)).toEqual(['welcome']);
  });

  test('count together where their clocks differ', async () => {
    const [early, late] = [gates[0], gateOn(counts[1] as Counts, 'web', () => later(20))];
    const said: string[] = [];
    for (const gate of [late, early, late, early, late]) said.push(await admitted(gate, 'a'));
    expect(said).toEqual(['welcome', 'welcome', 'welcome', 'person 80', 'silent']);
  });

  test('begin anew when the minute is over', async () => {
    await ask('a', 4);
    clock = later(61);
    gates = [gateOn(counts[0] as Counts), gateOn(counts[1] as Counts)];
    expect(await ask('a', 3)).toEqual(['welcome', 'welcome', 'welcome']);
  });

  test('let who floods use up nothing of the others', async () => {
    await ask('a', 40);
    expect([...(await ask('b', 2)), ...(await ask('c', 1))]).toEqual(['welcome', 'welcome', 'welcome']);
    expect(await ask('d', 2)).toEqual(['channel 60', 'silent']);
    expect(await ask(null, 2)).toEqual(['channel 60', 'silent']);
  });

  test('keep channels apart', async () => {
    await ask('a', 3);
    expect(await admitted(gateOn(counts[0] as Counts, 'telegram'), 'a')).toBe('welcome');
  });

  test('count messages that come at once, each once', async () => {
    const said = await Promise.all(Array.from({ length: 20 }, (_, at) => admitted(gates[at % 2] as Gate, 'a')));
    expect(said.filter((each) => each === 'welcome')).toHaveLength(3);
    expect(said.filter((each) => each.startsWith('person'))).toHaveLength(1);
  });

  test('are not shut by a clock that is set back', async () => {
    clock = later(86_400);
    await ask('a', 4);
    clock = later(-86_400);
    gates = [gateOn(counts[0] as Counts), gateOn(counts[1] as Counts)];
    expect(await ask('a', 3)).toEqual(['welcome', 'welcome', 'welcome']);
  });

  test('forget what is long over', async () => {
    await ask('a', 2);
    clock = later(2 * 3600);
    await ask('b', 2);
    const rows = await databases[0]?.all<{ key: string }>('select key from rate where key like ?', '%person%');
    expect(rows).toEqual([{ key: 'web person b' }]);
  });
});

describe('where the database', () => {
  const working: Counts = { count: async () => ({ person: null, channel: null }), isFirst: async () => true };
  test.each<[string, Counts['count']]>([
    ['cannot be written', () => Promise.reject(new Error('disk full'))],
    ['does not come to an end', () => new Promise(() => {})],
  ])('%s, each counts alone, and says so once', async (_, count) => {
    const gate = gateOn({ ...working, count });
    const said: string[] = [];
    for (let each = 0; each < 5; each += 1) said.push(await admitted(gate, 'a'));
    expect(said).toEqual(['welcome', 'welcome', 'welcome', 'person 60', 'silent']);
    expect(logged).toHaveLength(1);
  });
});
