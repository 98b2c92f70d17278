import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readReport } from '../../ingest/report.js';
import { checkReport } from '../../knowledge/checks.js';
import { differences, type Expectation, quoteFaults } from './compare.js';

const FOLDER = 'test/reports';
const files = readdirSync(FOLDER);
const golden = files.filter((file) => !file.endsWith('.json')).map((file) => ({ file, truth: truthOf(file) }));
const read = async (file: string) => (await readReport(file, readFileSync(`${FOLDER}/${file}`))).value;

describe('golden reports', () => {
  it.each(golden)('$file reads as it stands', async ({ file, truth }) => {
    expect(differences(await read(file), truth)).toEqual([]);
  });

  it.each(golden.filter(({ truth }) => truth.messages))(
    '$file says where it takes its name from',
    async ({ file, truth }) => {
      const { messages } = await readReport(file, readFileSync(`${FOLDER}/${file}`));
      expect(messages.map(({ code }) => code)).toEqual(expect.arrayContaining([...(truth.messages ?? [])]));
      if (truth.messages?.length === 0) expect(messages).toEqual([]);
    },
  );

  it.each(golden)('$file is quoted verbatim, from the line it names', async ({ file }) => {
    expect(quoteFaults(await read(file))).toEqual([]);
  });

  it.each(golden.filter(({ truth }) => truth.findings))('$file raises its doubts', async ({ file, truth }) => {
    const broken = checkReport(await read(file), null).filter((f) => f.outcome === 'broken');
    const lacking = truth.findings?.filter((f) => !broken.some((b) => b.rule === f.rule && (f.at ?? b.at) === b.at));
    expect(lacking).toEqual([]);
  });

  it('each have their truth beside them', () => {
    expect(files.filter((f) => f.endsWith('.json')).sort()).toEqual(golden.map(({ file }) => truthFile(file)).sort());
  });
});

/** How real reports are laid out (domain 4.3, reports in the wild 5), and where a golden report shows it. */
const TRAITS: readonly (readonly [trait: string, file: string, shows: RegExp])[] = [
  ['one cell a line', 'qingshi-town-2020.txt', /\n\t规章\n\t0\n/],
  ['a label of one character a line', 'qingshi-town-2020.txt', /\t三\n\n、\n\n本\n/],
  ['a header split in two lines', 'qingshi-town-2020.txt', /本年新\n制作数量/],
  ['总计 before the organisations', 'qingshi-town-2020.txt', /\t法人或其他组织\n\t总计\n\n\t\n\t\n\t商业企业/],
  ['total column named in the first header row', 'nanhu-subdistrict-2020.txt', /\t申请人情况\n\t总计\n/],
  ['rows of TAB-separated fields', 'liulin-subdistrict-2023.txt', /\n规章\t0\t0\t0\n/],
  ['a row that a page moved to the first field', 'liulin-subdistrict-2023.txt', /\n5\.属于三类内部事务信息\t0/],
  ['a row that a page moved by one field', 'water-bureau-2022.txt', /\n\(七\) 总计\t1\t/],
  ['an empty field at the end', 'liulin-subdistrict-2023.txt', /一、本年新收[^\n]*12\t\n/],
  ['spaces inside labels', 'liulin-subdistrict-2023.txt', /尚 未 审 结/],
  ['half-width brackets', 'liulin-subdistrict-2023.txt', /\(一\) 予以公开/],
  ['residue of a Markdown rule', 'liulin-subdistrict-2023.txt', /\n---------\t---\n/],
  ['residue of pipes', 'shiqiao-town-2019.txt', /\n\|{11}\n/],
  ['a URL in angle brackets', 'liulin-subdistrict-2023.txt', /<http:/],
  ['a sentence broken by a page', 'liulin-subdistrict-2023.txt', /邮编：\n\n410021/],
  ['page furniture', 'liulin-subdistrict-2023.txt', /\n\n2023年6月19日\n\n\n\n/],
  ['spaces in dates', 'liulin-subdistrict-2023.txt', /2024 年 1 月 16 日/],
  ['a title over two lines', 'qingshi-town-2020.txt', /云岭县青石镇人民政府\n2020年政府信息公开/],
  ['a title over three lines', 'baihe-county-2023.txt', /^白河县人民政府\n2023年\n政府信息公开/],
  ['a title without an office', 'shiqiao-town-2019.txt', /\n2019年政府信息公开工作年度报告\n/],
  ['a title without a year', 'water-bureau-2022.txt', /^\ufeff云岭县水利局政府信息公开/],
  ['footers', 'qingshi-town-2020.txt', /（此件主动公开）\n抄送：.*\n.*印发/],
  ['a section without its number', 'water-bureau-2022.txt', /\n存在的主要问题及改进情况/],
  ['no-break and zero-width spaces', 'nanhu-subdistrict-2020.txt', /\t\u00a0.*\n[\s\S]*\t\u200b/],
  ['ideographic spaces', 'nanhu-subdistrict-2020.txt', /\t\u3000\d/],
  ['full-width digits', 'nanhu-subdistrict-2020.txt', /２０２０/],
  ['full-width dots in numbering', 'qingshi-town-2020.txt', /1．/],
  ['slashes', 'audit-bureau-2022.txt', /规章\t\/\t\/\t\//],
  ['dashes', 'audit-bureau-2022.txt', /\t—\t—\t/],
  ['blank cells', 'audit-bureau-2022.txt', /予以公开\t2\t\t\t\t\t\t2/],
  ['thousands separators of either width', 'baihe-county-2023.txt', /\t103,566\n[\s\S]*\t8，214\n/],
  ['decimals', 'liulin-subdistrict-2023.txt', /行政事业性收费\t26\.55/],
  ['signed changes', 'qingshi-town-2020.txt', /\t\+2\n[\s\S]*\t减1\n/],
  ['a row that is in no form', 'baisha-town-2022.txt', /6\.无法联系到申请人/],
  ['a row with too few cells', 'baisha-town-2022.txt', /另行制作\t1\t\t1\n/],
  ['both forms in one table', 'education-bureau-2021.txt', /本年新制作数量[\s\S]*本年处理决定数量/],
  ['merged cells', 'hongqiao-subdistrict-2020.html', /rowspan="20"/],
  ['one giant table', 'fengle-town-2022.html', /<td colspan="15">一、总体情况/],
  ['tables within a table', 'lushui-town-2021.html', /<table width="960"[\s\S]*<table width="740"[\s\S]*<table border/],
  ['tables that are pictures', 'wutong-subdistrict-2023.html', /<img src="t3\.png">/],
  ['Markdown tables', 'chengbei-subdistrict-2024.md', /\| --- \| --- \|/],
  ['GB18030', 'xinglong-town-2021.html', /charset=gb2312/],
  ['GB18030 without a declaration, CR LF', 'songshan-township-2024.txt', /松山乡.*\r\n/],
  ['a byte order mark', 'water-bureau-2022.txt', /^\ufeff/],
  ['a sentence in place of table 4', 'transport-bureau-2023.txt', /没有因政府信息公开被申请行政复议/],
  ['dates that lost their 年', 'meilin-town-2025.txt', /20251月1日/],
  ['a date in Chinese numerals', 'audit-bureau-2022.txt', /二〇二三年一月十六日/],
  ['numbers in Chinese', 'audit-bureau-2022.txt', /六十三条/],
  [
    '约, 近, 余, 多, 超',
    'songshan-township-2024.txt',
    /近200条[\s\S]*三百余篇[\s\S]*超过20万[\s\S]*20多场[\s\S]*约60次/,
  ],
  ['figures of the year before', 'water-bureau-2022.txt', /比2021年的80条增加17条/],
  ['numbers that are no metrics', 'transport-bureau-2023.txt', /26个试点领域/],
  [
    'one cell a line and nothing between the rows',
    'police-bureau-2024.txt',
    /\t本年收费金额（单位：万元）\n\t行政事业性收费\n/,
  ],
  ['a value a line without a TAB, its headers likewise', 'bibo-town-2023.txt', /\n信息内容\n本年制发件数\n/],
  ['rows that lost the blank cells at their end', 'zhushan-township-2025.txt', /数量\t{3}12\t1\t0\t0\t0\t0\n/],
  ['blank rows beside rows with one value', 'shiwan-township-2023.txt', /\n一、本年新收政府信息公开申请数量\t{9}\n/],
  ['headers printed again on the next page', 'shiwan-township-2023.txt', /— 5 —\n+（本列数据/],
  ['an office whose name begins like a region', 'urban-management-bureau-2019.txt', /市城市管理局/],
  ['a report older than the forms', 'longtan-township-2016.txt', /一、概述/],
];

describe('the golden reports show every trait of real ones', () => {
  it.each(TRAITS)('%s: %s', (_, file, shows) => {
    expect(decoded(file)).toMatch(shows);
  });
});

function truthFile(file: string): string {
  return file.replace(/\.[^.]+$/, '.expected.json');
}

function truthOf(file: string): Expectation {
  return JSON.parse(readFileSync(`${FOLDER}/${truthFile(file)}`, 'utf8'));
}

function decoded(file: string): string {
  const bytes = readFileSync(`${FOLDER}/${file}`);
  const utf8 = bytes.toString('utf8');
  return utf8.includes('\ufffd') ? new TextDecoder('gb18030').decode(bytes) : utf8;
}
