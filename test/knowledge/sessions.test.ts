import { describe, expect, test } from 'vitest';
import { readJournal } from '../../knowledge/journal.js';
import { knowledgeOf } from '../../knowledge/knowledge.js';
import { freshDatabase } from './databases.js';
import { NOW } from './temporary.js';

describe('conversations and the journal', () => {
  const at = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000);

  test('a conversation is remembered while it is fresh', async () => {
    const knowledge = await knowledgeOf(await freshDatabase().open(), { sessionHours: 2 });
    await knowledge.saveSession('a', '{"office":1}', { now: at(0) });
    await knowledge.saveSession('a', '{"office":2}', { now: at(1) });
    expect((await knowledge.session('a', at(2.5))).state).toBe('{"office":2}');
    expect((await knowledge.session('a', at(3.5))).state).toBeNull();
    expect((await knowledge.session('b', at(0))).state).toBeNull();
    await knowledge.saveSession('b', '{}', { now: at(4) });
    expect((await knowledge.session('a', at(1))).state).toBeNull();
    await knowledge.close();
  });

  describe('between two processes', () => {
    const both = async () => {
      const fresh = freshDatabase();
      const [one, other] = [
        await knowledgeOf(await fresh.open(), { sessionHours: 2 }),
        await knowledgeOf(await fresh.open(), { sessionHours: 2 }),
      ];
      return { one, other, close: () => Promise.all([one.close(), other.close()]) };
    };

    test('who works on an older state is told, and saves nothing', async () => {
      const { one, other, close } = await both();
      const { version: none } = await one.session('a', at(0));
      expect(await one.saveSession('a', '1', { now: at(0), version: none })).not.toBeNull();
      expect(await other.saveSession('a', '2', { now: at(0), version: none })).toBeNull();
      const { state, version } = await other.session('a', at(0));
      expect(state).toBe('1');
      const next = await other.saveSession('a', '3', { now: at(0), version });
      expect(next).toBeGreaterThan(version);
      expect(await one.saveSession('a', '4', { now: at(0), version })).toBeNull();
      expect(await one.session('a', at(0))).toEqual({ state: '3', version: next, isHeld: false });
      await close();
    });

    test('one that is over is none, for one of them', async () => {
      const { one, other, close } = await both();
      await one.saveSession('a', '1', { now: at(0) });
      const found = await other.session('a', at(3));
      expect(found).toEqual({ state: null, version: 0, isHeld: false });
      expect(await one.saveSession('a', '2', { now: at(3), version: 0 })).not.toBeNull();
      expect(await other.saveSession('a', '3', { now: at(3), version: 0 })).toBeNull();
      expect((await one.session('a', at(3))).state).toBe('2');
      await close();
    });

    test('a version is no earlier one of a conversation that was forgotten', async () => {
      const { one, other, close } = await both();
      for (let each = 0; each < 20; each += 1) await one.saveSession('a', '1', { now: at(0) });
      const { version } = await one.session('a', at(0));
      await other.saveSession('b', '1', { now: at(3) });
      expect(await other.saveSession('a', '2', { now: at(3), version: 0 })).toBeGreaterThan(version);
      await close();
    });

    test.each([
      ['a new one', false],
      ['one under way', true],
      ['one that is over', true],
    ])('%s is held by one, until it saves or its time is over', async (name, isThere) => {
      const { one, other, close } = await both();
      if (isThere) await one.saveSession('a', 'before', { now: at(name === 'one that is over' ? -3 : 0) });
      const state = name === 'one under way' ? 'before' : null;
      const { version } = await one.session('a', at(0));
      const of = { now: at(0), version, milliseconds: 5_000 };
      const held = await one.holdSession('a', of);
      expect(await other.holdSession('a', of)).toBeNull();
      expect(await other.saveSession('a', 'other', { now: at(0), version })).toBeNull();
      expect(await other.session('a', at(0))).toEqual({ state, version: held, isHeld: true });
      const late = new Date(at(0).getTime() + 5_000);
      expect((await other.session('a', late)).isHeld).toBe(false);
      expect(await one.saveSession('a', 'after', { now: late, version: held ?? 0 })).not.toBeNull();
      expect(await other.session('a', at(0))).toMatchObject({ state: 'after', isHeld: false });
      await close();
    });

    test('who held it too long finds what another said meanwhile', async () => {
      const { one, other, close } = await both();
      const held = await one.holdSession('a', { now: at(0), version: 0, milliseconds: 1 });
      const { version } = await other.session('a', at(1));
      expect(await other.saveSession('a', 'other', { now: at(1), version })).not.toBeNull();
      expect(await one.saveSession('a', 'one', { now: at(1), version: held ?? 0 })).toBeNull();
      await close();
    });
  });

  test('the journal keeps what was asked', async () => {
    const database = await freshDatabase().open();
    const knowledge = await knowledgeOf(database);
    const entry = { at: NOW, channel: 'web', question: '收到几件', kind: 'value', detail: '{}' };
    const asked = { ...entry, person: 'p1', role: 'staff' as const };
    const id = await knowledge.journal(asked);
    const second = await knowledge.journal({ ...asked, kind: 'missing', person: null });
    const at = NOW;
    expect(await knowledge.channels.rate({ journal: id, person: 'p2', liked: true, at })).toBe(true);
    expect(await knowledge.channels.rate({ journal: id, person: 'p2', liked: false, at })).toBe(true);
    expect(await knowledge.channels.rate({ journal: 99, person: 'p2', liked: false, at })).toBe(false);
    expect(await readJournal(database, 5)).toEqual([
      { ...asked, kind: 'missing', person: null, id: second, likes: 0, dislikes: 0 },
      { ...asked, id, likes: 0, dislikes: 1 },
    ]);
    await knowledge.close();
  });
});
