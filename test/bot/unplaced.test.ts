import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bot } from '../../bot/bot.js';
import { type Knowledge, knowledgeOf } from '../../knowledge/knowledge.js';
import type { Office } from '../../knowledge/types.js';
import { freshDatabase } from '../knowledge/databases.js';
import { buildOffice, buildReport } from '../knowledge/fixtures.js';
import { store } from '../knowledge/temporary.js';
import { askOn, botOn } from './fixture.js';

const nowhere = { province: null, city: null, county: null };
const bureau = { ...buildOffice('统计局', '部门', { county: null }), name: '澄湖市统计局', printed: ['澄湖市统计局'] };

/** Invented offices, and how much of where they are their reports say. */
const OFFICES: readonly Office[] = [
  buildOffice('临江街道', '街道办事处'),
  // Its province and city are those of the others of its county.
  buildOffice('白鹭镇', '镇人民政府', { province: null, city: null }),
  buildOffice('云溪乡', '乡人民政府', { province: null, city: null, county: '松岭县' }),
  buildOffice('红枫街道', '街道办事处', { province: '北屏省', city: '远山市', county: '朝晖区' }),
  // A district's name is borne by several.
  buildOffice('柳岸街道', '街道办事处', { province: null, city: null, county: '朝晖区' }),
  buildOffice('石梁镇', '镇人民政府', nowhere),
  buildOffice('南湾街道', '街道办事处', { ...nowhere, city: '澄湖市' }),
  bureau,
];

let knowledge: Knowledge;
let bot: Bot;
beforeAll(async () => {
  const database = await freshDatabase().open();
  for (const [index, office] of OFFICES.entries()) {
    const quote = `全年主动公开政府信息${index + 10}条。`;
    const figure = {
      metric: 'proactive_disclosed_count',
      stated: index + 10,
      unit: '条',
      source: 'narrative',
    } as const;
    const section = { key: 'overview', path: '一、总体情况', paragraphs: [quote] } as const;
    const figures = [{ ...figure, quote, printed: `${index + 10}条`, section: section.path }];
    await store(database, buildReport({ office, year: 2023, sections: [section], figures }));
  }
  knowledge = await knowledgeOf(database);
  bot = botOn(knowledge);
});
afterAll(() => knowledge.close());

describe('asked about a place', () => {
  it.each([
    ['安澜省2023年主动公开一共多少条', ['云溪乡', '柳岸街道', '石梁镇', '南湾街道']],
    ['安澜省各单位主动公开排名', ['云溪乡', '柳岸街道', '石梁镇', '南湾街道']],
    ['安澜省哪些单位主动公开超过5条', ['云溪乡', '柳岸街道', '石梁镇', '南湾街道']],
    ['安澜有哪些单位的年报', ['云溪乡', '柳岸街道', '石梁镇', '南湾街道']],
    ['安澜省的镇谁主动公开最多', ['石梁镇']],
    ['澄湖市2023年主动公开排名', ['云溪乡', '柳岸街道', '石梁镇']],
    ['青禾市2023年主动公开一共多少条', ['石梁镇', '南湾街道']],
    ['北屏省主动公开最多的单位', ['云溪乡', '柳岸街道', '石梁镇', '南湾街道']],
    ['远山市主动公开平均多少条', ['云溪乡', '柳岸街道', '石梁镇']],
    ['北屏省远山市各单位主动公开一共多少条', ['云溪乡', '柳岸街道', '石梁镇']],
    ['松岭县各单位主动公开一共多少条', ['石梁镇', '南湾街道']],
    // No office is known to lie there.
    ['天原省有哪些单位的年报', ['云溪乡', '柳岸街道', '石梁镇', '南湾街道']],
    ['天原省各街道主动公开一共多少条', ['柳岸街道', '南湾街道']],
  ])('%s: says who may lie there and is not counted', async (question, names) => {
    const { text, kind } = await askOn(bot, question);
    expect(kind).not.toBe('refused');
    const told = /另有(.+)个单位的年报没有写明是否属于“.+”，没有计入：(.+)。$/m.exec(text);
    const shown = (told?.[2] ?? '').split('、').map((name) => name.replace(/^.*[市县区](?=..)/, ''));
    expect(shown).toEqual(names);
    expect(told?.[1]).toBe(['零', '一', '两', '三', '四'][names.length]);
  });

  it.each([
    ['one office is named', '青禾市临江街道2023年主动公开多少条'],
    ['no place is named', '2023年主动公开排名'],
    ['all of that year say where they are', '安澜省2021年主动公开排名'],
    ['the law is asked about', '安澜省年报什么时候交'],
  ])('says nothing of it where %s', async (_, question) => {
    expect((await askOn(bot, question)).text).not.toContain('没有写明是否属于');
  });

  it('names five at most', async () => {
    const database = await freshDatabase().open();
    const many = [...'甲乙丙丁戊己庚'].map((letter) => buildOffice(`${letter}水镇`, '镇人民政府', nowhere));
    for (const office of [buildOffice('临江街道', '街道办事处'), ...many])
      await store(database, buildReport({ office, year: 2023, sections: [] }));
    const all = await knowledgeOf(database);
    const { text } = await askOn(botOn(all), '安澜省有哪些单位的年报');
    expect(text).toContain(
      '另有七个单位的年报没有写明是否属于“安澜省”，没有计入：甲水镇、乙水镇、丙水镇、丁水镇、戊水镇等。',
    );
    await all.close();
  });
});
