import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../knowledge/connection.js';
import { findEntries, readJournal } from '../../knowledge/journal.js';
import { type Knowledge, knowledgeOf, SESSION_HOURS } from '../../knowledge/knowledge.js';
import { forgetOld } from '../../knowledge/retention.js';
import { deskOn } from '../adapters/desks.js';
import { botOn } from '../bot/fixture.js';
import { ENGINE, freshDatabase, type TestDatabase, tablesOf } from './databases.js';
import { NOW } from './temporary.js';

const LIMITS = { text: { most: 4_000, unit: 'characters' as const }, messages: 1, buttons: 0 };
const DAY = 86_400_000;
const later = (days: number): Date => new Date(NOW.getTime() + days * DAY);
const POLICY = { journalDays: 180, sessionHours: SESSION_HOURS };

/** Questions of several people through the desk and the bot, enough of them to split pages. */
async function talk(knowledge: Knowledge, count: number, now = NOW): Promise<void> {
  const bot = botOn(knowledge, undefined, () => now);
  const desk = deskOn({ knowledge, bot }, { name: 'test', limits: LIMITS }, { now: () => now });
  for (let each = 0; each < count; each += 1) {
    const text = `奇石镇${each}号大院的标记词XYZZY${each}收到几件${'申请'.repeat(each % 60)}`;
    const who = `person-${each % 7}`;
    await desk.receive({ id: `${now.getTime()}-${each}`, chat: who, person: who, group: false, text });
    if (each % 5 === 0) await desk.receive({ id: null, chat: who, person: who, group: false, text: '👎' });
  }
}

/** Every byte of the database, its log included. */
function bytesOf(path: string): string {
  return ['', '-wal'].map((end) => readOrNothing(`${path}${end}`)).join('');
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

const MARKS = ['标记词', 'XYZZY', '奇石', 'xyzzy'];

async function inFile(path: string): Promise<string[]> {
  const bytes = bytesOf(path);
  return MARKS.filter((mark) => bytes.includes(Buffer.from(mark).toString('latin1')));
}

/** Where the space of rows that went is not ours to look into: every row of every table. */
async function inRows(database: Database): Promise<string[]> {
  const tables = await tablesOf(database);
  const rows = await Promise.all(tables.map((name) => database.all(`select cast(t as text) as row from ${name} t`)));
  const text = JSON.stringify(rows);
  return MARKS.filter((mark) => text.includes(mark));
}

interface Opened {
  readonly fresh: TestDatabase;
  readonly database: Database;
  readonly knowledge: Knowledge;
  /** Which of the marks can still be found. */
  found(): Promise<string[]>;
}

async function opened(journalDays?: number): Promise<Opened> {
  const fresh = freshDatabase();
  const database = await fresh.open();
  const knowledge = await knowledgeOf(database, journalDays === undefined ? {} : { journalDays });
  return { fresh, database, knowledge, found: ENGINE === 'sqlite' ? () => inFile(fresh.path) : () => inRows(database) };
}

/** Where what was deleted cannot be written over. */
function unwritable(database: Database, why: string): Database {
  const refused = () => Promise.reject(new Error(why));
  return {
    ...database,
    exec: refused,
    get: (sql, ...parameters) => (sql.startsWith('pragma') ? refused() : database.get(sql, ...parameters)),
  };
}

describe('what people wrote', () => {
  test('is nowhere in the file once its time is over, while the bot runs; what became of it stays', {
    timeout: 240_000,
  }, async () => {
    const { fresh, found, database, knowledge } = await opened();
    await talk(knowledge, 300);
    expect(await found()).not.toEqual([]);
    const own = await fresh.open();
    const forgotten = await forgetOld(own, { ...POLICY, now: later(181) });
    expect(forgotten).toEqual({ questions: 300, conversations: 14, messages: 300 });
    expect(await found()).toEqual([]);
    const lines = await findEntries(database, { since: null, channel: null });
    expect(lines).toHaveLength(300);
    expect(lines.every(({ question, kind }) => question === '' && kind !== '')).toBe(true);
    expect(lines.filter(({ dislikes }) => dislikes > 0)).toHaveLength(60);
    await knowledge.channels.entries({ since: null, channel: 'test' });
    await own.close();
    await knowledge.close();
    if (ENGINE === 'sqlite') expect(await found()).toEqual([]);
  });

  test('stays until then; conversations and answered messages go before', async () => {
    const { found, database, knowledge } = await opened();
    await talk(knowledge, 3);
    await talk(knowledge, 2, later(179));
    expect(await forgetOld(database, { ...POLICY, now: later(179.1) })).toEqual({
      questions: 0,
      conversations: 0,
      messages: 3,
    });
    expect((await readJournal(database, 9)).filter(({ question }) => question.includes('XYZZY'))).toHaveLength(5);
    expect(await forgetOld(database, { ...POLICY, now: later(180.5) })).toMatchObject({ questions: 3, messages: 0 });
    expect((await readJournal(database, 9)).map(({ question }) => question !== '')).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(await found()).not.toEqual([]);
    await knowledge.close();
  });

  test('is not kept at all with 0 days', async () => {
    const { found, database, knowledge } = await opened(0);
    await talk(knowledge, 20);
    expect((await readJournal(database, 99)).map(({ question }) => question)).toEqual(Array(20).fill(''));
    await knowledge.journal({
      at: NOW,
      channel: 'test',
      question: 'XYZZY',
      kind: 'refused',
      detail: 'guard: number in text: XYZZY',
      person: null,
      role: 'public',
    });
    expect(await readJournal(database, 1)).toMatchObject([{ question: '', detail: 'guard: number in text' }]);
    await forgetOld(database, { journalDays: 0, sessionHours: SESSION_HOURS, now: later(3) });
    expect(await found()).toEqual([]);
    await knowledge.close();
  });

  test('is not found in free space either where the conversation went before it was looked for', async () => {
    const { found, database, knowledge } = await opened(0);
    await talk(knowledge, 40);
    // The next conversation ends those that are over.
    await knowledge.saveSession('next', '{}', { now: later(5) });
    await knowledge.channels.forgetReceived(later(5));
    await forgetOld(database, { journalDays: 0, sessionHours: SESSION_HOURS, now: later(5) });
    expect(await found()).toEqual([]);
    await knowledge.close();
  });

  test('is not written over for nothing', async () => {
    const { database, knowledge } = await opened();
    await talk(knowledge, 3);
    await forgetOld(database, { ...POLICY, now: later(181) });
    const refuse = unwritable(database, 'written over');
    await forgetOld(refuse, { ...POLICY, now: later(181) });
    await talk(knowledge, 1, later(181));
    await expect(forgetOld(refuse, { ...POLICY, now: later(181) })).rejects.toThrow('written over');
    await knowledge.close();
  });

  test('is written over by the next run where a run was cut short', async () => {
    const { found, database, knowledge } = await opened();
    await talk(knowledge, 30);
    const broken = unwritable(database, 'disk full');
    await expect(forgetOld(broken, { ...POLICY, now: later(181) })).rejects.toThrow('disk full');
    // In the log of the file; the rows are gone.
    expect((await found()).length > 0).toBe(ENGINE === 'sqlite');
    expect(await forgetOld(database, { ...POLICY, now: later(181) })).toEqual({
      questions: 0,
      conversations: 0,
      messages: 0,
    });
    expect(await found()).toEqual([]);
    await knowledge.close();
  });

  test('a number to call or of a paper is never stored in the journal', async () => {
    const { database, knowledge } = await opened();
    const entry = { at: NOW, channel: 'test', kind: 'missing', person: null, role: 'public' as const };
    await knowledge.journal({
      ...entry,
      question: '我叫王小明，电话13812345678，身份证350582199001011234，西园2023年几件',
      detail: 'guard: number in text: 13812345678',
    });
    expect(await readJournal(database, 1)).toMatchObject([
      { question: '我叫[姓名]，电话[电话]，身份证[身份证号]，西园2023年几件', detail: 'guard: number in text: [电话]' },
    ]);
    await knowledge.close();
  });
});
