import { describe, expect, it } from 'vitest';
import { isHeaderLabel } from '../../ingest/header-labels.js';
import { statutoryTitle, subTitle } from '../../ingest/headings.js';
import { cutSections } from '../../ingest/sections.js';
import { readText } from '../../ingest/txt.js';

const cut = (...lines: string[]) => cutSections(readText('report.txt', lines.join('\n'), isHeaderLabel));
const REST = ['六、其他需要报告的事项', '无。'];

describe('statutory headings', () => {
  it.each([
    ['一、总体情况', 'overview', '一'],
    ['一、总体情况。', 'overview', '一'],
    ['一、 2021年政务公开总体情况', 'overview', '一'],
    ['一、工作基本情况', 'overview', '一'],
    ['二、行政机关主动公开政府信息情况', 'proactive_disclosure', '二'],
    ['三、收到和处理政府信息公开申请情况', 'applications', '三'],
    ['四、因政府信息公开工作被申请行政复议、提起行政诉讼情况', 'review_and_litigation', '四'],
    ['四、政府信息公开行政复议和行政诉讼情况', 'review_and_litigation', '四'],
    ['政府信息公开工作中存在的主要问题及改进情况', 'problems_and_improvements', null],
    ['五、存在问题及改进情况', 'problems_and_improvements', '五'],
    ['六、其他报告的事项', 'other_matters', '六'],
    ['其他需要说明的事项：', 'other_matters', null],
  ])('%s opens %s', (text, key, number) => {
    expect(statutoryTitle(text)).toMatchObject({ key, number });
  });

  it.each([
    '（一）主动公开情况',
    '本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、其他需要报告的事项组成。',
    '主动公开政府信息95条',
    '存在的主要问题',
    '一是加强领导',
    '总体情况良好',
    '',
  ])('%s opens nothing', (text) => {
    expect(statutoryTitle(text)).toBeNull();
  });

  it.each([
    ['（一）主动公开情况', '（一）', '主动公开情况', false],
    ['(二) 依申请公开情况。', '(二)', '依申请公开情况', false],
    ['（三）平台建设方面。我局建有网站一个，按时更新。', '（三）', '平台建设方面', true],
  ])('%s is a sub-heading', (text, number, title, runsIn) => {
    expect(subTitle(text)).toEqual({ number, title, runsIn });
  });

  it.each([
    '（1）图书馆',
    '（一）加强领导，完善机制。成立了专班，由镇长任组长，每月开会研究一次并通报。',
    '第（一）项',
  ])('%s is none', (text) => {
    expect(subTitle(text)).toBeNull();
  });
});

describe('cutting a report', () => {
  it('gives every section its path, its own text and its lines', () => {
    const { sections } = cut(
      '某镇2023年年报',
      '引言一句。',
      '一、总体情况',
      '概况一句。',
      '（一）主动公开',
      '公开一句。',
      '二、主动公开政府信息情况',
      '规章\t0\t0\t0',
      ...REST,
    );
    expect(
      sections.map(({ path, paragraphs }) => [path, paragraphs.map(({ text, line }) => `${line} ${text}`)]),
    ).toEqual([
      ['引言', ['1 某镇2023年年报', '2 引言一句。']],
      ['一、总体情况', ['4 概况一句。']],
      ['一、总体情况（一）主动公开', ['6 公开一句。']],
      ['二、主动公开政府信息情况', []],
      ['六、其他需要报告的事项', ['10 无。']],
    ]);
    expect(sections[3]?.tables).toHaveLength(1);
  });

  it('does not take a table of contents for sections', () => {
    const titles = ['一、总体情况', '二、主动公开政府信息情况', '三、收到和处理政府信息公开申请情况'];
    const { headings } = cut(
      '目录',
      ...titles,
      '正文开始。',
      ...titles.flatMap((title) => [title, '一句话。']),
      ...REST,
    );
    expect(headings.map(({ line }) => line)).toEqual([6, 8, 10, 12]);
  });

  it('keeps sections whose content is missing', () => {
    const titles = [
      '二、主动公开政府信息情况',
      '三、收到和处理政府信息公开申请情况',
      '四、政府信息公开行政复议、行政诉讼情况',
    ];
    const { headings } = cut(
      '一、总体情况',
      '概况一句。',
      ...titles,
      '五、存在的主要问题及改进情况',
      '问题一句。',
      ...REST,
    );
    expect(headings.map(({ number }) => number)).toEqual(['一', '二', '三', '四', '五', '六']);
  });

  it('joins what a page broke apart, and nothing else', () => {
    const { sections } = cut(
      '一、总体情况',
      '我镇认真贯彻落实各项公开要求并且按照《中华人民共和国政府信息公开',
      '',
      '条例》办理。',
      '我镇全年共组织各类学习培训并且按照上级要求逐项落实了责任（电话：',
      '12345）。',
      '一是加强领导。',
      '二是完善制度。',
      ...REST,
    );
    expect(sections[1]?.paragraphs.map(({ line, lastLine }) => [line, lastLine])).toEqual([
      [2, 4],
      [5, 6],
      [7, 7],
      [8, 8],
    ]);
  });

  it('splits the signature from the last section', () => {
    const { sections } = cut(
      '一、总体情况',
      '概况。',
      ...REST,
      '某县青石镇人民政府',
      '2024年1月18日',
      '抄送：县政府办公室。',
    );
    expect(sections.at(-1)).toMatchObject({ key: 'signature', path: '落款' });
    expect(sections.at(-1)?.paragraphs).toHaveLength(3);
    expect(sections.at(-2)?.paragraphs.map(({ text }) => text)).toEqual(['无。']);
  });

  it('leaves page furniture out and counts it, but never a signature', () => {
    const news = [
      '某领导调研安全工作',
      '2023年12月1日',
      '社区开展消防演练',
      '2023年6月28日',
      '期待您的参与！',
      '2023-6-29',
    ];
    const { sections, furniture } = cut(
      '一、总体情况',
      '全年工作平稳。',
      ...news,
      '继续做好工作。',
      ...REST,
      '某镇人民政府',
      '2024年1月18日',
      '某镇人民政府',
      '2024年1月18日印发',
    );
    expect(furniture).toEqual([3, 4, 5, 6, 7, 8]);
    expect(sections[1]?.paragraphs.map(({ text }) => text)).toEqual(['全年工作平稳。', '继续做好工作。']);
    expect(sections.at(-1)?.paragraphs).toHaveLength(4);
  });

  it('gives one section where nothing is a heading', () => {
    expect(cut('只有一句话。').sections.map(({ key }) => key)).toEqual(['preamble']);
  });
});
