import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../ingest/document.js';
import { readHtml } from '../../ingest/html.js';
import { identify } from '../../ingest/identify.js';
import { readMarkdown } from '../../ingest/markdown.js';
import type { Structure } from '../../ingest/sections.js';
import { fold } from '../../knowledge/text.js';
import { SECTION_KEYS, type SectionHeading } from '../../knowledge/types.js';

/** A plain text with a paragraph a line, as any reader would give. */
function documentOf(text: string, file = 'report.txt', meta: Record<string, string> = {}): Document {
  const lines = text.split('\n');
  const blocks = lines.flatMap((line, index) => {
    const at = { line: index + 1, lastLine: index + 1 };
    return fold(line) === '' ? [] : [{ kind: 'paragraph' as const, text: fold(line), ...at, heading: false }];
  });
  return { file, carrier: 'text', lines, blocks, meta };
}

/** Sections as found by their numbers: what identification needs of the structure. */
function structureOf(document: Document, furniture: readonly number[] = []): Structure {
  const headings = document.blocks.flatMap((block): SectionHeading[] => {
    const number = block.kind === 'paragraph' ? /^([一二三四五六])、\S{2,28}$/.exec(block.text)?.[1] : undefined;
    const key = SECTION_KEYS['一二三四五六'.indexOf(number ?? '无') + 1];
    if (number === undefined || key === undefined || block.kind === 'table') return [];
    return [{ key, level: 1, number, title: block.text.slice(2), line: block.line }];
  });
  return { headings, sections: [], furniture };
}

const BODY = `一、总体情况
本年度按要求公开各类信息，内容准确、更新及时，群众反映良好。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
公开的内容还不够全面，下一步将加强培训。
六、其他需要报告的事项
无。`;

const read = (document: Document, furniture: readonly number[] = []) =>
  identify(document, structureOf(document, furniture));
const identity = (head: string, tail = '', file?: string, meta?: Record<string, string>) =>
  read(documentOf([head, BODY, tail].filter((part) => part !== '').join('\n'), file, meta));
const codes = (result: ReturnType<typeof identify>) => result.messages.map((message) => message.code).join(' ');

const NAME = '临川市望湖街道办事处';
const SIGNED = '临川市人民政府望湖街道办事处\n2024年1月18日';
const PERIOD = '本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。';

describe('identify: titles and names', () => {
  it.each<
    [head: string, tail: string, office: string, year: number, title: string, line: number | null, codes: string]
  >([
    [
      '临川市望湖街道2023年政府信息公开工作年度报告',
      '',
      NAME,
      2023,
      '临川市望湖街道2023年政府信息公开工作年度报告',
      1,
      '',
    ],
    [
      '临川市望湖街道 2023 年政府信息公开 工作年度报告',
      '',
      NAME,
      2023,
      '临川市望湖街道2023年政府信息公开工作年度报告',
      1,
      '',
    ],
    [
      '2023年临川市望湖街道办事处政府信息公开工作年度报告',
      '',
      NAME,
      2023,
      '2023年临川市望湖街道办事处政府信息公开工作年度报告',
      1,
      '',
    ],
    [
      '临川市人民政府望湖街道办事处2023年度政府信息公开年度报告',
      '',
      NAME,
      2023,
      '临川市人民政府望湖街道办事处2023年度政府信息公开年度报告',
      1,
      '',
    ],
    [
      '临川市望湖街道2023年政府信息公开年度工作报告',
      '',
      NAME,
      2023,
      '临川市望湖街道2023年政府信息公开年度工作报告',
      1,
      '',
    ],
    ['临川市望湖街道2023年度政府信息公开工作年报', '', NAME, 2023, '临川市望湖街道2023年度政府信息公开工作年报', 1, ''],
    ['临川市望湖街道2023年信息公开年度报告', '', NAME, 2023, '临川市望湖街道2023年信息公开年度报告', 1, ''],
    [
      '临川市望湖街道政府信息公开工作年度报告（2023年）',
      '',
      NAME,
      2023,
      '临川市望湖街道政府信息公开工作年度报告（2023年）',
      1,
      '',
    ],
    [
      '临川市望湖街道二〇二三年政府信息公开工作年度报告',
      '',
      NAME,
      2023,
      '临川市望湖街道二〇二三年政府信息公开工作年度报告',
      1,
      '',
    ],
    [
      '临川市望湖街道２０２３年政府信息公开工作年度报告',
      '',
      NAME,
      2023,
      '临川市望湖街道２０２３年政府信息公开工作年度报告',
      1,
      '',
    ],
    [
      '临川市审计局2023年政府信息公开工作的年度报告',
      '',
      '临川市审计局',
      2023,
      '临川市审计局2023年政府信息公开工作的年度报告',
      1,
      '',
    ],
    ['临川市2023年政府信息公开工作年度报告', '', '临川市人民政府', 2023, '临川市2023年政府信息公开工作年度报告', 1, ''],
    [
      '临川市人民政府2023年政府信息公开工作年度报告',
      '',
      '临川市人民政府',
      2023,
      '临川市人民政府2023年政府信息公开工作年度报告',
      1,
      '',
    ],
    [
      '临川市人民政府办公室2023年政府信息公开工作年度报告',
      '',
      '临川市人民政府办公室',
      2023,
      '临川市人民政府办公室2023年政府信息公开工作年度报告',
      1,
      '',
    ],
    [
      '海州市丰和区2023年政府信息公开工作年度报告',
      '',
      '丰和区人民政府',
      2023,
      '海州市丰和区2023年政府信息公开工作年度报告',
      1,
      '',
    ],
    [
      '湖口县柳溪乡2023年政府信息公开工作年度报告',
      '',
      '湖口县柳溪乡人民政府',
      2023,
      '湖口县柳溪乡2023年政府信息公开工作年度报告',
      1,
      '',
    ],
    [
      '潜江市长湖管理区2023年政府信息公开工作年度报告',
      '',
      '潜江市长湖管理区',
      2023,
      '潜江市长湖管理区2023年政府信息公开工作年度报告',
      1,
      '',
    ],
    [
      '临川市望湖街道关于2023年政府信息公开工作情况的报告',
      '',
      NAME,
      2023,
      '临川市望湖街道关于2023年政府信息公开工作情况的报告',
      1,
      '',
    ],
    [
      '关于公布《临川市望湖街道2023年政府信息公开工作年度报告》的通知',
      '',
      NAME,
      2023,
      '临川市望湖街道2023年政府信息公开工作年度报告',
      1,
      '',
    ],
    // Broken over lines.
    [
      '临南政〔2024〕9号\n临川市望湖街道2023年\n政府信息公开工作年度报告',
      '',
      NAME,
      2023,
      '临川市望湖街道2023年政府信息公开工作年度报告',
      2,
      '',
    ],
    [
      '临川市望湖街道办事处\n2023年政府信\n息公开工作年度报告',
      SIGNED,
      NAME,
      2023,
      '2023年政府信息公开工作年度报告',
      2,
      'OFFICE_FROM_SIGNATURE',
    ],
    [
      '临川市望湖街道政府信息公开工作年度报告\n（2023年度）',
      '',
      NAME,
      2023,
      '临川市望湖街道政府信息公开工作年度报告（2023年度）',
      1,
      '',
    ],
    [
      '临川市望湖街道\n2023年度\n政府信息公开工作年度报告',
      '',
      NAME,
      2023,
      '2023年度政府信息公开工作年度报告',
      2,
      'OFFICE_FROM_LETTERHEAD',
    ],
    // No office in the title.
    [
      '临川市人民政府望湖街道办事处\n\n2023年政府信息公开工作年度报告',
      '',
      NAME,
      2023,
      '2023年政府信息公开工作年度报告',
      3,
      'OFFICE_FROM_LETTERHEAD',
    ],
    [
      '2023年度政府信息公开工作年度报告',
      SIGNED,
      NAME,
      2023,
      '2023年度政府信息公开工作年度报告',
      1,
      'OFFICE_FROM_SIGNATURE',
    ],
    [
      '2023年政府信息公开工作年度报告\n如有疑问，请与临川市望湖街道办事处党政办联系（电话：12345678）。',
      '',
      NAME,
      2023,
      '2023年政府信息公开工作年度报告',
      1,
      'OFFICE_FROM_CONTACT',
    ],
    [
      '2023年政府信息公开工作年度报告\n如有疑问，请联系望湖街道党政办（地址：临川市望湖街道湖滨路 8 号）。',
      '',
      NAME,
      2023,
      '2023年政府信息公开工作年度报告',
      1,
      'OFFICE_FROM_CONTACT',
    ],
    [
      '临川市人民政府\n2023年政府信息公开工作年度报告\n发布机构：望湖街道办事处',
      '临川市望湖街道办事处\n2024年1月18日',
      NAME,
      2023,
      '2023年政府信息公开工作年度报告',
      2,
      'OFFICE_FROM_SIGNATURE',
    ],
    [
      '2023年政府信息公开工作年度报告\n我街道按照临川市望湖街道办事处职责编制本报告，由望湖街道办事处解释。',
      '',
      NAME,
      2023,
      '2023年政府信息公开工作年度报告',
      1,
      'OFFICE_FROM_TEXT',
    ],
    // No county in the title.
    ['望湖街道2023年政府信息公开工作年度报告', SIGNED, NAME, 2023, '望湖街道2023年政府信息公开工作年度报告', 1, ''],
    [
      '望湖街道2023年政府信息公开工作年度报告\n（地址：临川市望湖街道湖滨路8号）',
      '',
      NAME,
      2023,
      '望湖街道2023年政府信息公开工作年度报告',
      1,
      '',
    ],
    [
      '柳溪镇人民政府文件\n柳溪镇2023年政府信息公开工作年度报告',
      '',
      '柳溪镇人民政府',
      2023,
      '柳溪镇2023年政府信息公开工作年度报告',
      2,
      'COUNTY_NOT_NAMED',
    ],
    [
      '市审计局2023年政府信息公开工作年度报告',
      '漳川市审计局\n2024年1月20日',
      '漳川市审计局',
      2023,
      '市审计局2023年政府信息公开工作年度报告',
      1,
      '',
    ],
    // No year in the title.
    [
      `临川市望湖街道政府信息公开工作年度报告\n${PERIOD}`,
      SIGNED,
      NAME,
      2023,
      '临川市望湖街道政府信息公开工作年度报告',
      1,
      'YEAR_FROM_PERIOD',
    ],
    [
      '临川市望湖街道政府信息公开工作年度报告\n现将2023年度政府信息公开工作情况报告如下。',
      SIGNED,
      NAME,
      2023,
      '临川市望湖街道政府信息公开工作年度报告',
      1,
      'YEAR_FROM_TEXT',
    ],
    // Texts copied without their headline: a sentence gives the title, the narrative the year.
    [
      '现发布《临川市望湖街道2023年政府信息公开工作年度报告》。',
      '',
      NAME,
      2023,
      '临川市望湖街道2023年政府信息公开工作年度报告',
      null,
      'OFFICE_FROM_TEXT YEAR_FROM_TEXT TITLE_NOT_IN_TEXT',
    ],
    [
      '现将临川市审计局2023年度政府信息公开工作报告如下：',
      '',
      '临川市审计局',
      2023,
      '临川市审计局2023年度政府信息公开工作报告',
      null,
      'OFFICE_FROM_TEXT YEAR_FROM_TEXT TITLE_NOT_IN_TEXT',
    ],
    [
      `编制我局2023年政府信息公开年度报告。${PERIOD}请与临川市审计局办公室联系（地址：市政府大楼）。`,
      '',
      '临川市审计局',
      2023,
      '临川市审计局2023年政府信息公开工作年度报告',
      null,
      'OFFICE_FROM_CONTACT YEAR_FROM_PERIOD TITLE_NOT_IN_TEXT',
    ],
    [
      '2023年，听涛街道抓好落实，听涛街道办事处专人负责，我街道有序推进。\n2023年，听涛街道办事处落实责任。',
      '',
      '听涛街道办事处',
      2023,
      '听涛街道办事处2023年政府信息公开工作年度报告',
      null,
      'OFFICE_FROM_TEXT COUNTY_NOT_NAMED YEAR_FROM_NARRATIVE TITLE_NOT_IN_TEXT',
    ],
    [
      '临川市望湖街道2023年政府信息 公开工作年度报告 根据《条例》编制。',
      '',
      NAME,
      2023,
      '临川市望湖街道2023年政府信息公开工作年度报告',
      1,
      '',
    ],
    [
      '临川市望湖街道2023年度政府\n信息公开工作年度报告',
      '',
      NAME,
      2023,
      '临川市望湖街道2023年度政府信息公开工作年度报告',
      1,
      '',
    ],
    // A title whose year contradicts the period keeps its year: a check says so later.
    [
      '临川市望湖街道2021年政府信息公开工作年度报告\n本报告数据统计期限为2020年1月1日至2020年12月31日。',
      '',
      NAME,
      2021,
      '临川市望湖街道2021年政府信息公开工作年度报告',
      1,
      '',
    ],
    // Title and signature disagree.
    [
      '临川市望湖街道2023年政府信息公开工作年度报告',
      '临川市听涛街道办事处\n2024年1月18日',
      NAME,
      2023,
      '临川市望湖街道2023年政府信息公开工作年度报告',
      1,
      'OFFICES_DIFFER',
    ],
    // No title at all, but the six sections.
    [
      `本报告根据《条例》编制。${PERIOD}`,
      SIGNED,
      NAME,
      2023,
      `${NAME}2023年政府信息公开工作年度报告`,
      null,
      'OFFICE_FROM_SIGNATURE YEAR_FROM_PERIOD TITLE_NOT_IN_TEXT',
    ],
  ])('%j … %j is %s', (head, tail, office, year, title, line, expected) => {
    const result = identity(head, tail);
    expect({ ...result.value, office: result.value.office.name }).toMatchObject({
      office,
      year,
      title,
      titleLine: line,
    });
    expect(codes(result)).toBe(expected);
  });

  it('takes metadata and the file name where the text says nothing', () => {
    const fromMeta = identity('政府信息公开工作年度报告', '', 'a.html', {
      title: '临川市望湖街道2023年政府信息公开工作年度报告_临川市人民政府',
    });
    expect(fromMeta.value).toMatchObject({ office: { name: NAME }, year: 2023 });
    expect(codes(fromMeta)).toBe('OFFICE_FROM_METADATA YEAR_FROM_METADATA');
    const fromName = identity('政府信息公开工作年度报告', '', '临川市望湖街道2023年政府信息公开工作年度报告.txt');
    expect(fromName.value).toMatchObject({ office: { name: NAME }, year: 2023 });
    expect(codes(fromName)).toBe('OFFICE_FROM_FILE_NAME YEAR_FROM_FILE_NAME');
  });

  it('never takes the year of a date', () => {
    expect(() => identity('临川市望湖街道政府信息公开工作年度报告', SIGNED, '2024-01-18_20240118.txt')).toThrow(
      expect.objectContaining({ code: 'NO_YEAR' }),
    );
  });

  it('names region and printed forms only as far as the text does', () => {
    const { office } = identity(
      '福建省海州市临川市望湖街道2023年政府信息公开工作年度报告\n根据《福建省政府信息公开办法》编制。',
      '望湖街道办事处\n2024年1月18日',
    ).value;
    expect(office).toMatchObject({
      core: '望湖街道',
      kind: '街道办事处',
      province: '福建省',
      city: '海州市',
      county: '临川市',
    });
    expect(office.printed).toEqual(['福建省海州市临川市望湖街道', '望湖街道办事处']);
    const town = identity('柳溪镇2023年政府信息公开工作年度报告').value.office;
    expect(town).toMatchObject({ name: '柳溪镇人民政府', province: null, city: null, county: null });
  });
});

describe('identify: pages', () => {
  const page = (head: string, tail = '') =>
    read(
      readHtml(
        'page.html',
        `${head}${BODY.split('\n')
          .map((line) => `<p>${line}</p>`)
          .join('')}${tail}`,
      ),
    );

  it('finds the title among links to the reports of other years', () => {
    const { value, messages } = page(
      '<title>临川市望湖街道2023年政府信息公开工作年度报告</title><ul><li>政府信息公开年报</li><li>临川市望湖街道2021年政府信息公开工作年度报告</li><li>临川市望湖街道2022年政府信息公开工作年度报告</li></ul><p>首页 > 年报 > 临川市望湖街道2023年政府信息公开工作年度报告</p><div>临川市望湖街道2023年政府信息公开工作年度报告</div><p>发布时间：2024-01-20 16:45 来源：望湖街道</p>',
      '<p>望湖街道办事处</p><p>2024年1月18日</p><ul><li>街道召开会议</li><li>2024年2月1日</li></ul>',
    );
    expect(value).toMatchObject({ year: 2023, issuedOn: '2024-01-18', office: { name: NAME } });
    expect(messages).toEqual([]);
  });

  it('says that it chose where nothing tells several titles apart', () => {
    const { value, messages } = page(
      '<p>临川市望湖街道2023年政府信息公开工作年度报告</p><p>临川市望湖街道2022年政府信息公开工作年度报告</p>',
    );
    expect(value.year).toBe(2023);
    expect(messages.map((message) => message.code)).toEqual(['TITLE_AMBIGUOUS']);
  });

  it('reads a metadata block and a title broken by <br>', () => {
    const { value } = page(
      '<table><tr><td>索引号：</td><td>A-1</td><td>文号：</td><td>临望办〔2024〕3号</td></tr><tr><td>发布机构：</td><td>望湖街道办事处</td><td>生成日期：</td><td>2024-01-20</td></tr></table><h1>临川市望湖街道2023年<br>政府信息公开工作年度报告</h1>',
    );
    expect(value).toMatchObject({
      title: '临川市望湖街道2023年政府信息公开工作年度报告',
      documentNumber: '临望办〔2024〕3号',
      issuedOn: null,
    });
  });
});

describe('identify: carriers', () => {
  const text = `临望办〔2024〕3号\n临川市望湖街道2023年\n政府信息公开工作年度报告\n${PERIOD}\n${BODY}\n${SIGNED}`;
  const lines = text.split('\n');

  it.each<[string, Document]>([
    ['HTML paragraphs', readHtml('a', lines.map((line) => `<p>${line}</p>`).join('\n'))],
    ['HTML lines', readHtml('a', `<div>${lines.join('<br>')}</div>`)],
    [
      'Markdown',
      readMarkdown(
        'a',
        text
          .replaceAll('\n', '\n\n')
          .replace('临川市', '# 临川市')
          .replace(/^[一二三四五六]、/gm, '## $&'),
      ),
    ],
    ['Markdown without blank lines', readMarkdown('a', text)],
  ])('%s say the same as plain text', (_name, document) => {
    const { facts, titleLine, ...value } = read(document).value;
    const plain = read(documentOf(text)).value;
    expect({ ...plain, ...value }).toEqual(plain);
    expect(document.lines[(titleLine ?? 0) - 1]).toBe('临川市望湖街道2023年');
    for (const fact of facts) expect(document.lines[(fact.line ?? 0) - 1]).toContain(fact.quote);
  });
});

describe('identify: document number', () => {
  it.each<[string, string | null]>([
    ['临南政〔2024〕9号          ', '临南政〔2024〕9号'],
    ['临南政﹝2024﹞9号', null],
    ['临南政 [2024] 9 号', '临南政[2024]9号'],
    ['临南政〔2024〕9号    签发人：某某', '临南政〔2024〕9号'],
    ['望湖街道办事处文件 临望办〔2024〕12号', '临望办〔2024〕12号'],
    ['文号：临望办〔2024〕12号 发布日期：2024-01-20', '临望办〔2024〕12号'],
    ['根据国办公开办函〔2021〕30号要求编制本报告。', null],
    ['临望办〔202412', null],
  ])('%s', (line, number) => {
    const { value } = identity(`${line}\n${NAME}2023年政府信息公开工作年度报告`);
    expect(value.documentNumber).toBe(number);
  });

  it('quotes it as printed', () => {
    const document = documentOf(`\n临南政 〔2024〕 9号\n${NAME}2023年政府信息公开工作年度报告\n${BODY}`);
    expect(read(document).value.facts).toEqual([
      { key: 'document_number', text: '临南政〔2024〕9号', section: '文首', quote: '临南政 〔2024〕 9号', line: 2 },
    ]);
  });
});

describe('identify: date of issue', () => {
  it.each<[tail: string, date: string | null]>([
    [`${NAME}\n2024年1月18日`, '2024-01-18'],
    [`          ${NAME}\n\n              2024 年 1 月 18 日`, '2024-01-18'],
    ['望湖街道办事处 2024年1月18日', '2024-01-18'],
    ['望湖街道办事处\n二〇二四年一月十八日', '2024-01-18'],
    ['望湖街道办事处\n2024-01-18', '2024-01-18'],
    ['望湖街道办事处\n（盖章）\n2024年1月18日', '2024-01-18'],
    [`抄送：市政府办公室。\n${NAME}党政办          2024年1月18日印发`, '2024-01-18'],
    [`${NAME}\n2024年1月18日\n抄送：市政府办公室。\n${NAME}\n2024年1月20日印发`, '2024-01-18'],
    ['2024年1月18日', '2024-01-18'],
    [`${NAME}\n2023年12月29日`, '2023-12-29'],
    ['', null],
    ['2023年4月17日组织人员参加培训', null],
    ['发布时间：2024-01-20', null],
    ['2024-01-20', null],
    ['街道开展安全检查\n2023年6月28日\n街道召开会议\n2023年12月1日', null],
    [`${NAME}\n2024年2月30日`, null],
    ['（此件主动公开）', null],
  ])('%j', (tail, date) => {
    expect(identity(`${NAME}2023年政府信息公开工作年度报告`, tail).value.issuedOn).toBe(date);
  });

  it('quotes it as printed, also in brackets under the title', () => {
    const fact = { key: 'issued_on', text: '2024-01-18' };
    const signed = documentOf(`${NAME}2023年政府信息公开工作年度报告\n${BODY}\n${NAME}\n2024 年 1 月 18 日`);
    expect(read(signed).value.facts).toEqual([{ ...fact, section: '落款', quote: '2024 年 1 月 18 日', line: 12 }]);
    const above = documentOf(`${NAME}2023年政府信息公开工作年度报告\n（2024年1月18日）\n${BODY}`);
    expect(read(above).value.facts).toEqual([{ ...fact, section: '文首', quote: '2024年1月18日', line: 2 }]);
  });

  it('leaves page furniture out', () => {
    const document = documentOf(`${NAME}2023年政府信息公开工作年度报告\n${BODY}\n2023年6月29日`);
    expect(read(document).value.issuedOn).toBe('2023-06-29');
    expect(read(document, [11]).value.issuedOn).toBeNull();
  });
});

describe('identify: what is no report', () => {
  const PROSE = '街道召开会议，部署全年工作，要求各科室抓好落实，公开透明，接受监督。'.repeat(6);
  it.each<[string, Document]>([
    ['a foreign page', readHtml('en.html', '<title>Weather</title><h1>Weather report 2023</h1><p>It rains.</p>')],
    ['news', documentOf(`街道召开会议\n${PROSE}`)],
    ['an interpretation', documentOf(`【解读】临川市望湖街道2023年政府信息公开工作年度报告\n${PROSE}`)],
    [
      'an interpretation with the sections',
      documentOf(`《临川市望湖街道2023年政府信息公开工作年度报告》解读\n${BODY}`),
    ],
    ['a list of reports', documentOf('望湖街道2022年政府信息公开工作年度报告\n望湖街道2023年政府信息公开工作年度报告')],
    ['a notice to write reports', documentOf(`关于做好2023年政府信息公开工作年度报告编制发布工作的通知\n${PROSE}`)],
    ['another report', documentOf(`临川市望湖街道2023年法治政府建设年度报告\n${PROSE}`)],
    ['nothing but figures', documentOf('1\n2\n3')],
  ])('refuses %s', (_name, document) => {
    expect(() => read(document)).toThrow(expect.objectContaining({ code: 'NOT_A_REPORT' }));
  });

  it('does not take a department that mentions a town for the town', () => {
    const head = '2023年政府信息公开工作年度报告\n我局走访柳溪镇人民政府，指导柳溪镇人民政府工作。';
    expect(() => identity(head)).toThrow(expect.objectContaining({ code: 'NO_OFFICE' }));
  });

  it('refuses a report of nobody', () => {
    expect(() => identity('2023年政府信息公开工作年度报告')).toThrow(expect.objectContaining({ code: 'NO_OFFICE' }));
  });

  it('takes an old report without the statutory sections', () => {
    const document = documentOf(
      `崇山镇2010年政府信息公开工作年度报告\n${PROSE}\n临川市崇山镇人民政府\n二〇一一年三月十日`,
    );
    expect(read(document).value).toMatchObject({
      year: 2010,
      issuedOn: '2011-03-10',
      office: { name: '临川市崇山镇人民政府' },
    });
  });
});

describe.skipIf(!existsSync('../shared/seeds'))('identify: real reports (skipped without ../shared/seeds)', () => {
  const expected: { reports: Record<string, unknown>[] } = existsSync('../shared/seeds')
    ? JSON.parse(readFileSync('../shared/seeds/expected.json', 'utf8'))
    : { reports: [] };

  it.each(expected.reports.map((report) => [String(report.file), report] as const))('%s', (file, report) => {
    const document = documentOf(readFileSync(`../shared/seeds/${file}`, 'utf8'), file);
    const { value } = read(document);
    const region = report.region as { province: string | null; county: string | null };
    expect(value).toMatchObject({
      title: report.title,
      titleLine: report.title_line,
      year: report.year,
      documentNumber: report.document_number,
      issuedOn: report.publication_date,
      office: {
        name: report.office,
        kind: report.office_type,
        province: region.province,
        city: null,
        county: region.county,
      },
    });
    expect(value.period === null ? null : [value.period.from, value.period.to]).toEqual(report.period);
    expect(value.office.printed).toEqual(expect.arrayContaining(report.office_as_printed as string[]));
    const all = fold(document.lines.join('\n'));
    for (const fact of value.facts) {
      expect(all).toContain(fact.quote);
      expect(fold(document.lines.slice((fact.line ?? 0) - 1).join('\n'))).toContain(fact.quote);
    }
  });
});
