import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bot, createBot } from '../../bot/bot.js';
import { readOffices } from '../../bot/mentions/offices.js';
import { normalizeQuestion } from '../../bot/understand.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';
import { aliasesOf } from '../../knowledge/office-names.js';
import { createOfficeFinder, type OfficeFinder } from '../../knowledge/offices.js';
import type { StoredOffice } from '../../knowledge/stored.js';
import { simplified } from '../../knowledge/traditional.js';
import { ingest } from '../answers/ask-all.js';
import { readExpected } from '../answers/compare.js';
import { askOn, botOn, explainOn } from './fixture.js';
import { knowledgeOf, storedOffice } from './stub.js';

let samples: Knowledge;
let bot: Bot;
let all: Knowledge;
let known: readonly StoredOffice[];
beforeAll(async () => {
  samples = await openKnowledge(ingest(['samples']));
  bot = botOn(samples);
  all = await openKnowledge(ingest(['samples', 'test/reports']));
  known = await all.offices();
});
afterAll(() => Promise.all([samples.close(), all.close()]));

/** What a question was read as: the cores of the offices, `~` where they are assumed, `?` with what is asked about. */
async function read(question: string, among: Bot = bot, knowledge: Knowledge = samples): Promise<string> {
  const offices = await knowledge.offices();
  const core = (id: number) => offices.find((office) => office.id === id)?.core ?? '';
  const { understood } = await explainOn(among, question);
  const said = understood.offices.map(({ ids, assumed }) => `${ids.map(core).join('/')}${assumed ? '~' : ''}`);
  const unknown = understood.unknownOffice === null ? [] : [`?${understood.nearOffices.map(core).join('/')}`];
  return (unknown.length > 0 ? unknown : said).join(' ');
}

describe('names as they are written', () => {
  it.each([
    ['晋江市人民政府西园街道办事处2023年公开多少条', '西园街道'],
    ['西园办事处23年主动公开条数', '西园街道'],
    ['西园街2023年申请', '西园街道'],
    ['西园街道政府2023年申请', '西园街道'],
    ['南安省新2020年申请', '省新镇'],
    ['省新的粉丝有多少', '省新镇'],
    ['东石政府2019公众号', '东石镇'],
    ['孝义振兴办2020年报', '振兴街道'],
    ['仁和东石粉丝数', '东石镇'],
    ['晉江市西園街道2023年主動公開多少條', '西园街道'],
    ['靈源街道２０２０年公開多少條', '灵源街道'],
    ['東石鎮2019年粉絲', '东石镇'],
    ['西园街道政府采购多少钱', '西园街道'],
    ['我想知道东石2019年粉丝', '东石镇'],
  ])('%s', async (question, expected) => {
    expect(await read(question)).toBe(expected);
  });
});

describe('names that sound the same, are in pinyin or in English: taken, and said', () => {
  it.each([
    ['西元街道2023收到几件申请', '西园街道'],
    ['灵原街道2020粉丝', '灵源街道'],
    ['灵原2020粉丝', '灵源街道'],
    ['冬石镇2019主动公开', '东石镇'],
    ['冻石镇二零一九年粉丝多少', '东石镇'],
    ['那冬石呢', '东石镇'],
    ['帮我查一下冬石2019年公开多少', '东石镇'],
    ['省心镇2020申请', '省新镇'],
    ['南安省心2020申请', '省新镇'],
    ['省新振2020申请', '省新镇'],
    ['振新街道2020公开多少', '振兴街道'],
    ['西园街到2023年申请', '西园街道'],
    ['溪园街道2023年申请', '西园街道'],
    ['西圆办事处2023申请', '西园街道'],
    ['晋江灵原2020年粉丝', '灵源街道'],
    ['西元风光有多少粉丝', '西园街道'],
    ['xiyuan jiedao 2023 shenqing', '西园街道'],
    ['xi yuan jie dao 2023', '西园街道'],
    ['lingyuan 2020 gongkai', '灵源街道'],
    ['dongshi zhen 2019 12345', '东石镇'],
    ['dongshizhen2019', '东石镇'],
    ['jinjiang xiyuan 2023', '西园街道'],
    ['xiyuan街道2023年申请', '西园街道'],
    ['xyjd2023', '西园街道'],
    ['dsz 2019', '东石镇'],
    ['How many applications did Xiyuan Subdistrict receive in 2023?', '西园街道'],
    ['Xiyuan Sub-district 2023', '西园街道'],
    ['Dongshi Town followers 2019', '东石镇'],
    ['Shengxin Town 2020', '省新镇'],
  ])('%s', async (question, core) => {
    expect(await read(question)).toBe(`${core}~`);
    expect((await askOn(bot, question)).text.startsWith(`按“${core}”理解。`)).toBe(true);
  });

  it('beside a name that is written right', async () => {
    expect(await read('西园和冬石镇哪个主动公开多')).toBe('西园街道 东石镇~');
    expect(await read('西园比冬石2019')).toBe('西园街道 东石镇~');
  });

  it('nothing is said where the answer is about no office', async () => {
    expect((await askOn(bot, '西元街道的申请数改成0')).text).not.toContain('理解');
  });
});

describe('names that are only near: asked about, never taken', () => {
  it.each([
    ['真心街道二零二零', '振兴街道'],
    ['东右镇2019粉丝', '东石镇'],
    ['东山镇2019粉丝', '东石镇'],
    ['东石乡2019收到几件申请', '东石镇'],
    ['厦门市西园街道2023年申请', '西园街道'],
    ['厦门市西元街道2023年申请', '西园街道'],
    ['新西园街道2023年申请', '西园街道'],
    ['zhenxin jiedao 2020', '振兴街道'],
    ['Dongsi Town 2019', '东石镇'],
    ['xiyuan zhen 2023', '西园街道'],
    ['Xiamen City Xiyuan Subdistrict 2023', '西园街道'],
  ])('%s', async (question, core) => {
    expect(await read(question)).toBe(`?${core}`);
    const answer = await askOn(bot, question);
    expect(answer.kind).toBe('clarify');
    expect(answer.text).toMatch(new RegExp(`您是否想问${core}（`));
    for (const choice of answer.choices) expect(await read(choice.question)).toBe(core);
  });
});

describe('names of other offices: said to be unknown', () => {
  it.each([
    '陈埭镇2023申请数',
    '青阳街道2023申请数',
    '龙湖镇2019',
    '西滨镇2023',
    '西园和陈埭镇哪个主动公开多',
    '陈埭镇和西园哪个主动公开多',
    '陈埭镇西园街道2023年申请',
    '安溪县2023年收到多少申请',
    '北京市2023年主动公开多少条',
    'Chendai Town 2019 followers',
  ])('%s', async (question) => {
    expect(await read(question)).toBe('?');
    expect((await askOn(bot, question)).kind).toBe('missing');
  });
});

describe('ordinary words: no office', () => {
  it.each([
    '真心想问一下有多少申请',
    '东西多少',
    '东石街2019年粉丝',
    '西元2023收到几件',
    '新增多少条',
    '诚信建设信息多少条',
    '振兴乡村的信息',
    '乡村振兴信息多少条',
    '西元前2023',
    '省心的年报',
    '省心2020年报',
    '城镇就业信息公开多少条',
    '福建省新增了多少条信息',
    '哪些镇有年报',
    '东西南北都有多少条',
    'data quality 2023',
    'how many applications in 2023',
    'fix 2020',
  ])('%s', async (question) => {
    expect(await read(question)).toBe('');
  });
});

describe('several offices of one name', () => {
  const two = [
    storedOffice(1, '振兴街道', { province: '福建省', city: '泉州市', county: '南安市' }),
    storedOffice(2, '振兴街道', { province: '山西省', city: '吕梁市', county: '孝义市' }),
  ];
  const twins = () => knowledgeOf(two);

  it.each([
    '振兴街道2020年收到几件申请',
    '振兴2020年收到几件申请',
    '震兴街道2020年收到几件申请',
    'zhenxing jiedao 2020 年申请',
  ])('%s asks which, numbered, with complete questions', async (question) => {
    const answer = await askOn(twinBot(twins()), question);
    expect(answer.kind).toBe('clarify');
    expect(answer.text).toMatch(/1\. .*南安市[\s\S]*2\. .*孝义市/);
    expect(answer.choices).toHaveLength(2);
    for (const [index, choice] of answer.choices.entries()) {
      const { understood } = await explainOn(twinBot(twins()), choice.question);
      expect(understood.offices.map(({ ids }) => ids)).toEqual([[two[index]?.id]]);
      expect(understood.years.years).toEqual([2020]);
    }
  });

  it('the county tells them apart', async () => {
    expect(await read('孝义振兴2020年收到几件申请', twinBot(twins()), twins())).toBe('振兴街道');
    const { understood } = await explainOn(twinBot(twins()), '孝义市震兴街道2020年收到几件申请');
    expect(understood.offices).toMatchObject([{ ids: [2], assumed: true }]);
  });

  function twinBot(knowledge: Knowledge): Bot {
    return createBot({ knowledge, now: () => new Date('2026-11-21T04:00:00Z'), contact: '', log: () => {} });
  }
});

describe('places', () => {
  it.each([
    ['晋江三个单位主动公开对比', ['晋江']],
    ['晋江市有哪些街道', ['晋江市']],
    ['福建省的镇', ['福建省']],
    ['福建省晋江市2020年公开多少', ['福建省晋江市']],
    ['东石镇2019年晋江12345交办件多少', []],
    ['晋江市西园街道2023年申请', []],
    ['白河县2023年主动公开多少条', []],
    ['晋江路的信息', []],
  ])('%s', async (question, expected) => {
    const { understood } = await explainOn(botOn(all), question);
    expect(understood.places.map(({ text }) => text)).toEqual(expected);
    for (const { ids } of understood.places) expect(ids.length).toBeGreaterThan(0);
  });

  it('another place is not answered for the office of the conversation', async () => {
    await askOn(bot, '东石镇2019年粉丝多少', 'places');
    expect((await askOn(bot, '南安市主动公开多少条', 'places')).values).toEqual([]);
  });

  it('an office alone in its county is not taken for the county', async () => {
    const answer = await askOn(bot, '孝义市2020年主动公开多少条');
    expect(answer.kind).toBe('clarify');
    expect(answer.choices.map(({ question }) => question)).toEqual([expect.stringContaining('振兴街道2020年')]);
  });
});

describe('any set of offices', () => {
  it('every way to write an office finds it, or asks among offices with it', async () => {
    for (const office of known) {
      const finder = createOfficeFinder(known);
      for (const { text } of aliasesOf(office)) {
        for (const behind of ['2023年主动公开多少条', '的粉丝有多少', '存在什么问题']) {
          const { mentions, unknown } = await readOffices(normalizeQuestion(text + behind), finder);
          const ids = unknown ? unknown.near : mentions.flatMap((mention) => mention.ids);
          expect(ids, text + behind).toContain(office.id);
        }
      }
    }
  });

  it('a name with another sound in one place is nobody who could be taken for it', async () => {
    const finder = createOfficeFinder(known);
    let asked = 0;
    for (const { core } of known.filter((office) => /(?:街道|镇|乡)$/.test(office.core))) {
      for (const at of [0, 1]) {
        for (const char of ['鹏', '滨', '右', '赫']) {
          const other = `${core.slice(0, at)}${char}${core.slice(at + 1)}`;
          const { mentions, unknown } = await readOffices(`${other}2023年收到几件申请`, finder);
          expect(mentions, other).toEqual([]);
          expect(unknown, other).not.toBeNull();
          asked++;
        }
      }
    }
    expect(asked).toBeGreaterThan(100);
  });

  it('a name written right needs no dictionary', async () => {
    const finder: OfficeFinder = {
      ...createOfficeFinder(known),
      listen: () => Promise.reject(new Error('the dictionary was loaded')),
    };
    for (const office of known) {
      for (const behind of ['2023年收到几件申请', '去年主动公开多少条', '12345办件多少']) {
        await readOffices(office.core + behind, finder);
      }
    }
  });

  it.each([60, 1000])('among %i offices', async (count) => {
    const finder = createOfficeFinder(Array.from({ length: count }, (_, index) => madeUp(index)));
    await finder.listen();
    const started = performance.now();
    for (let index = 0; index < 50; index++) {
      const { core } = madeUp(index);
      const { mentions } = await readOffices(`${core}2023年申请`, finder);
      expect(mentions[0]?.ids).toContain(index);
      const misspelt = `${core.replace('山', '删').replace('清', '青')}2023年申请`;
      const heard = await readOffices(misspelt, finder);
      expect([...heard.mentions.flatMap(({ ids }) => ids), ...(heard.unknown?.near ?? [])], misspelt).toContain(index);
      expect(await readOffices('主动公开条数排名', finder)).toEqual({ mentions: [], unknown: null });
    }
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('simplified questions are left as they are', async () => {
    const asked = ['catalogue', 'everyday'].flatMap((name) => readExpected(`test/answers/${name}.jsonl`));
    expect(asked.length).toBeGreaterThan(500);
    const traditional = /[晉園動開條東鎮絲靈眾關請]/;
    for (const { question } of asked.filter((each) => !traditional.test(each.question))) {
      expect(await simplified(question)).toBe(question);
    }
    for (const text of ['后台、里程、著名、余额、系统、面制、只准、乾隆', '塅头镇后面的里程']) {
      expect(await simplified(text)).toBe(text);
    }
    expect(await simplified('規範性文件、資訊公開、申請的處理')).toBe('规范性文件、信息公开、申请的处理');
  });
});

/** Office number n: its digits in characters, under a town of every tenth county. */
function madeUp(index: number): StoredOffice {
  const chars = '东南西北山清河石平安';
  const name = [...String(index).padStart(3, '0')].map((digit) => chars[Number(digit)]).join('');
  return storedOffice(index, `${name}镇`, { province: '甲省', city: null, county: `${chars[index % 10]}江县` });
}
