import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../knowledge/database.js';
import { cancelSubscriptions, type ScheduleRule, subscribe } from '../../knowledge/subscriptions.js';
import { freshDatabase } from '../knowledge/databases.js';
import { type FakeTelegram, openFakeTelegram, TOKEN } from './fake-telegram.js';

const { url } = freshDatabase();
let telegram: FakeTelegram;
let database: Database;

beforeAll(async () => {
  telegram = await openFakeTelegram();
  database = await openDatabase(url);
  const names = ['临江县民政局', '临江县教育局'];
  for (const name of names) {
    await database.run(
      `insert into register (name, core, kind, province, city, county, source, at) values (?, ?, '部门', '福建省', '临江市', '临江县', 't', '2026')`,
      name,
      name.slice(3),
    );
  }
  const rules: ScheduleRule[] = [
    { kind: 'ahead', days: 7 },
    { kind: 'ahead', days: 3 },
  ];
  const of = (address: string, channel = 'telegram') => ({ channel, address, person: `hash of ${address}` });
  const now = new Date('2026-11-21T00:00:00Z');
  const schedule = { rules, time: '09:30' };
  await subscribe(database, { ...of('501'), scope: { register: [1] }, schedule, now });
  await subscribe(database, { ...of('502'), scope: { place: '临江县' }, schedule, now });
  await subscribe(database, { ...of('room', 'wechat'), scope: { register: [2] }, schedule, now });
  const gone = await subscribe(database, { ...of('503'), scope: { register: [1] }, schedule, now });
  await cancelSubscriptions(database, { ...of('503'), ids: [gone], now });
});
afterAll(async () => {
  await database.close();
  await telegram.close();
});

async function remind(...args: string[]): Promise<{ stdout: string; stderr: string; code: number }> {
  const env = {
    ...process.env,
    ...{ DISCLOSURE_TELEGRAM_TOKEN: TOKEN, DISCLOSURE_TELEGRAM_API_ROOT: telegram.apiRoot, TZ: 'America/New_York' },
  };
  const call = ['dist/adapters/command-line.js', 'remind', '--database', url, ...args];
  return promisify(execFile)('node', call, { env })
    .then((done) => ({ ...done, code: 0 }))
    .catch((error: { stdout: string; stderr: string; code: number }) => error);
}

const rows = () => database.all('select subscription, key, state, attempts from reminder order by id');
const sent = () => telegram.calls.filter(({ method }) => method === 'sendMessage').map(({ payload }) => payload);

describe('disclosure-bot remind', () => {
  test('says where nothing is due', async () => {
    expect(await remind('--dry-run', '--today', '2027-01-23')).toMatchObject({ stdout: '没有到期的提醒。\n', code: 0 });
    expect(await remind('--failed')).toMatchObject({ stdout: '没有发送失败或者不明的提醒。\n', code: 0 });
  });

  test.each([[['--dry-run', '--failed']], [['晋江市']], [['--today', '2027-02-30']]])(
    'does not understand %j',
    async (args) => {
      expect(await remind(...args)).toMatchObject({ code: 2, stdout: '' });
    },
  );

  test('tells what would go to whom and why, and changes nothing', async () => {
    const { stdout, code } = await remind('--dry-run', '--json', '--today', '2027-01-28');
    expect(code).toBe(0);
    const { today, reminders } = JSON.parse(stdout) as { today: string; reminders: Record<string, unknown>[] };
    expect(today).toBe('2027-01-28');
    expect(reminders.map(({ person, key, why, state, reason }) => [person, key, why, state, reason])).toEqual([
      ['hash of 501', '2026/ahead-7', '截止日前7天', 'drop', '后面已有更近的提醒'],
      ['hash of 502', '2026/ahead-7@01-31', '截止日前7天', 'drop', '后面已有更近的提醒'],
      ['hash of room', '2026/ahead-7', '截止日前7天', 'drop', '后面已有更近的提醒'],
      ['hash of 501', '2026/ahead-3', '截止日前3天', 'send', null],
      ['hash of 502', '2026/ahead-3@01-31', '截止日前3天', 'send', null],
      ['hash of room', '2026/ahead-3', '截止日前3天', 'wait', expect.stringContaining('没有启用')],
    ]);
    expect(reminders[3]?.text).toContain('临江县民政局2026年度');
    expect(reminders[4]?.text).toContain('应公布2个单位，已知公布0个，还差2个');
    expect(stdout).not.toMatch(/"(?:501|502|room)"/);
    const said = await remind('--dry-run', '--today', '2027-01-28');
    expect(said.stdout).toContain(
      'telegram hash of 501  2026/ahead-3（2027-01-28（星期四） 09:30，截止日前3天）：会发出\n',
    );
    expect(await rows()).toEqual([]);
    expect(sent()).toEqual([]);
  });

  test('sends what is due, once, and tells what waits', async () => {
    const { stdout, code, stderr } = await remind('--json', '--today', '2027-01-24');
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({
      ...{ sent: 2, retried: 0, failed: 0, unclear: 0, dropped: 0 },
      waiting: [{ channel: 'wechat', count: 1 }],
    });
    expect(sent().map(({ chat_id }) => chat_id)).toEqual(['501', '502']);
    expect((await remind('--today', '2027-01-24')).stdout).toBe(
      '发出0条，稍后重试0条，失败0条，不明0条，不必再发0条，等待渠道1条。\n',
    );
    expect(sent()).toHaveLength(2);
  });

  test('ends with 1 where some failed, and lists them afterwards', async () => {
    telegram.fail('sendMessage', { code: 403, description: 'Forbidden: bot was blocked by the user' }, 1);
    expect((await remind('--today', '2027-01-28')).code).toBe(1);
    const { stdout } = await remind('--failed', '--json');
    expect(JSON.parse(stdout)).toEqual({
      reminders: [
        expect.objectContaining({ state: 'failed', key: '2026/ahead-3', reason: expect.stringContaining('blocked') }),
      ],
    });
    expect((await remind('--failed')).stdout).toContain('失败，sendMessage: 403');
    expect(sent()).toHaveLength(4);
  });
});
