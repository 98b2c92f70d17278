import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Narrative, readNarrative } from '../../ingest/narrative.js';
import { keptAs } from '../../knowledge/metrics.js';
import { numbersIn, readCount, statesAbsence } from '../../knowledge/numerals.js';
import { compact, fold } from '../../knowledge/text.js';
import type { Figure } from '../../knowledge/types.js';
import { sectionOf, splitSeed } from './narrative-sections.js';
import { SENTENCES } from './narrative-sentences.js';
import type { SeedFigure } from './truth.js';

const SEEDS = '../shared/seeds';
const OVERVIEW = '一、总体情况';
const CASES = SENTENCES.map(([sentence, figures, path = OVERVIEW]) => [sentence, figures, path] as const);

function read(paragraphs: readonly string[], path = OVERVIEW): Narrative {
  return readNarrative([sectionOf(paragraphs, path)], { year: 2023 }, paragraphs);
}

function short(figure: Figure): string {
  const applicant = figure.applicant ? `/${figure.applicant}` : '';
  const part = figure.part ? `#${figure.part}` : '';
  return `${figure.metric}${applicant}${part}=${figure.stated}${figure.unit ?? ''}${figure.approximate ? '≈' : ''}`;
}

describe('figures of a sentence', () => {
  it('has enough sentences to mean something', () => {
    expect(SENTENCES.length).toBeGreaterThan(120);
    expect(SENTENCES.filter(([, figures]) => figures.length === 0).length).toBeGreaterThan(40);
  });

  it.each(CASES)('%s', (sentence, figures, path) => {
    expect(read([sentence], path).figures.map(short).toSorted()).toEqual(figures.toSorted());
  });

  it.each(CASES)('quotes what it read: %s', (sentence, _figures, path) => {
    for (const figure of read([sentence], path).figures) {
      expect(fold(sentence)).toContain(figure.quote);
      expect(figure.quote).toContain(figure.printed);
      const numbers = numbersIn(figure.quote).map((number) => number.value);
      expect(numbers.includes(Number(figure.stated)) || (figure.stated === 0 && statesAbsence(figure.quote))).toBe(
        true,
      );
      if (/[0-9０-９]/.test(figure.printed)) expect(readCount(figure.printed)?.value).toBe(figure.stated);
    }
  });
});

describe('figures of several sentences', () => {
  it('keeps the plain total where a channel states less', () => {
    const { figures } = read(['全年主动公开政府信息162条。', '通过张贴资料公开各类政府信息42条。']);
    expect(figures.map(short)).toEqual(['proactive_disclosed_count=162条']);
  });

  it('keeps neither of two values that nothing tells apart', () => {
    const { figures } = read(['全年公开政府信息20条。', '全年公开政府信息16条。']);
    expect(figures).toEqual([]);
  });

  it('goes on with a list that stands a category a line', () => {
    const { figures } = read([
      '2023年主动公开政府信息12条，其中：',
      '1．机构职能类信息4条；',
      '2．规划计划类信息8条。',
    ]);
    expect(figures.map(short)).toEqual([
      'proactive_disclosed_count=12条',
      'category_count#机构职能类=4条',
      'category_count#规划计划类=8条',
    ]);
  });

  it('reads nothing of a plan, to the end of its paragraph', () => {
    const { figures } = read(['下一步，我镇将加强公开。举办政务公开培训3次。', '今年举办政务公开培训2次。']);
    expect(figures.map(short)).toEqual(['training_count=2次']);
  });

  it('reads of the section on problems only what was done in the year', () => {
    const section = sectionOf(
      ['2023年举办政务公开培训2次。', '发布信息30条。'],
      '五、存在的主要问题及改进情况',
      'problems_and_improvements',
    );
    expect(readNarrative([section], { year: 2023 }).figures.map(short)).toEqual(['training_count=2次']);
  });

  it('takes 全市 for the office itself where the caller says so', () => {
    const section = sectionOf(['全市主动公开政府信息5268条。']);
    expect(readNarrative([section], { year: 2023 }).figures).toEqual([]);
    expect(readNarrative([section], { year: 2023, ownArea: ['全市'] }).figures.map(short)).toEqual([
      'proactive_disclosed_count=5268条',
    ]);
  });

  it('reads no signature and no row of a table that lost its table', () => {
    const signature = sectionOf(['主动公开政府信息3条。'], '落款', 'signature');
    expect(readNarrative([signature], { year: 2023 }).figures).toEqual([]);
    expect(
      read(['一、本年新收政府信息公开申请数量 3 0 0 0 0 0 3 件'], '三、收到和处理政府信息公开申请情况').figures,
    ).toEqual([]);
  });
});

describe('quotes and lines', () => {
  it('cuts a long sentence to the clauses around the number', () => {
    const long = `${'不断完善公开制度，'.repeat(30)}全年主动公开政府信息126条，${'持续提升公开质量，'.repeat(30)}。`;
    const [figure] = read([long]).figures;
    expect(figure?.quote).toContain('126条');
    expect(figure?.quote.length).toBeLessThanOrEqual(150);
    expect(long).toContain(figure?.quote);
  });

  it('gives the line of the sentence in a paragraph broken over lines', () => {
    const lines = ['（二）依申请公开情况', '我局健全受理机制。本年度共收', '', '到政府信息公开申请3件。未收到投诉。'];
    const text = '我局健全受理机制。本年度共收 到政府信息公开申请3件。未收到投诉。';
    const section = {
      ...sectionOf([], '一、总体情况（二）依申请公开情况'),
      paragraphs: [{ kind: 'paragraph' as const, text, line: 2, lastLine: 4, heading: false }],
    };
    const [figure] = readNarrative([section], { year: 2023 }, lines).figures;
    expect(figure).toMatchObject({ stated: 3, line: 2, quote: '本年度共收 到政府信息公开申请3件。' });
  });

  it('shortens a quote that page furniture breaks in the source', () => {
    const lines = ['我局健全受理机制，本年度', '网页新闻 2023-12-01', '主动公开政府信息3条，持续更新。'];
    const text = '我局健全受理机制，本年度 主动公开政府信息3条，持续更新。';
    const section = {
      ...sectionOf([]),
      paragraphs: [{ kind: 'paragraph' as const, text, line: 1, lastLine: 3, heading: false }],
    };
    const { figures } = readNarrative([section], { year: 2023 }, lines);
    for (const figure of figures) expect(fold(lines.join('\n'))).toContain(figure.quote);
  });
});

const FACTS: readonly (readonly [text: string, facts: Readonly<Record<string, string>>])[] = [
  ['通过“某某发布”微信公众号推送。', { account_name: '某某发布' }],
  ['通过"某某发布"公众号推送。', { account_name: '某某发布' }],
  ['依托微信公众平台“某某视窗”发布。', { account_name: '某某视窗' }],
  ['开通公众号“某某FAN”。', { account_name: '某某FAN' }],
  ['在“中国某某”门户网站公开。', {}],
  ['“某某”抖音号、“某某”微博发布。', {}],
  [
    '如有疑问，请与某某市某某街道办事处党政办联系（地址：某某市开发区（五里）大楼，邮编：350000，电话：85551234，电子邮箱： abc123@163.com）。',
    {
      'contact.unit': '某某市某某街道办事处党政办',
      'contact.address': '某某市开发区（五里）大楼',
      'contact.postcode': '350000',
      'contact.phone': '85551234',
      'contact.email': 'abc123@163.com',
    },
  ],
  [
    '请联系某某镇党政办(电话:0595-85551234,传真:0595-85551235,地址:某某镇某某路 80 号,邮政编码:350 000)。',
    {
      'contact.unit': '某某镇党政办',
      'contact.phone': '0595-85551234',
      'contact.fax': '0595-85551235',
      'contact.address': '某某镇某某路80号',
    },
  ],
  [
    '请联系：某某局办公室，地址：某某路1号邮编：350000，联系电话：0595 - 85551234。',
    {
      'contact.unit': '某某局办公室',
      'contact.address': '某某路1号',
      'contact.postcode': '350000',
      'contact.phone': '0595-85551234',
    },
  ],
  ['电子版可在政府网站（<http://www.example.gov.cn/>）下载。', { 'contact.website': 'http://www.example.gov.cn/' }],
  ['公布监督电话：85551234。', {}],
  ['公开机构职能、办公地址、办公时间、联系方式。', {}],
];

describe('facts', () => {
  it.each(FACTS)('%s', (text, facts) => {
    const section = sectionOf([text], '引言', 'preamble');
    const found = readNarrative([section], { year: 2023 }, [text]).facts;
    expect(Object.fromEntries(found.map((fact) => [fact.key, fact.text]))).toEqual(facts);
    for (const fact of found) expect(compact(fact.quote)).toContain(compact(fact.text));
  });

  it('names each account once and all that are named together', () => {
    const { facts } = read(['运营“某某甲”“某某乙”两个微信公众号。', '“某某甲”微信公众号每日推送。']);
    expect(facts.map((fact) => fact.text)).toEqual(['某某甲', '某某乙']);
  });
});

interface ExpectedReport {
  readonly file: string;
  readonly year: number;
  readonly narrative: readonly SeedFigure[];
  readonly contacts: Readonly<Record<string, string | number | null>>;
  readonly anomalies: readonly { readonly rule: string; readonly lines?: readonly [number, number] }[];
}

/** What the truth names in its own way: parts, the year before, and the pair it keeps as one. */
const NAMED_OTHERWISE: Readonly<Record<string, readonly { readonly metric: string; readonly part: boolean }[]>> = {
  wechat_posts_epidemic: [{ metric: 'wechat_post_count', part: true }],
  wechat_reads_epidemic: [{ metric: 'wechat_reads', part: true }],
  reconsideration_and_litigation: [
    { metric: 'reconsideration_total', part: false },
    { metric: 'litigation_stated', part: false },
  ],
};

/** Figures the truth does not list, each stated in so many words by the sentence it quotes. */
const ALSO_STATED: Readonly<Record<string, readonly string[]>> = {
  '001': ['complaints_count=0'],
  '004': ['applications_new/natural_person=4条', 'applications_channel#信函=4条', 'results_total/total=4条'],
};

describe.skipIf(!existsSync(SEEDS))('the seeds (skipped where ../shared/seeds is absent)', () => {
  const reports: readonly ExpectedReport[] = existsSync(SEEDS)
    ? JSON.parse(readFileSync(`${SEEDS}/expected.json`, 'utf8')).reports
    : [];

  const narrativeOf = (report: ExpectedReport): Narrative => {
    const lines = readFileSync(`${SEEDS}/${report.file}`, 'utf8').split('\n');
    const furniture = report.anomalies.find((anomaly) => anomaly.rule === 'page_furniture')?.lines ?? null;
    return readNarrative(splitSeed(lines, furniture), { year: report.year }, lines);
  };

  it('are all there', () => {
    expect(reports.map((report) => report.file).toSorted()).toEqual(
      readdirSync(SEEDS)
        .filter((file) => file.endsWith('.txt'))
        .toSorted(),
    );
  });

  it.each(reports.map((report) => [report.file, report] as const))('%s states what the truth says', (_file, report) => {
    const { figures, facts } = narrativeOf(report);
    const left = new Set(figures);
    for (const expected of report.narrative) {
      if (expected.key === 'account_name') {
        const fact = facts.find((one) => one.key === 'account_name');
        expect(fact).toMatchObject({ text: expected.value, line: expected.line });
        continue;
      }
      const previous = expected.year === report.year - 1 ? '_previous' : '';
      const wanted = NAMED_OTHERWISE[expected.key] ?? [{ metric: keptAs(`${expected.key}${previous}`), part: null }];
      for (const { metric, part } of wanted) {
        const figure = [...left].find(
          (one) =>
            one.metric === metric &&
            (part === null ? sameThing(one, expected) : (one.part !== null) === part) &&
            (one.applicant === null || one.applicant === 'total'),
        );
        expect(figure, `${expected.key} ${expected.label}`).toBeDefined();
        if (!figure) continue;
        left.delete(figure);
        expect(figure.stated).toBe(expected.value);
        expect(figure.approximate).toBe(expected.approximate ?? false);
        expect(figure.line, `${expected.label} line`).toBe(expected.line);
        expectPrinted(figure, expected);
      }
    }
    expect([...left].map(short).toSorted()).toEqual([...(ALSO_STATED[report.file.slice(0, 3)] ?? [])].toSorted());
  });

  it.each(reports.map((report) => [report.file, report] as const))('%s gives its contacts', (_file, report) => {
    const found = narrativeOf(report).facts.filter((fact) => fact.key !== 'account_name');
    for (const key of ['unit', 'address', 'postcode', 'phone', 'email', 'website']) {
      const fact = found.find((one) => one.key === `contact.${key}`);
      expect(fact?.text ?? null, key).toBe(report.contacts[key] ?? null);
      if (fact) expect(fact.line).toBe(report.contacts.line);
    }
    expect(found).toHaveLength(
      Object.entries(report.contacts).filter(([key, value]) => CONTACT_KEYS.has(key) && value !== null).length,
    );
  });
});

const CONTACT_KEYS: ReadonlySet<string> = new Set(['unit', 'address', 'postcode', 'phone', 'fax', 'email', 'website']);

/** Hotlines and categories are told apart by the name in the label, everything else has no part. */
function sameThing(figure: Figure, expected: SeedFigure): boolean {
  return figure.part === null ? expected.key !== 'category_count' : expected.label.startsWith(figure.part);
}

function expectPrinted(figure: Figure, expected: SeedFigure): void {
  if (/\d|万/.test(expected.printed)) {
    expect(compact(figure.printed)).toBe(compact(expected.printed));
    // The truth speaks of applications in 件; the figure keeps the word that is printed.
    expect(expected.printed).toContain(figure.unit);
    if (!expected.printed.endsWith('条') || expected.unit === '条') expect(figure.unit).toBe(expected.unit);
    return;
  }
  expect(figure.unit).toBeNull();
  // 没有…收费情况 is the truth's elision of the words between.
  const [first = '', last = ''] = [expected.printed.slice(0, 2), expected.printed.slice(-2)];
  expect(figure.printed.startsWith(first) && figure.printed.endsWith(last)).toBe(true);
}
