import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../bot/answer.js';
import { listFiles } from '../../ingest/files.js';
import { ingestFiles } from '../../ingest/ingest.js';
import { checkReport } from '../../knowledge/checks.js';
import type { Database } from '../../knowledge/connection.js';
import { type Knowledge, knowledgeOf } from '../../knowledge/knowledge.js';
import { declareSame } from '../../knowledge/same-office.js';
import { BY_OFFICE } from '../../knowledge/schema-postgres.js';
import { askOn, botOn } from '../bot/fixture.js';
import { freshDatabase } from './databases.js';
import { buildOffice, buildReport } from './fixtures.js';
import { NOW, store } from './temporary.js';

/** Tables cut by office answer as whole ones do. */

const QUESTIONS = [
  '西园街道2023年收到多少件申请',
  '省新镇2020年予以公开几件，不予公开几件',
  '2020年哪些单位一件申请都没有',
  '收到申请最多的是哪个单位',
  '主动公开排名',
  '灵源街道存在的主要问题',
  '哪份报告提到减税降费',
  '哪些年报有错误',
  '西园街道有哪几年的年报',
  '五份年报一共主动公开多少条',
  '东石政府2019公众号',
];

interface Held {
  readonly database: Database;
  readonly knowledge: Knowledge;
}

async function filled(parts: number): Promise<Held> {
  const database = await freshDatabase().open({ parts });
  await ingestFiles(await listFiles(['samples']), { database, now: () => NOW, readers: false });
  return { database, knowledge: await knowledgeOf(database) };
}

describe('tables cut by office', () => {
  let whole: Held;
  let cut: Held;
  beforeAll(async () => {
    whole = await filled(1);
    cut = await filled(4);
  });
  afterAll(async () => {
    await whole.knowledge.close();
    await cut.knowledge.close();
  });

  test('are cut, every one of them, and hold rows in more than one part', async () => {
    const parts = await cut.database.all<{ name: string; parts: number }>(
      `select c.relname as name, count(i.inhrelid) as parts from pg_catalog.pg_class c
         join pg_catalog.pg_namespace n on n.oid = c.relnamespace and n.nspname = current_schema()
         join pg_catalog.pg_inherits i on i.inhparent = c.oid
        where c.relkind = 'p' group by c.relname order by c.relname`,
    );
    expect(parts).toEqual([...BY_OFFICE].sort().map((name) => ({ name, parts: 4 })));
    const used = await cut.database.all('select distinct tableoid from figure');
    expect(used.length).toBeGreaterThan(1);
  });

  test.each(QUESTIONS)('answer %s as whole ones do', async (question) => {
    const said = async ({ knowledge }: Held): Promise<Answer> => askOn(botOn(knowledge), question);
    const answer = await said(cut);
    expect(answer).toEqual(await said(whole));
    expect(answer.citations.length + answer.values.length).toBeGreaterThan(0);
  });

  test('take a report that becomes another office of another part', async () => {
    const database = await freshDatabase().open({ parts: 4 });
    const offices = ['临江街道', '白鹭街道', '红岩街道', '金水街道', '玉溪街道', '长清街道'].map((name) =>
      buildOffice(name, '街道办事处'),
    );
    for (const [index, office] of offices.entries()) {
      const figures = [{ metric: 'granted', applicant: 'total', stated: index }] as const;
      const sections = [
        { key: 'overview', path: '一、总体情况', paragraphs: [`第${index}份写了查阅点的事。`] },
      ] as const;
      await store(database, buildReport({ office, year: 2015 + index, figures, sections }), { check: checkReport });
    }
    const knowledge = await knowledgeOf(database);
    const [first, ...others] = await knowledge.offices();
    let remaining = first?.id ?? 0;
    for (const { id } of others) {
      const said = { who: '李四', reason: '机构改革文件' };
      const name = await declareSame(
        database,
        { office: remaining, other: id, ...said },
        { check: checkReport, now: NOW },
      );
      remaining = (await knowledge.offices()).find((office) => office.name === name)?.id ?? 0;
    }
    const [left, ...more] = await knowledge.offices();
    expect(more).toEqual([]);
    const { figures } = await knowledge.figures({ offices: [left?.id ?? 0], years: [], metrics: ['granted'] });
    expect(figures.map(({ year, stated }) => [year, stated])).toEqual(offices.map((_, index) => [2015 + index, index]));
    for (const asked of [[left?.id ?? 0], []]) {
      const found = await knowledge.passages({ text: '查阅点', offices: asked, years: [], limit: 9 });
      expect(found.map(({ year }) => year).sort()).toEqual(offices.map((_, index) => 2015 + index));
    }
    const vocabulary = 'select token, doc from passage_vocabulary where doc <> 0 order by token';
    const counted = `select word as token, ndoc as doc from ts_stat('select words from passage_text') order by word collate "C"`;
    expect(await database.all(vocabulary)).toEqual(await database.all(counted));
    await knowledge.close();
  });
});
