import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../knowledge/database.js';
import { readJournal } from '../../knowledge/journal.js';
import { knowledgeOf, openKnowledge } from '../../knowledge/knowledge.js';
import { NOW, temporaryFolder } from './temporary.js';

const folder = temporaryFolder();

describe('conversations and the journal', () => {
  const at = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000);

  test('a conversation is remembered while it is fresh', async () => {
    const knowledge = await openKnowledge(`sqlite:${join(folder, 'sessions.db')}`, { sessionHours: 2 });
    await knowledge.saveSession('a', '{"office":1}', { now: at(0) });
    await knowledge.saveSession('a', '{"office":2}', { now: at(1) });
    expect((await knowledge.session('a', at(2.5))).state).toBe('{"office":2}');
    expect((await knowledge.session('a', at(3.5))).state).toBeNull();
    expect((await knowledge.session('b', at(0))).state).toBeNull();
    await knowledge.saveSession('b', '{}', { now: at(4) });
    expect((await knowledge.session('a', at(1))).state).toBeNull();
    await knowledge.close();
  });

  test('the journal keeps what was asked', async () => {
    const database = await openDatabase(`sqlite:${join(folder, 'journal.db')}`);
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
