import { existsSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PostgresServer, postgresPrograms, startPostgres } from './postgres-server.js';

describe.skipIf(postgresPrograms() === null)('a server of the tests (skipped: PostgreSQL is not installed)', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres({ settings: { max_connections: '20' } });
    await server.createDatabase('Kept data');
    await ask('create table kept (id integer)');
  });
  afterAll(() => server.remove());

  async function ask(sql: string, of = server, database = 'Kept data'): Promise<unknown[]> {
    const client = new pg.Client(of.url(encodeURIComponent(database)));
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  test('is set as asked', async () => {
    expect(await ask("select current_setting('max_connections') as most, current_setting('fsync') as fsync")).toEqual([
      { most: '20', fsync: 'off' },
    ]);
  });

  test.each([
    ['stopped', () => server.stop()],
    ['killed', () => server.kill('SIGKILL')],
  ])('keeps its data and its port when %s and started again', async (_, end) => {
    const { port } = server;
    const [before] = (await ask('select count(*) as count from kept')) as { count: string }[];
    await ask('insert into kept values (1)');
    await end();
    await expect(ask('select 1')).rejects.toThrow('ECONNREFUSED');
    await server.start();
    expect(server.port).toBe(port);
    expect(await ask('select count(*) as count from kept')).toEqual([{ count: String(Number(before?.count) + 1) }]);
  });

  test('is followed by another', async () => {
    const follower = await startPostgres({ following: server, settings: { max_connections: '20' } });
    try {
      expect(await ask('select pg_is_in_recovery() as follows', follower)).toEqual([{ follows: true }]);
      await ask('insert into kept values (77)');
      await expect.poll(() => ask('select id from kept where id = 77', follower)).toEqual([{ id: 77 }]);
      await expect(ask('insert into kept values (1)', follower)).rejects.toThrow('read-only');
    } finally {
      await follower.remove();
    }
    expect(existsSync(follower.dataFolder)).toBe(false);
  });

  test('says why it does not start', async () => {
    await expect(startPostgres({ settings: { max_connections: '0' } })).rejects.toThrow('max_connections');
  });
});
