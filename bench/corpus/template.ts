import { readReport } from '../../ingest/report.js';
import type { OfficeKind, Report } from '../../knowledge/types.js';
import { type Form, sectionTitle, table2, table3, table4 } from './form.js';
import type { MadeOffice } from './names.js';

/**
 * A report with marks where reports differ: office, years, numbers, sentences. It is read once; the marks in the text and
 * in what was read of it are then replaced alike, and what comes of it is what reading that text would have come to
 * (held by test/bench-corpus.test.ts).
 */
export interface Template {
  readonly form: Form;
  /** The text of the file. */
  readonly text: (filled: Filled) => string;
  /** The report as the reader would read that text. */
  readonly report: (filled: Filled, file: string) => Report;
}

/** What stands where the marks are. */
export interface Filled {
  readonly office: MadeOffice;
  readonly year: number;
  readonly numbers: Readonly<Record<NumberName, number>>;
  /** `SENTENCES` of them, each with its full stop. */
  readonly sentences: readonly string[];
}

export const NUMBER_NAMES = [
  ...['disclosed', 'articles', 'followers', 'calls', 'visits', 'normative', 'licences', 'penalties'],
  ...['natural', 'enterprise', 'all', 'granted', 'partly', 'unknown', 'grantedAll'],
] as const;
export type NumberName = (typeof NUMBER_NAMES)[number];

/** How many sentences a report has room for. */
export const SENTENCES = 20;

/** @param variant which of the ways to order and word what every report says */
export async function readTemplate(kind: OfficeKind, form: Form, variant: number): Promise<Template> {
  const text = markedText(kind, form, variant);
  const { value } = await readReport('a.txt', Buffer.from(text));
  const written = cut(text);
  const read = cut(JSON.stringify(value));
  return {
    form,
    text: (filled) => fill(written, filled),
    report: (filled, file) => ({ ...(JSON.parse(fill(read, filled)) as Report), file }),
  };
}

// --- internal ---

/** Marks that the reader takes for what will stand there. */
const MARK = {
  province: '福建省',
  city: '穰莆市',
  county: '莘岙县',
  stem: '茴漈',
  year: '2023',
  next: '2024',
} as const;
const ORDINALS = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥';
const sentenceMark = (at: number): string => `驫${ORDINALS[at]}骉。`;
const numberMark = (name: NumberName): string => String(9_130_000 + NUMBER_NAMES.indexOf(name));
const MARKS = new RegExp(
  [...Object.values(MARK), '驫(?<sentence>.)骉。', `(?<number>${NUMBER_NAMES.map(numberMark).join('|')})`].join('|'),
  'g',
);

type Piece =
  | string
  | { readonly field: keyof typeof MARK }
  | { readonly number: NumberName }
  | { readonly sentence: number };

function cut(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(MARKS)) {
    const { sentence, number } = match.groups ?? {};
    const [field] = (Object.keys(MARK) as (keyof typeof MARK)[]).filter((key) => MARK[key] === match[0]);
    const name = number === undefined ? undefined : NUMBER_NAMES[Number(number) - 9_130_000];
    pieces.push(text.slice(done, match.index));
    if (field) pieces.push({ field });
    else if (name) pieces.push({ number: name });
    else pieces.push({ sentence: ORDINALS.indexOf(sentence ?? '') });
    done = match.index + match[0].length;
  }
  return [...pieces, text.slice(done)];
}

function fill(pieces: readonly Piece[], { office, year, numbers, sentences }: Filled): string {
  const fields = { ...office, year: String(year), next: String(year + 1) };
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('field' in piece) return fields[piece.field];
      return 'number' in piece ? numbers[piece.number] : (sentences[piece.sentence] ?? '');
    })
    .join('');
}

const SUFFIX: Readonly<Partial<Record<OfficeKind, readonly [core: string, rest: string, self: string]>>> = {
  街道办事处: ['街道', '办事处', '街道'],
  镇人民政府: ['镇', '人民政府', '镇里'],
  乡人民政府: ['乡', '人民政府', '乡里'],
};

function markedText(kind: OfficeKind, form: Form, variant: number): string {
  const [core = '', rest = '', self = ''] = SUFFIX[kind] ?? [];
  const name = MARK.county + MARK.stem + core;
  const of = numberMark;
  const sentence = (at: number): string => sentenceMark(at);
  const given = { natural_person: of('natural'), commercial_enterprise: of('enterprise'), total: of('all') };
  const results = {
    applications_new: given,
    granted: { natural_person: of('granted'), commercial_enterprise: of('enterprise'), total: of('grantedAll') },
    partially_granted: { natural_person: of('partly'), total: of('partly') },
    unavailable_not_held: { natural_person: of('unknown'), total: of('unknown') },
    results_total: given,
  };
  const cells = {
    table2: {
      't2.normative_documents.in_force': of('normative'),
      't2.normative_documents.total_public': of('normative'),
      't2.administrative_licensing.decisions': of('licences'),
      't2.administrative_penalty.decisions': of('penalties'),
    },
    table3: results,
  };
  const channels = [
    `“${MARK.stem}发布”微信公众号全年推送文章${of('articles')}篇，粉丝${of('followers')}人。${sentence(2)}${sentence(3)}`,
    `全年办理12345热线转办件${of('calls')}件，件件有回音。${sentence(4)}`,
  ];
  const managed = [
    `信息发布前先由经办科室提出意见，再由党政办审查、分管领导签发，涉密内容一律不上网。${sentence(7)}`,
    `${sentence(8)}${sentence(9)}`,
  ];
  return [
    `${name}${rest}`,
    `${MARK.year}年政府信息公开工作年度报告`,
    '',
    `本报告由${name}${rest}编制，统计期限从${MARK.year}年1月1日起，到${MARK.year}年12月31日为止。看过之后还有疑问的，请与${MARK.stem}${core}党政办联系（地址：${MARK.province}${MARK.city}${name}${core === '街道' ? '中心路' : '圩前路'}1号）。`,
    '',
    sectionTitle('overview'),
    '',
    '（一）主动公开情况',
    `${MARK.year}年，${self}主动公开政府信息${of('disclosed')}条。${sentence(0)}${sentence(1)}`,
    ...(variant === 0 ? channels : [...channels].reverse()),
    '（二）依申请公开情况',
    `${MARK.year}年共收到政府信息公开申请${of('all')}件，都在期限内答复。${sentence(5)}${sentence(6)}`,
    '（三）政府信息管理情况',
    ...(variant === 0 ? managed : [...managed].reverse()),
    '（四）公开平台建设情况',
    `查阅点设在${self}便民服务中心一楼，来查的群众可以自助打印。${sentence(10)}`,
    `${sentence(11)}${sentence(12)}${sentence(13)}`,
    '（五）监督保障情况',
    `监督由纪检干部负责，发现问题当月整改。${sentence(14)}${sentence(15)}`,
    '',
    sectionTitle('proactive_disclosure'),
    '',
    ...table2(form, cells),
    '',
    sectionTitle('applications'),
    '',
    ...table3(form, cells),
    '',
    sectionTitle('review_and_litigation'),
    '',
    ...table4(),
    '',
    sectionTitle('problems_and_improvements'),
    '',
    `对照群众的期待，公开工作还有不足。${sentence(16)}${sentence(17)}`,
    `下一步的改进措施如下。${sentence(18)}${sentence(19)}`,
    '',
    sectionTitle('other_matters'),
    '',
    '没有其他需要报告的事项。',
    '',
    `${name}${rest}`,
    `${MARK.next}年1月18日`,
    '',
  ].join('\n');
}
