import { beforeEach, describe, expect, test } from 'vitest';
import { inTurn, type Turn } from '../../bot/conversation.js';
import { type Memory, NOTHING } from '../../bot/memory.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';

const NOW = new Date('2026-11-21T04:00:00Z');
const about = (topic: string): Memory => ({ ...NOTHING, topic });
let knowledge: Knowledge;
let logged: string[];
beforeEach(async () => {
  knowledge = await openKnowledge('sqlite::memory:');
  logged = [];
});
const options = (of: Partial<Knowledge> = {}) => ({
  knowledge: { ...knowledge, ...of },
  now: () => NOW,
  log: (message: string, error: unknown) => void logged.push(`${message}: ${String(error)}`),
});
const remembered = async (): Promise<string> => {
  const { state } = await knowledge.session('a', NOW);
  return (JSON.parse(state ?? '{}') as Partial<Memory>).topic ?? '';
};
/** Another process, which answers in between. */
const elsewhere = (topic: string) => knowledge.saveSession('a', JSON.stringify(about(topic)), { now: NOW });

/** Takes up what was talked about, and says how often it did; `meanwhile` goes on while it is worked out. */
function saying(word: string, meanwhile: (tries: number) => Promise<unknown> = async () => {}, claims = false) {
  let tries = 0;
  return async ({ memory, claim }: Turn) => {
    if (claims && !(await claim())) return null;
    tries += 1;
    await meanwhile(tries);
    return { result: tries, memory: about(memory.topic + word) };
  };
}

describe('a message', () => {
  test('without a conversation leaves no trace', async () => {
    expect(await inTurn(null, options(), saying('x'))).toEqual({ result: 1, turn: null });
  });

  test('is worked out on what was said before it, and remembered', async () => {
    const first = await inTurn('a', options(), saying('1'));
    const second = await inTurn('a', options(), saying('2'));
    expect(await remembered()).toBe('12');
    expect(second.turn).toBeGreaterThan(first.turn ?? Number.POSITIVE_INFINITY);
  });

  test('is worked out again where another process was first', async () => {
    const { result, turn } = await inTurn(
      'a',
      options(),
      saying('1', async (tries) => tries === 1 && elsewhere('x')),
    );
    expect([result, await remembered()]).toEqual([2, 'x1']);
    expect(turn).not.toBeNull();
  });

  test('that lost once lets nobody else in', async () => {
    let seen = false;
    const work = saying('1', async (tries) => {
      if (tries === 1) await elsewhere('x');
      else seen = (await knowledge.session('a', NOW)).isHeld;
    });
    await inTurn('a', options(), work);
    expect(seen).toBe(true);
    expect((await knowledge.session('a', NOW)).isHeld).toBe(false);
  });

  test('that always loses is answered, and what others said stays', async () => {
    const { result, turn } = await inTurn(
      'a',
      options(),
      saying('1', () => elsewhere('x')),
    );
    expect([result, turn, await remembered()]).toEqual([5, null, 'x']);
    expect(logged).toHaveLength(1);
  });

  test('that does something does it once, after everything that was said before', async () => {
    const first = saying('1', async () => {}, true);
    await elsewhere('x');
    const read: Knowledge['session'] = async (id, now) => {
      const found = await knowledge.session(id, now);
      if ((await remembered()) === 'x') await elsewhere('y');
      return found;
    };
    expect((await inTurn('a', options({ session: read }), first)).result).toBe(1);
    expect(await remembered()).toBe('y1');
    expect(
      (
        await inTurn(
          'a',
          options(),
          saying('2', () => elsewhere('z'), true),
        )
      ).result,
    ).toBe(1);
    expect(await remembered()).toBe('z');
  });

  test('that fails lets others in again', async () => {
    await elsewhere('x');
    const failing = inTurn('a', options(), async ({ claim }) => {
      await claim();
      throw new Error('failed');
    });
    await expect(failing).rejects.toThrow('failed');
    expect((await knowledge.session('a', NOW)).isHeld).toBe(false);
    expect(await remembered()).toBe('x');
  });

  test('waits while another process acts', async () => {
    await knowledge.holdSession('a', { now: NOW, version: 0, milliseconds: 5_000 });
    setTimeout(() => void elsewhere('x'), 100);
    await inTurn('a', options(), saying('1'));
    expect(await remembered()).toBe('x1');
  });

  test('waits no longer than that for one that died, whatever the clock says', async () => {
    await knowledge.holdSession('a', { now: NOW, version: 0, milliseconds: 3_600_000 });
    const started = performance.now();
    await inTurn('a', options(), saying('1'));
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await remembered()).toBe('1');
  });

  test.each(['saveSession', 'holdSession'] as const)('is answered where %s fails', async (name) => {
    const broken = options({ [name]: () => Promise.reject(new Error('disk full')) });
    expect(
      (
        await inTurn(
          'a',
          broken,
          saying('1', async () => {}, true),
        )
      ).result,
    ).toBe(1);
    expect(logged.join()).toContain('disk full');
  });
});
