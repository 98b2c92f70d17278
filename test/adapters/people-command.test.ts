import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CHANNELS } from '../../adapters/channels.js';
import { main } from '../../adapters/command-line.js';
import type { Database } from '../../knowledge/connection.js';
import { openDatabase } from '../../knowledge/database.js';
import { readJournal, writeFeedback, writeJournal } from '../../knowledge/journal.js';
import { acceptInvitation, hasherOf, listActions, staffMember } from '../../knowledge/people.js';
import { activeSubscriptions, subscribe } from '../../knowledge/subscriptions.js';
import { readExpected } from '../answers/compare.js';
import { freshDatabase } from '../knowledge/databases.js';

const folder = mkdtempSync(join(tmpdir(), 'disclosure-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let number = 0;
let url = '';
let database: Database;
beforeEach(async () => {
  number += 1;
  url = freshDatabase().url;
  database = await openDatabase(url);
});
afterEach(() => database.close());

/** A call of the command line in this process: its code and what it printed. */
async function call(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const printed = { out: '', err: '' };
  const spies = (['out', 'err'] as const).map((name) =>
    vi.spyOn(process[`std${name}`], 'write').mockImplementation((text) => {
      printed[name] += String(text);
      return true;
    }),
  );
  try {
    const code = await main(args, { DISCLOSURE_DATABASE_URL: url, DISCLOSURE_JOURNAL_DAYS: '30' });
    return { code, ...printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

async function json<T>(...args: readonly string[]): Promise<T> {
  const { code, out, err } = await call(...args, '--json');
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out) as T;
}

const by = ['--who', '李四'];
const actions = async () => (await listActions(database, 99)).map(({ who, action, detail }) => [who, action, detail]);

describe('staff', () => {
  it('is invited by a code that is shown once, works once and is not stored', async () => {
    const { code } = await json<{ code: string }>('staff', 'invite', '--name', '张三', '--days', '3', ...by);
    expect(code).toMatch(/^(?:[A-Z2-9]{4}-){2}[A-Z2-9]{4}$/);
    const listed = await call('staff');
    expect(listed.out).toContain('张三');
    expect(listed.out).not.toContain(code);
    expect(JSON.stringify(await database.all('select * from invitation'))).not.toContain(code.replaceAll('-', ''));
    await acceptInvitation(database, { code, channel: 'telegram', person: 'abc', now: new Date() });
    expect(await json('staff', 'list')).toMatchObject({
      staff: [{ channel: 'telegram', name: '张三', person: 'abc', admittedBy: '李四' }],
      invitations: [],
    });
    expect(await actions()).toEqual([
      ['张三', 'join', 'invited by 李四'],
      ['李四', 'invite', '张三, 3 days'],
    ]);
  });

  it.each(['12345', '-100123456'])('is admitted and removed by platform id %s, each noted', async (id) => {
    const hash = (await hasherOf(database))('web', id);
    const of = ['--channel', 'web', '--id', id];
    expect((await call('staff', 'admit', ...of, '--name', '张三', ...by)).out).toContain('张三');
    expect(await staffMember(database, 'web', hash)).toMatchObject({ name: '张三', admittedBy: '李四' });
    expect((await call('staff', 'remove', ...of, '--reason', '调离', ...by)).out).toContain('已取消：张三');
    expect(await staffMember(database, 'web', hash)).toBeNull();
    expect(await actions()).toEqual([
      ['李四', 'remove', `张三 on web, ${hash}: 调离`],
      ['李四', 'admit', `张三 on web, ${hash}`],
    ]);
    expect(JSON.stringify(await actions())).not.toContain(id);
  });

  it('who is removed is reminded of nothing more, a room that is removed neither; others are', async () => {
    const hash = await hasherOf(database);
    const admit = (id: string, name: string) =>
      call('staff', 'admit', '--channel', 'telegram', '--id', id, '--name', name, ...by);
    await admit('1', '张三');
    await admit('-100', '工作群');
    const schedule = { rules: [{ kind: 'ahead' as const, days: 7 }], time: '09:00' };
    const set = (person: string, address: string, channel = 'telegram') =>
      subscribe(database, { channel, address, person, scope: { place: '某县' }, schedule, now: new Date() });
    await set(hash('telegram', '1'), '1');
    await set(hash('telegram', '1'), '-100');
    const inRoom = await set(hash('telegram', '2'), '-100');
    const other = await set(hash('telegram', '2'), '2');
    const elsewhere = await set(hash('telegram', '1'), '1', 'wechat');
    const left = async () => (await activeSubscriptions(database)).map(({ id }) => id);
    await call('staff', 'remove', '--name', '张三', '--reason', '调离', ...by);
    expect(await left()).toEqual([inRoom, other, elsewhere]);
    expect((await actions())[0]?.[2]).toContain('2 reminders stopped');
    await call('staff', 'remove', '--name', '工作群', '--reason', '解散', ...by);
    expect(await left()).toEqual([other, elsewhere]);
    expect(JSON.stringify(await database.all('select address from subscription where id < ?', other))).not.toContain(
      '100',
    );
  });

  it('is removed by name, with invitations not used; of two of a name the number in the list decides', async () => {
    const admit = (id: string) => call('staff', 'admit', '--channel', 'web', '--id', id, '--name', '张三', ...by);
    await admit('1');
    await call('staff', 'invite', '--name', '张三', ...by);
    const gone = ['--reason', '调离', ...by];
    expect(await json('staff', 'remove', '--name', '张三', ...gone)).toMatchObject({
      removed: [{ channel: 'web' }],
      invitations: 1,
    });
    await admit('1');
    await admit('2');
    const several = await call('staff', 'remove', '--name', '张三', ...gone);
    expect(several.code).toBe(2);
    const person = (await hasherOf(database))('web', '2');
    expect(several.err).toContain(person);
    expect((await call('staff', 'remove', '--channel', 'web', '--id', person, ...gone)).code).toBe(0);
    expect(await json('staff')).toMatchObject({ staff: [{ person: (await hasherOf(database))('web', '1') }] });
    expect((await call('staff', 'actions', '--limit', '1')).out).toMatch(/^\d{4}-\d\d-\d\d .* {2}李四 {2}remove/);
  });

  it.each([
    ['staff dance', /用法/],
    ['staff invite --who 李四', /--name/],
    ['staff invite --name 张三', /--who/],
    ['staff invite --name 张三 --who 李四 --days 0', /--days/],
    ['staff admit --channel web --name 张三 --who 李四', /用法/],
    ['staff admit --channel fax --id 1 --name 张三 --who 李四', /没有“fax”这个渠道/],
    ['staff admit --id 1 --name 张三 --who 李四', /渠道/],
    ['staff remove --channel web --id 1 --who 李四', /--reason/],
    ['staff remove --id 1 --who 李四 --reason x', /用法/],
    ['staff remove --channel web --who 李四 --reason x', /用法/],
    ['staff remove --name 张三 --who 李四 --reason x', /没有这个人/],
    ['channel off', /用法/],
    ['channel off fax --who 李四 --reason x', /没有“fax”这个渠道/],
    ['channel off web --who 李四', /--reason/],
    ['channel off web --reason x', /--who/],
    ['channel burn web', /用法/],
    ['journal 西园', /用法/],
    ['journal --kind odd', /--kind/],
    ['journal --since 2026-13-01', /--since/],
    ['ask 你好 --today 2026-02-30', /--today/],
    ['ask 你好 --today 2026-13-01', /--today/],
    ['journal --example 0', /--example/],
    ['journal --example 1 --forget', /用法/],
    ['journal --example 77', /没有编号为77/],
  ])('%s is a wrong call and changes nothing', async (line, message) => {
    const { code, out, err } = await call(...line.split(' '));
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(message);
    expect(await actions()).toEqual([]);
  });
});

describe('channel', () => {
  it('lists every channel, and switches one off and on, noted', async () => {
    const listed = await json<{ channels: { name: string; off: unknown }[] }>('channel');
    expect(listed.channels.map(({ name }) => name)).toEqual(CHANNELS.map(({ name }) => name));
    expect((await call('channel', 'off', 'web', '--reason', '系统维护', ...by)).out).toContain('系统维护');
    expect(await json('channel', 'list')).toMatchObject({
      channels: expect.arrayContaining([
        expect.objectContaining({ name: 'web', off: expect.objectContaining({ reason: '系统维护', who: '李四' }) }),
      ]),
    });
    expect((await call('channel')).out).toContain('已关闭：系统维护');
    expect(await json('channel', 'on', 'web', ...by)).toMatchObject({ changed: true });
    expect(await json('channel', 'on', 'web', ...by)).toMatchObject({ changed: false });
    expect(await actions()).toEqual([
      ['李四', 'channel on', 'web'],
      ['李四', 'channel off', 'web: 系统维护'],
    ]);
  });
});

describe('journal', () => {
  const entry = { channel: 'web', detail: 'figure', person: 'p', role: 'public' as const };
  const ask = (question: string, kind: string, at = '2026-11-20T16:30:00Z', more: Partial<typeof entry> = {}) =>
    writeJournal(database, { ...entry, ...more, question, kind, at: new Date(at) });
  interface Listed {
    readonly wordings: { question: string; count: number; id: number }[];
    readonly forgotten: number;
  }
  const listed = async (...args: string[]) =>
    (await json<Listed>('journal', ...args)).wordings.map(({ question, count }) => [question, count]);

  beforeEach(async () => {
    await ask('西园2022年几件', 'missing');
    await ask('西园２０２２年几件？', 'missing', '2026-11-21T01:00:00Z', { channel: 'telegram' });
    await ask('今天天气', 'refused', '2026-11-01T01:00:00Z', { detail: 'refusal' });
    await ask('东石粉丝', 'value');
    const bad = await ask('灵源粉丝\u001b[2J', 'value');
    await writeFeedback(database, { journal: bad, person: 'q', liked: false, at: new Date() });
    await ask('啊这', 'help', '2026-11-19T01:00:00Z', { detail: 'unclear' });
    await ask('哪个镇', 'clarify');
    await ask('坏了', 'error', '2026-11-18T01:00:00Z', { detail: 'reply failed' });
    await ask('假数', 'refused', '2026-11-18T00:00:00Z', { detail: 'guard: number in text: 7' });
  });

  it('lists what was not answered well, like wordings together, the most asked first', async () => {
    expect(await listed()).toEqual([
      ['西园２０２２年几件？', 2],
      ['灵源粉丝 [2J', 1],
      ['啊这', 1],
      ['坏了', 1],
      ['假数', 1],
      ['今天天气', 1],
    ]);
    const { out } = await call('journal', '--limit', '1');
    expect(out).toBe(
      '#2  2次（2人），最近2026-11-21，没有数据2次，telegram、web：西园２０２２年几件？\n另有5种问法，用 --limit 查看更多。\n',
    );
    expect((await call('journal')).out).not.toContain('\u001b');
    expect((await listActions(database, 1))[0]).toMatchObject({ action: 'journal', channel: 'command-line' });
  });

  it.each([
    [['--kind', 'missing'], ['西园２０２２年几件？']],
    [['--kind', 'refused'], ['今天天气']],
    [['--kind', 'guarded'], ['假数']],
    [['--kind', 'clarify'], ['哪个镇']],
    [['--kind', 'error'], ['坏了']],
    [['--kind', 'disliked'], ['灵源粉丝 [2J']],
    [['--kind', 'unclear'], ['啊这']],
    [['--channel', 'telegram'], ['西园２０２２年几件？']],
    [
      ['--since', '2026-11-21'],
      ['西园２０２２年几件？', '灵源粉丝 [2J'],
    ],
    [
      ['--kind', 'all', '--since', '2026-11-21', '--channel', 'web'],
      ['哪个镇', '灵源粉丝 [2J', '东石粉丝', '西园2022年几件'],
    ],
  ])('%j', async (args, questions) => {
    expect((await listed(...args)).map(([question]) => question)).toEqual(questions);
  });

  it('forgets by command what is older than the setting says', async () => {
    const old = await ask('旧问题', 'missing', '2020-01-01T00:00:00Z');
    expect((await call('journal', '--forget')).out).toContain('问题文字1条');
    expect((await readJournal(database, 99)).find(({ id }) => id === old)).toMatchObject({ question: '' });
    expect((await call('journal')).out).toContain('另有1个问题的文字已按期清除');
    expect((await call('journal', '--example', `${old}`, '--out', join(folder, 'old.jsonl'))).err).toContain('清除');
  });

  it('makes an example of a line: no person in it, the day it was asked, what is expected', async () => {
    const file = join(folder, `reported-${number}.jsonl`);
    const id = await ask('x', 'missing', '2026-11-20T16:30:00Z');
    // As an entry of before the journal took such things out itself.
    await database.run(
      'update journal set question = ? where id = ?',
      '我叫王小明，13812345678，西园2022年几件申请 ',
      id,
    );
    await call('journal', '--example', `${id}`, '--expect', 'value', '--out', file, ...by);
    const staff = await ask('谁还没交', 'deadline', '2026-11-20T15:30:00Z', { role: 'staff' as 'public' });
    await call('journal', '--example', `${staff}`, '--out', file);
    expect(readExpected(file)).toEqual([
      { id: 'r1', question: '我叫[姓名]，[电话]，西园2022年几件申请', today: '2026-11-21', expect: { kind: 'value' } },
      { id: 'r2', question: '谁还没交', today: '2026-11-20', role: 'staff', expect: { kind: 'deadline' } },
    ]);
    expect(readFileSync(file, 'utf8')).toMatch(/\}\n$/);
    const again = await ask('谁还没交？', 'deadline');
    expect((await call('journal', '--example', `${again}`, '--out', file)).err).toContain('“r2”');
    expect(readExpected(file)).toHaveLength(2);
    expect((await actions())[1]).toEqual(['李四', 'example', `${id}`]);
  });

  it.each([
    ['坏了', [], /--expect/],
    ['假数', [], /--expect/],
    ['假数', ['--expect', 'error'], /--expect 只能是/],
    ['假数', ['--expect', 'value', '--out', '/nonexistent/a.jsonl'], /不能读写/],
    ['假数', ['--expect', 'value', '--out', 'README.md'], /不能读写/],
  ])('%s with %j is no example', async (question, args, message) => {
    const found = (await readJournal(database, 99)).find((each) => each.question === question);
    const { code, err } = await call('journal', '--example', `${found?.id}`, ...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
