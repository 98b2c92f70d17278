import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plannerFor } from '../../adapters/reminding.js';
import { switchOff, switchOn } from '../../knowledge/channel-off.js';
import { cancelSubscriptions, type ScheduleRule } from '../../knowledge/subscriptions.js';
import {
  addEntry,
  type Fate,
  type Process,
  startProcess,
  subscribeIn,
  type World,
  worldAt,
  writtenDown,
} from './reminding-world.js';

let world: World;
let bot: Process;

beforeEach(async () => {
  world = worldAt('2026-11-21T10:00:00+08:00');
  addEntry(world);
  bot = await startProcess(world);
});
afterEach(() => bot.close());

const at = (local: string): void => {
  world.now = new Date(`${local.replace(' ', 'T')}:00+08:00`);
};
const AHEAD_7 = { kind: 'ahead', days: 7 } as const;
const AHEAD_3 = { kind: 'ahead', days: 3 } as const;
const YEARLY_10 = { kind: 'yearly', month: 1, day: 10 } as const;
const YEARLY_24 = { kind: 'yearly', month: 1, day: 24 } as const;
const DUE = { kind: 'ahead', days: 0 } as const;
const LATE_3 = { kind: 'overdue', days: 3 } as const;

describe('a reminder', () => {
  test('is sent at its time, once', async () => {
    await subscribeIn(world, bot, [AHEAD_7]);
    at('2027-01-24 09:29');
    expect(await bot.round()).toMatchObject({ sent: 0 });
    at('2027-01-24 09:30');
    expect(await bot.round()).toMatchObject({ sent: 1, waiting: [] });
    expect(await bot.round()).toMatchObject({ sent: 0 });
    expect(world.seen.map(({ to, text }) => [to, text])).toEqual([
      [
        '501',
        [
          '年报提醒：临江县第1局2026年度政府信息公开工作年度报告',
          '截止日：2027-01-31（星期日），当日公布仍算按时。还有7天。',
          '2027-01-31（星期日）不是工作日，条例没有顺延的规定，建议最迟在2027-01-29（星期五）完成（当年的放假调休安排尚未公布或者没有收录，暂按周末推算）。',
          '依据：《政府信息公开条例》第四十九条第一款。',
          '本地通知要求更早的，以通知为准。',
          '没有收录到年报，也没有登记公布日期，才发这条提醒；已经公布的，导入年报或者登记后不再提醒。',
          '回复“我的提醒”查看，回复“取消提醒”停止。',
        ].join('\n'),
      ],
    ]);
    expect(await writtenDown(bot)).toEqual(['2026/ahead-7 sent']);
  });

  test.each([
    ['2027-01-31 10:00', DUE, '今天就是截止日。'],
    ['2027-02-03 10:00', LATE_3, '已经过了3天，还没有看到公布。'],
  ])('says on %s how much time there is', async (time, rule, words) => {
    await subscribeIn(world, bot, [rule]);
    at(time);
    await bot.round();
    expect(world.seen[0]?.text).toContain(words);
  });

  test('missed is made up once, marked late; of several only the latest', async () => {
    await subscribeIn(world, bot, [AHEAD_7, AHEAD_3, LATE_3]);
    at('2027-01-29 10:00');
    expect(await bot.round()).toMatchObject({ sent: 1 });
    expect(world.seen[0]?.text).toContain('还有2天');
    expect(world.seen[0]?.text).toContain('（补发：本应在2027-01-28（星期四）提醒，当时没有发出）');
    expect(await writtenDown(bot)).toEqual(['2026/ahead-7 dropped overtaken', '2026/ahead-3 sent late']);
  });

  test('of the same day is not made up: a few hours are not late', async () => {
    await subscribeIn(world, bot, [AHEAD_7]);
    at('2027-01-24 18:00');
    await bot.round();
    expect(world.seen[0]?.text).not.toContain('补发');
    expect(await writtenDown(bot)).toEqual(['2026/ahead-7 sent']);
  });

  test('is not made up where the subscription came later', async () => {
    at('2027-01-24 09:31');
    await subscribeIn(world, bot, [AHEAD_7, AHEAD_3]);
    at('2027-01-28 12:00');
    await bot.round();
    expect(await writtenDown(bot)).toEqual(['2026/ahead-3 sent']);
  });

  test('of the time before the subscription is none, even where the clock was set back since', async () => {
    at('2027-01-26 10:00');
    await subscribeIn(world, bot, [AHEAD_7, AHEAD_3]);
    at('2027-01-23 10:00');
    await bot.round();
    at('2027-01-28 10:00');
    await bot.round();
    expect(await writtenDown(bot)).toEqual(['2026/ahead-3 sent']);
  });

  test('is not made up two months after the due day', async () => {
    await subscribeIn(world, bot, [AHEAD_7]);
    at('2027-04-02 10:00');
    expect(await bot.round()).toMatchObject({ sent: 0, dropped: 1 });
    expect(await writtenDown(bot)).toEqual(['2026/ahead-7 dropped over']);
  });

  test('stops once the report is in, and goes on next year', async () => {
    await subscribeIn(world, bot, [AHEAD_7, AHEAD_3, LATE_3]);
    at('2027-01-24 10:00');
    await bot.round();
    world.published.set('1/2026', '2027-01-25');
    for (const day of ['01-28', '02-03']) {
      at(`2027-${day} 10:00`);
      await bot.round();
    }
    at('2028-01-24 10:00');
    await bot.round();
    expect(await writtenDown(bot)).toEqual([
      '2026/ahead-7 sent',
      '2026/ahead-3 dropped published',
      '2026/overdue-3 dropped published',
      '2027/ahead-7 sent',
    ]);
    expect(world.seen[1]?.text).toContain('2027年度');
  });

  test('made up at night waits for the morning, on the last evening it does not', async () => {
    await subscribeIn(world, bot, [AHEAD_7, DUE]);
    at('2027-01-24 23:00');
    expect(await bot.round()).toMatchObject({ sent: 0 });
    at('2027-01-25 08:59');
    expect(await bot.round()).toMatchObject({ sent: 0 });
    at('2027-01-25 09:00');
    expect(await bot.round()).toMatchObject({ sent: 1 });
    at('2027-01-31 23:00');
    expect(await bot.round()).toMatchObject({ sent: 1 });
    expect(await writtenDown(bot)).toEqual(['2026/ahead-7 sent late', '2026/due sent']);
  });

  test('of a cancelled subscription is dropped', async () => {
    const id = await subscribeIn(world, bot, [AHEAD_7]);
    at('2027-01-24 10:00');
    await bot.round({ senders: new Map() });
    await cancelSubscriptions(bot.database, { channel: 'telegram', person: 'hash', ids: [id], now: world.now });
    expect(await bot.round({ senders: new Map() })).toMatchObject({ dropped: 1 });
    expect(await writtenDown(bot)).toEqual(['2026/ahead-7 dropped cancelled']);
  });

  test('on a clock that jumps is neither lost nor repeated', async () => {
    await subscribeIn(world, bot, [AHEAD_7, AHEAD_3, DUE]);
    for (const time of [
      '2027-01-26 10:00',
      '2027-01-20 10:00',
      '2027-01-24 10:00',
      '2027-01-28 09:30',
      '2027-01-27 09:30',
    ])
      for (const started of [bot.planner, plannerFor({ knowledge: bot.knowledge, obligations: world.obligations })]) {
        at(time);
        await bot.round({ planner: started });
      }
    at('2027-01-31 12:00');
    await bot.round();
    expect(await writtenDown(bot)).toEqual(['2026/ahead-7 sent late', '2026/ahead-3 sent', '2026/due sent']);
    expect(world.seen).toHaveLength(3);
  });
});

describe('a send that fails', () => {
  test('surely is tried again, ever later, and failed at the eighth time', async () => {
    await subscribeIn(world, bot, [AHEAD_7]);
    bot.fates.push(...Array<Fate>(8).fill('refused'));
    at('2027-01-24 09:30');
    const tried: number[] = [];
    const began = world.now.getTime();
    for (let minute = 0; minute < 3 * 24 * 60; minute += 1) {
      world.now = new Date(began + minute * 60_000);
      const before = bot.fates.length;
      await bot.round();
      if (bot.fates.length < before) tried.push(minute);
    }
    // The last would come at night, and waits for the morning.
    expect(tried).toEqual([0, 1, 6, 21, 81, 261, 621, 1_410]);
    expect(await writtenDown(bot)).toEqual(['2026/ahead-7 failed refused']);
    expect(world.seen).toEqual([]);
  });

  test.each<[Fate, string, number]>([
    ['refused for good', 'failed refused for good', 0],
    ['broken before', 'unclear broken before', 0],
    ['broken after', 'unclear broken after', 1],
  ])('%s: %s', async (fate, written, seen) => {
    await subscribeIn(world, bot, [AHEAD_7]);
    bot.fates.push(fate);
    for (const time of ['2027-01-24 09:30', '2027-01-24 10:30', '2027-01-26 10:30']) {
      at(time);
      await bot.round();
    }
    expect(await writtenDown(bot)).toEqual([`2026/ahead-7 ${written}`]);
    expect(world.seen).toHaveLength(seen);
  });

  test.each<[Fate, number]>([
    ['killed before', 0],
    ['killed after', 1],
  ])('because the process was %s is unclear, and not sent again', async (fate, seen) => {
    await subscribeIn(world, bot, [AHEAD_7, AHEAD_3]);
    bot.fates.push(fate);
    at('2027-01-24 09:30');
    await expect(bot.round()).rejects.toThrow('dead');
    const next = await startProcess(world);
    at('2027-01-24 09:40');
    expect(await next.round()).toMatchObject({ sent: 0, unclear: 0 });
    at('2027-01-24 09:46');
    expect(await next.round()).toMatchObject({ sent: 0, unclear: 1 });
    at('2027-01-28 09:40');
    expect(await next.round()).toMatchObject({ sent: 1 });
    expect(await writtenDown(next)).toEqual(['2026/ahead-7 unclear lost', '2026/ahead-3 sent']);
    expect(world.seen).toHaveLength(seen + 1);
    await next.close();
  });

  test('before anything was sent, because what is owed cannot be read, is tried again', async () => {
    await subscribeIn(world, bot, [AHEAD_7]);
    at('2027-01-24 09:30');
    await bot.planner.plan(world.now);
    await bot.round({ obligations: () => Promise.reject(new Error('disk')) });
    expect(await writtenDown(bot)).toEqual(['2026/ahead-7 waiting disk']);
    at('2027-01-24 09:31');
    expect(await bot.round()).toMatchObject({ sent: 1 });
  });

  test('is told by who sent it, even after it was given up for lost', async () => {
    await subscribeIn(world, bot, [AHEAD_7]);
    at('2027-01-24 09:30');
    const slow = async (): Promise<void> => {
      at('2027-01-24 10:30');
      await other.round();
      expect(await writtenDown(bot)).toEqual(['2026/ahead-7 unclear lost']);
    };
    const other = await startProcess(world);
    await bot.round({ senders: new Map([['telegram', slow]]) });
    expect(await writtenDown(bot)).toEqual(['2026/ahead-7 sent']);
    await other.close();
  });

  test('lets the others of its channel wait after three in a row', async () => {
    for (let each = 0; each < 5; each += 1) await subscribeIn(world, bot, [AHEAD_7]);
    bot.fates.push(...Array<Fate>(5).fill('refused'));
    at('2027-01-24 09:30');
    expect(await bot.round()).toMatchObject({ retried: 3, waiting: [{ channel: 'telegram', count: 2 }] });
  });
});

describe('a channel', () => {
  test('that is not there lets its reminders wait, and says so', async () => {
    await subscribeIn(world, bot, [AHEAD_7], { channel: 'wechat' });
    at('2027-01-24 09:30');
    expect(await bot.round()).toMatchObject({ sent: 0, waiting: [{ channel: 'wechat', count: 1 }] });
    at('2027-01-25 09:30');
    const texts: string[] = [];
    const senders = new Map([['wechat', async (_: string, said: readonly string[]) => void texts.push(...said)]]);
    expect(await bot.round({ senders })).toMatchObject({ sent: 1, waiting: [] });
    expect(texts).toEqual([expect.stringContaining('补发')]);
  });

  test('that is off likewise; a newer reminder takes the place of one that waits', async () => {
    await subscribeIn(world, bot, [AHEAD_7, AHEAD_3]);
    await switchOff(bot.database, { channel: 'telegram', reason: '检修', who: '王', now: world.now });
    for (const day of ['24', '28']) {
      at(`2027-01-${day} 09:30`);
      expect(await bot.round()).toMatchObject({ sent: 0, waiting: [{ channel: 'telegram', count: 1 }] });
    }
    await switchOn(bot.database, 'telegram');
    expect(await bot.round()).toMatchObject({ sent: 1 });
    expect(await writtenDown(bot)).toEqual(['2026/ahead-7 dropped overtaken', '2026/ahead-3 sent']);
  });
});

describe('a digest', () => {
  test('names those missing, by due day, and counts the others', async () => {
    for (let each = 0; each < 29; each += 1) addEntry(world, each < 10 ? '镇人民政府' : '部门');
    addEntry(world, '人民政府');
    addEntry(world, '部门', '别的县');
    for (const id of [2, 3, 4]) world.published.set(`${id}/2026`, '2027-01-08');
    await subscribeIn(world, bot, [{ kind: 'yearly', month: 1, day: 10 }, AHEAD_7], { scope: { place: '临江县' } });
    at('2027-01-10 09:30');
    await bot.round();
    const text = world.seen[0]?.text ?? '';
    expect(text).toContain('年报提醒：临江县2026年度政府信息公开工作年度报告\n应公布31个单位，已知公布3个，还差28个。');
    expect(text).toContain('· 截止日2027-01-31（星期日），还有21天，还差27个：临江县第1局、临江县第5局、');
    expect(text).toContain('，另有7个。');
    expect(text).toContain('· 截止日2027-03-31（星期三），还有80天，还差1个');
    expect(text).not.toContain('别的县');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_900);

    at('2027-01-24 09:30');
    await bot.round();
    expect(world.seen[1]?.text).toContain('应公布30个单位，已知公布3个，还差27个。');
    at('2027-03-24 09:30');
    await bot.round();
    expect(world.seen[2]?.text).toContain('应公布1个单位，已知公布0个，还差1个。');
    expect(await writtenDown(bot)).toEqual(['2027-01-10 sent', '2026/ahead-7@01-31 sent', '2026/ahead-7@03-31 sent']);
  });

  test.each<[string, ScheduleRule[], string[]]>([
    ['one day', [YEARLY_10, AHEAD_7], ['2027-01-10 dropped overtaken', '2026/ahead-7@01-31 sent']],
    ['one day, twice at a time', [YEARLY_24, AHEAD_7], ['2027-01-24 dropped overtaken', '2026/ahead-7@01-31 sent']],
    ['one day, the other way about', [AHEAD_7, YEARLY_24], ['2026/ahead-7@01-31 dropped overtaken', '2027-01-24 sent']],
  ])('missed is made up once where all is due on %s', async (_, rules, expected) => {
    await subscribeIn(world, bot, rules, { scope: { place: '临江县' } });
    at('2027-01-24 12:00');
    await bot.round();
    expect(await writtenDown(bot)).toEqual(expected);
  });

  test('missed of one due day is made up though one of another came later', async () => {
    addEntry(world, '人民政府');
    await subscribeIn(world, bot, [AHEAD_7], { scope: { place: '临江县' } });
    at('2027-03-24 12:00');
    await bot.round();
    expect(await writtenDown(bot)).toEqual(['2026/ahead-7@01-31 sent late', '2026/ahead-7@03-31 sent']);
  });

  test('is dropped once nobody is missing, and where nobody is in the register', async () => {
    await subscribeIn(world, bot, [AHEAD_7], { scope: { place: '临江县' } });
    await subscribeIn(world, bot, [AHEAD_7], { scope: { place: '无人县' } });
    world.published.set('1/2026', null);
    at('2027-01-24 09:30');
    expect(await bot.round()).toMatchObject({ sent: 0, dropped: 1 });
    expect(await writtenDown(bot)).toEqual(['2026/ahead-7@01-31 dropped published']);
  });
});
