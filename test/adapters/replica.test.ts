/** A server and one that follows it: who answers, who dies, what is seen after writing. Real servers, a real bot. */

import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../knowledge/database.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';
import { findingId } from '../../knowledge/verdicts.js';
import { botOn } from '../bot/fixture.js';
import { type PostgresServer, postgresPrograms, startPostgres } from '../postgres-server.js';
import { type RunningBot, ran, startedBot, until } from './bot-process.js';

const QUESTION = '省新镇2020年收到几条申请';
const PASSWORD = 'geheim4711';
const DATABASE = 'knowledge';

describe.skipIf(postgresPrograms() === null)('a server and one that follows it', () => {
  let primary: PostgresServer;
  let replica: PostgresServer;
  let bot: RunningBot;
  const urlOf = (server: PostgresServer): string => server.url(DATABASE).replace('@', `:${PASSWORD}@`);
  const settings = () => ({ DISCLOSURE_DATABASE_URL: urlOf(primary), DISCLOSURE_REPLICA_URL: urlOf(replica) });

  beforeAll(async () => {
    primary = await startPostgres({ settings: { log_statement: 'all' } });
    const database = await primary.createDatabase(DATABASE);
    expect(await ran(['ingest', 'samples', '--json', '--database', database])).toMatchObject({ code: 0 });
    replica = await startPostgres({
      following: primary,
      settings: { log_statement: 'all' },
    });
    bot = await startedBot({ ...settings(), DISCLOSURE_OFFICIAL_ACCOUNT_TOKEN: TOKEN });
  });
  afterAll(async () => {
    bot?.child.kill('SIGTERM');
    await bot?.ended;
    await replica?.remove();
    await primary?.remove();
  });

  async function entries(): Promise<number> {
    const [row] = await asked<{ count: string }>(
      urlOf(primary),
      "select count(*) as count from journal where channel <> 'examples'",
    );
    return Number(row?.count);
  }

  test('questions are read of the follower, and noted at the other', async () => {
    // What is written when a bot starts has to have come over.
    await until(async () => {
      const before = [primary.log().length, replica.log().length] as const;
      const noted = await entries();
      expect(await bot.ask(QUESTION)).toMatchObject({ status: 200, kind: 'value' });
      expect(await entries()).toBe(noted + 1);
      expect(replica.log().slice(before[1])).toContain(FIGURES);
      return !primary.log().slice(before[0]).includes(FIGURES);
    });
    const one = await ran(['ask', QUESTION], settings());
    expect(one).toMatchObject({ code: 0, err: '' });
  });

  test('a bot goes on answering while the other is dead, and notes again once it lives', {
    timeout: 120_000,
  }, async () => {
    const before = await bot.ask(QUESTION);
    const noted = await entries();
    await bot.ask('灵源街道2020年收到几条申请', 'session-from-before');
    await until(async () => (await asked(urlOf(replica), "select id from session where id like '%#desk'")).length > 1);
    await primary.kill('SIGKILL');

    for (let round = 0; round < 5; round += 1) {
      expect(await bot.ask(QUESTION)).toEqual(before);
    }
    expect(await bot.ask('那省新镇呢', 'session-from-before')).toMatchObject({ kind: 'value', values: before.values });
    // Full text, and a list over all offices.
    expect(await bot.ask('西园街道存在什么问题')).toMatchObject({ status: 200, kind: 'passage' });
    expect(await bot.ask('哪份报告提到减税降费')).toMatchObject({ status: 200 });
    expect(await bot.ask('2020年主动公开前三名')).toMatchObject({ status: 200, kind: 'table' });
    // The platform's second try gets what the first one got.
    const message = [await written(bot, '7001'), await written(bot, '7001'), await written(bot, '7002')];
    expect(message[0]).toContain('省新镇');
    expect(message[1]).toBe(message[0]);
    expect(message[2]).toBe(message[0]);

    expect(await bot.health()).toMatchObject({ status: 503, body: { ok: false, database: true, writable: false } });
    expect(await bot.health('/web')).toMatchObject({ status: 200, body: { ok: true } });
    const lines = bot.log().filter(({ level }) => level === 'error');
    expect(lines).toEqual([
      expect.objectContaining({
        message: 'the database is away: what can be read is answered, nothing is noted',
        error: expect.objectContaining({ code: expect.stringMatching(/^DATABASE_(?:LOST|UNREACHABLE)$/) }),
      }),
    ]);

    const refused = [
      ['ingest', 'samples'],
      ['verdict', 'f1a2b3c4d5e', 'confirmed', '--reason', '已核对', '--who', '王五'],
      ['staff', 'invite', '--name', '张三', '--who', '李四'],
    ];
    for (const args of refused) {
      const { code, out, err } = await ran(args, settings());
      expect([code, out, err], args[0]).toEqual([2, '', expect.stringMatching(/^数据库 \S+ 连接不上，暂时不能写入。/)]);
      expect(err).not.toMatch(/geheim|^\s+at /m);
    }
    const alone = await ran(['ask', QUESTION], settings());
    expect([alone.code, alone.out]).toEqual([0, expect.stringContaining('省新镇')]);

    await primary.start();
    await until(async () => (await bot.health()).status === 200);
    expect(await bot.ask(QUESTION)).toEqual(before);
    expect(await entries()).toBeGreaterThan(noted);
    await until(() => bot.log().some(({ message }) => message === 'the database can be written again'));
    expect(bot.err()).not.toMatch(/geheim|^\s+at /m);
    const later = [await written(bot, '7003'), await written(bot, '7003')];
    expect(later).toEqual([message[0], message[0]]);
  });

  test('one that starts while it is dead answers as well', { timeout: 120_000 }, async () => {
    await primary.kill('SIGKILL');
    const late = await startedBot(settings());
    expect(await late.ask(QUESTION)).toMatchObject({ status: 200, kind: 'value' });
    await primary.start();
    await until(async () => (await late.health()).status === 200);
    late.child.kill('SIGTERM');
    expect(await late.ended).toMatchObject({ code: 0 });
  });

  test('the follower dies: the other answers, until it is back', { timeout: 120_000 }, async () => {
    await until(async () => (await bot.health()).status === 200);
    await replica.kill('SIGKILL');
    expect(await bot.ask(QUESTION)).toMatchObject({ status: 200, kind: 'value' });
    expect(await bot.health()).toMatchObject({ status: 200 });
    await replica.start();
    await until(async () => {
      const from = replica.log().length;
      await bot.ask(QUESTION);
      return replica.log().slice(from).includes(FIGURES);
    });
  });

  describe('that lags', () => {
    let knowledge: Knowledge;
    beforeAll(async () => {
      knowledge = await openKnowledge(urlOf(primary), { replica: urlOf(replica) });
    });
    afterAll(() => knowledge?.close());
    const lag = (does: 'pause' | 'resume') => asked(urlOf(replica), `select pg_wal_replay_${does}()`);

    test('what was decided in a chat shows in the next answer', async () => {
      const { id, doubt } = await doubtIn(knowledge);
      const origin = { channel: 'web', today: '2026-11-21' };
      const staff = { session: null, role: 'staff', person: { id: 'p', name: '王五' } } as const;
      const bot = botOn(knowledge);
      await lag('pause');
      try {
        const answers = [
          await bot.reply({ ...staff, text: `${id} 属实，已核对原件` }, origin),
          await bot.reply({ ...staff, text: id }, origin),
        ];
        for (const { text } of answers) expect(text).toContain('已核对原件');
        // Or the follower would have been quick enough, and the test proved nothing.
        expect(await asked(urlOf(replica), 'select * from verdict')).toEqual([]);
      } finally {
        await lag('resume');
      }
      const decided = async () => (await asked(urlOf(replica), 'select * from verdict')).length === 1;
      await until(decided);
      // Once it has it, it is read again.
      await until(async () => {
        const from = replica.log().length;
        await knowledge.findings({ offices: [doubt.officeId], years: [doubt.year] });
        return replica.log().slice(from).includes('from finding f join report');
      });
    });

    test('a read that is ended because it keeps the follower from following is done at the other', async () => {
      const database = await openDatabase(urlOf(primary), { replica: urlOf(replica) });
      for (const sql of ['alter system set max_standby_streaming_delay = 0', 'select pg_reload_conf()']) {
        await asked(urlOf(replica), sql);
      }
      const from = replica.log().length;
      const reading = database.replica.get('select count(*) as found from report, (select pg_sleep(2)) as slept');
      await until(() => replica.log().slice(from).includes('pg_sleep'));
      await asked(urlOf(primary), 'begin; lock table report in access exclusive mode; commit');
      expect(await reading).toEqual(await database.get('select count(*) as found from report'));
      expect(replica.log().slice(from)).toContain('conflict with recovery');
      await database.close();
      for (const sql of ['alter system reset max_standby_streaming_delay', 'select pg_reload_conf()']) {
        await asked(urlOf(replica), sql);
      }
    });

    test('what is known never goes back while reports come in', { timeout: 120_000 }, async () => {
      const revision = async () =>
        (await asked<{ value: number }>(urlOf(primary), "select value from meta where key = 'revision'"))[0]?.value;
      const { id } = await doubtIn(knowledge);
      const before = await revision();
      let counted = (await knowledge.reports()).length;
      let reads = 0;
      let isDone = false;
      const switching = (async () => {
        while (!isDone) {
          await lag('pause');
          // A transaction of this process sends it to the other server, and catching up sends it back.
          await knowledge.decide(id, { verdict: 'confirmed', reason: '再核', who: '王五', now: new Date() });
          // Meanwhile reports come in, which the follower has not.
          await sleep(400);
          await lag('resume');
          await sleep(100);
        }
      })();
      const reading = (async () => {
        while (!isDone) {
          const { length } = await knowledge.reports();
          expect(length).toBeGreaterThanOrEqual(counted);
          counted = length;
          reads += 1;
        }
      })();
      expect(await ran(['ingest', 'test/reports', '--json', '--database', urlOf(primary)])).toMatchObject({ code: 0 });
      isDone = true;
      await Promise.all([switching, reading]);
      expect(await revision()).toBeGreaterThan(before ?? 0);
      expect([reads > 50, counted > 20]).toEqual([true, true]);
    });
  });
});

// --- internal ---

async function asked<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

async function doubtIn(knowledge: Knowledge) {
  const [doubt] = (await knowledge.findings({ offices: [], years: [] })).filter(({ outcome }) => outcome === 'broken');
  if (!doubt) throw new Error('the samples have no doubt');
  return { doubt, id: findingId({ office: doubt.officeId, year: doubt.year, rule: doubt.rule, at: doubt.at }) };
}

/** Of the statement that reads numbers. */
const FIGURES = 'from figure x where';
const TOKEN = 'token-of-the-account';

/** What the official account answers to a message of the platform. */
async function written(bot: RunningBot, id: string): Promise<string> {
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), `${id}-${Math.random()}`];
  const signature = createHash('sha1').update([TOKEN, timestamp, nonce].sort().join('')).digest('hex');
  const response = await fetch(
    `${bot.address}/official-account?${new URLSearchParams({ signature, timestamp, nonce })}`,
    {
      method: 'POST',
      body: `<xml><ToUserName>gh_1</ToUserName><FromUserName>person-1</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>${QUESTION}</Content><MsgId>${id}</MsgId></xml>`,
    },
  );
  return /<Content><!\[CDATA\[(.*?)\]\]>/s.exec(await response.text())?.[1] ?? '';
}
