import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hotQuestions } from '../../adapters/hot-questions.js';
import type { HttpServer } from '../../adapters/http/server.js';
import type { Suggestions } from '../../adapters/web/suggest.js';
import { createWeb } from '../../adapters/web.js';
import type { Bot } from '../../bot/bot.js';
import type { JournalEntry } from '../../knowledge/journal.js';
import type { Knowledge } from '../../knowledge/knowledge.js';
import { createOfficeSuggest } from '../../knowledge/office-suggest.js';
import { botOn, openSamples, TODAY } from '../bot/fixture.js';
import { storedOffice } from '../bot/stub.js';
import { deskOn, served } from './desks.js';
import { HOSTILE } from './hostile.js';
import { elementsOf } from './page-tree.js';

const EXAMPLE = '晋江市西园街道2023年收到多少件申请';
const NOW = new Date('2026-11-21T04:00:00Z');

let knowledge: Knowledge;
let bot: Bot;
let web: HttpServer;
let hot: readonly string[];

beforeAll(async () => {
  knowledge = await openSamples();
  bot = botOn(knowledge);
  hot = [];
  const adapter = createWeb({
    knowledge,
    examples: async () => [EXAMPLE],
    hot: async () => {
      if (hot.length === 0) throw new Error('the journal is locked');
      return hot;
    },
    rates: { person: 1_000, channel: 1_000 },
    log: () => {},
  });
  web = await served(adapter, deskOn({ knowledge, bot }, adapter));
});
afterAll(async () => {
  await web.stop();
  await knowledge.close();
});

const PLACE = { province: '福建省', city: '泉州市', county: '安溪县' };
const OFFICES = [
  storedOffice(1, '城厢镇', PLACE),
  storedOffice(2, '虎邱镇', PLACE),
  storedOffice(3, '城东街道', { ...PLACE, county: '丰泽区' }),
  storedOffice(4, '绿洲街道', { province: null, city: null, county: '重阳县' }),
];

describe('an office is suggested', () => {
  test.each<[string, readonly number[], number]>([
    ['城', [], 0],
    ['城厢', [1], 0],
    ['城厢镇', [1], 0],
    ['安溪', [1, 2], 0],
    ['安溪县虎', [2], 0],
    ['安溪虎', [2], 0],
    ['泉州', [1, 2, 3], 0],
    ['泉州安溪', [1, 2], 2],
    ['泉州市安溪县城', [1], 0],
    ['福建省安溪县', [1, 2], 0],
    ['安溪县城厢镇人民政府', [1], 0],
    ['chengx', [1], 0],
    ['cheng', [1, 3], 0],
    ['ChengXiang', [1], 0],
    ['cheng xiang', [1], 0],
    ["cheng'xiang", [1], 0],
    ['cxz', [1], 0],
    ['axxhq', [2], 0],
    ['chongyang', [4], 0],
    ['lvzhou', [], 0],
    ['luzhou', [4], 0],
    ['2023年城厢', [1], 5],
    ['请问城厢', [1], 2],
    ['2023年cheng', [1, 3], 5],
    ['xcheng', [], 0],
    ['厢镇', [], 0],
    ['街道', [], 0],
    ['', [], 0],
    ['2023', [], 0],
    ['收到多少件申请', [], 0],
  ])('for %j: %j', async (typed, ids, start) => {
    const found = (await createOfficeSuggest(OFFICES)).suggest(typed, 6);
    expect(found.map(({ office }) => office.id)).toEqual(ids);
    expect(found.every((each) => each.start === start)).toBe(true);
  });

  test('by the middle of its name, where none begins so', async () => {
    const { suggest } = await createOfficeSuggest([storedOffice(1, '东花园镇', PLACE), ...OFFICES]);
    expect(suggest('花园', 6).map(({ office }) => office.id)).toEqual([1]);
    expect(suggest('安溪', 2)).toHaveLength(2);
  });
});

describe('GET /api/suggest', () => {
  test.each<[string, readonly string[]]>([
    ['dongshi', ['晋江市东石镇']],
    ['2019年dongshi', ['2019年晋江市东石镇']],
    ['晋江市东石镇', []],
    ['x'.repeat(61), []],
  ])('%s is completed to %j', async (typed, texts) => {
    expect((await suggestionsFor(typed)).offices.map(({ text }) => text)).toEqual(texts);
  });

  test('questions many ask come first; without any, examples do', async () => {
    expect((await suggestionsFor('')).questions).toEqual([{ label: EXAMPLE, text: EXAMPLE }]);
    hot = ['晋江市东石镇2019年公众号有多少粉丝', '南安市省新镇2020年予以公开率'];
    expect((await suggestionsFor('')).questions.map(({ text }) => text)).toEqual(hot);
    expect((await suggestionsFor('公开率')).questions.map(({ text }) => text)).toEqual(hot.slice(1));
    expect((await suggestionsFor(hot[0] ?? '')).questions).toEqual([]);
    const page = elementsOf(await (await fetch(web.address())).text());
    expect(page.flatMap(({ name, attributes: { value } }) => (name === 'button' && value ? [value] : []))).toEqual([
      ...hot,
      EXAMPLE,
    ]);
    hot = [];
  });

  test.each(Object.entries(HOSTILE))('%s finds nothing and breaks nothing', async (_, text) => {
    expect((await suggestionsFor(text)).offices).toEqual([]);
  });
});

describe('a question is hot', () => {
  const FIT = '省新镇2020年收到几条申请';
  const asked = async (question: string, persons: readonly string[], more: Partial<JournalEntry> = {}) => {
    const ids = [];
    for (const person of persons) {
      const entry = { at: NOW, channel: 'web', question, kind: 'value', detail: '', person, role: 'public' as const };
      ids.push(await knowledge.journal({ ...entry, ...more }));
    }
    return ids;
  };
  const ABC = ['a', 'b', 'c'];
  const read = () => hotQuestions({ bot, knowledge, now: () => NOW, today: TODAY })();

  test('where three people asked it, a question mark more or less, and the most asked comes first', async () => {
    await asked('西园街道2023年主动公开多少条信息', ['a', 'b', 'c']);
    await asked(`${FIT}？`, ['a', 'b']);
    await asked(FIT, ['c', 'd']);
    await asked('2020年各单位收到申请排名', ABC);
    expect(await read()).toEqual([FIT, '2020年各单位收到申请排名', '西园街道2023年主动公开多少条信息']);
  });

  test.each<[string, string, readonly string[], Partial<JournalEntry>]>([
    ['two people asked it often', '灵源街道2020年主动公开多少条', ['a', 'b', 'a', 'b', 'a'], {}],
    ['it was long ago', '灵源街道2020年安全生产类公开多少条', ABC, { at: new Date('2026-10-01T00:00:00Z') }],
    ['it was not answered', '灵源街道1999年主动公开多少条', ABC, { kind: 'missing' }],
    ['staff asked it', '灵源街道2020年公众号有多少粉丝', ABC, { role: 'staff' }],
    ['nobody knows who asked it', '灵源街道2020年予以公开几件', ABC, { person: null }],
    ['it says more than it asks', '张三是骗子 东石镇2019年收到多少件申请', ABC, {}],
    ['it insults in passing', '你是不是傻 东石镇2019年收到多少件申请', ABC, {}],
    ['it holds a number to call', '东石镇2019年收到13800138000件申请吗', ABC, {}],
    ['it spells one', '东石镇2019年收到幺三八零零一三八件申请吗', ABC, {}],
    ['it advertises', '加微信abc12345领红包，东石镇2019年收到多少件申请', ABC, {}],
    ['it is long', '东石镇2019年、灵源街道2020年、西园街道2023年、省新镇2020年各收到多少件申请，谁最多', ABC, {}],
    ['it is not answered today', '不存在镇2020年收到多少件申请', ABC, {}],
    ['its text was forgotten', '', ABC, {}],
  ])('not where %s', async (_, question, persons, more) => {
    await asked(question, persons, more);
    expect(
      (await read()).filter(
        (hotOne) => ![FIT, '2020年各单位收到申请排名', '西园街道2023年主动公开多少条信息'].includes(hotOne),
      ),
    ).toEqual([]);
  });

  test('not where somebody found its answer bad', async () => {
    const [, , id = 0] = await asked('东石镇2019年主动公开信息多少条', ABC);
    expect(await read()).toContain('东石镇2019年主动公开信息多少条');
    await knowledge.channels.rate({ journal: id, person: 'c', liked: false, at: NOW });
    expect(await read()).not.toContain('东石镇2019年主动公开信息多少条');
  });

  test('and it is not read again for each visitor', async () => {
    let reads = 0;
    let now = NOW;
    const counting = {
      askedOften: async () => {
        reads += 1;
        if (reads === 1) throw new Error('locked');
        return [];
      },
    };
    const often = hotQuestions({ bot, knowledge: counting, now: () => now, today: TODAY });
    await expect(often()).rejects.toThrow('locked');
    await Promise.all([often(), often()]);
    expect(reads).toBe(2);
    now = new Date(NOW.getTime() + 3_600_000);
    await often();
    expect(reads).toBe(3);
  });
});

// --- internal ---

async function suggestionsFor(typed: string): Promise<Suggestions> {
  const response = await fetch(`${web.address()}/api/suggest?${new URLSearchParams({ q: typed })}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Suggestions;
}
