import { describe, expect, test } from 'vitest';
import { queryTerms } from '../../knowledge/query-terms.js';
import { loadTokenizer, segmenter } from '../../knowledge/tokens.js';

const jieba = await loadTokenizer();
const TOKENIZERS = [
  { name: 'jieba', tokenizer: jieba },
  { name: 'the segmenter of Node', tokenizer: segmenter() },
];

describe.each(TOKENIZERS)('$name', ({ tokenizer }) => {
  test.each([
    { text: '2023年', holds: ['2023'] },
    { text: '1.314万元', holds: ['1.314'] },
    { text: '共23,506人，约4万', holds: ['23506', '4'] },
    { text: '１２３４５热线', holds: ['12345', '热线'] },
    { text: '办结率99.5%', holds: ['99.5%'] },
    { text: '青临政〔2024〕13号', holds: ['〔2024〕13号'] },
    { text: '青临政[2024]13号', holds: ['〔2024〕13号'] },
    { text: '网站 www.Example.gov.cn 邮箱 Bai_lu@example.org', holds: ['www.example.gov.cn', 'bai_lu@example.org'] },
    { text: '“看海FAN”公众号', holds: ['fan'] },
    { text: '霞浯村', holds: ['霞浯'] },
  ])('keeps $holds of $text', ({ text, holds }) => {
    expect(tokenizer.tokens(text)).toEqual(expect.arrayContaining(holds));
  });

  test.each(['', '  ', '，。！？“”', '\u0000\u200b', '😀👍', '的了和'])('finds no token in %j', (text) => {
    expect(tokenizer.tokens(text)).toEqual([]);
  });

  test.each(['全年\u3000主动公开 政府信息126条', '"a" OR b* ^2 title:x -y +z', '部:overview 年2023 办12 〔2021〕'])(
    'makes tokens without white space, operators or place marks of %j',
    (text) => {
      for (const token of tokenizer.tokens(text)) expect(token).toMatch(/^[^\s"*^+()~]+$/);
      expect(tokenizer.tokens(text)).not.toEqual(expect.arrayContaining(['年2023']));
      expect(tokenizer.tokens(text)).not.toEqual(expect.arrayContaining(['办12']));
      expect(tokenizer.tokens(text)).not.toEqual(expect.arrayContaining(['部:overview']));
    },
  );

  test('cuts the same text the same way', () => {
    const text = '街道依申请公开办理情况：收到申请3件';
    expect(tokenizer.tokens(text)).toEqual(tokenizer.tokens(text));
  });
});

test('words of the trade are found whole and in their parts', () => {
  expect(jieba.tokens('政府信息公开')).toEqual(expect.arrayContaining(['政府信息公开', '政府', '信息', '公开']));
  expect(jieba.tokens('微信公众号')).toEqual(expect.arrayContaining(['微信', '公众号']));
});

test('the two tokenizers never share a stamp', () => {
  expect(jieba.stamp).toMatch(/^jieba-/);
  expect(segmenter().stamp).toMatch(/^intl-/);
});

describe('the terms of a question', () => {
  const terms = (question: string): string[] => queryTerms(jieba, question).map(({ text }) => text);

  test('leave out words that only ask', () => {
    expect(terms('请问有哪些问题呢')).toEqual(['问题']);
    expect(terms('有没有？')).toEqual([]);
  });

  test('know what reports write for what people say', () => {
    expect(queryTerms(jieba, '短板')[0]?.synonyms).toContain('问题');
    expect(queryTerms(jieba, '关注')[0]?.synonyms).toContain('粉丝');
  });
});
