import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../knowledge/connection.js';
import { openDatabase } from '../../knowledge/database.js';
import { unpackReport } from '../../knowledge/report-body.js';
import { reportWordsOf } from '../../knowledge/report-words.js';
import { fold } from '../../knowledge/text.js';
import { ingested } from '../bot/fixture.js';
import { HAS_URLS } from './databases.js';

let database: Database;
let ids: number[];
let truth: Map<number, string>;

describe.skipIf(!HAS_URLS)('the words of reports', () => {
  beforeAll(async () => {
    database = await openDatabase(ingested(['samples', 'test/reports']));
    const rows = await database.all<{ id: number; body: Buffer }>('select id, body from report order by id');
    ids = rows.map(({ id }) => id);
    truth = new Map();
    for (const { id, body } of rows) truth.set(id, fold((await unpackReport(body)).lines.join('\n')));
  }, 60_000);
  afterAll(() => database.close());

  test('are those of every report asked for, in more than one batch and twice', async () => {
    const words = reportWordsOf(database);
    expect(ids.length).toBeGreaterThan(25);
    expect(await words({ revision: 1, ids: [...ids, ...ids] })).toEqual(truth);
    expect(await words({ revision: 1, ids })).toEqual(truth);
    expect(await words({ revision: 1, ids: [] })).toEqual(new Map());
  });

  test('are read once by all who ask at the same time', async () => {
    let statements = 0;
    const counting = {
      ...database,
      all: <Row>(...given: Parameters<Database['all']>) => {
        statements += 1;
        return database.all<Row>(...given);
      },
    };
    const words = reportWordsOf(counting);
    const few = ids.slice(0, 20);
    const all = await Promise.all(Array.from({ length: 30 }, () => words({ revision: 1, ids: few })));
    for (const each of all) expect(each).toEqual(new Map(few.map((id) => [id, truth.get(id)])));
    expect(statements).toBe(1);
    await words({ revision: 2, ids: few });
    expect(statements).toBe(2);
  });

  test('of a report that is gone are refused, and the others can be had after that', async () => {
    const words = reportWordsOf(database);
    await expect(words({ revision: 1, ids: [99_999, ...ids.slice(0, 3)] })).rejects.toMatchObject({
      code: 'REPORT_GONE',
    });
    expect((await words({ revision: 1, ids: ids.slice(0, 3) })).size).toBe(3);
  });
});
