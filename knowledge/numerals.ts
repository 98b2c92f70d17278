/** Numbers as reports print them: Arabic, full width, Chinese, with 万, about; and the words that say there was none. */

export interface ReadCount {
  readonly value: number;
  /** True for 约, 近, 超, 余, 多, 几, 左右, 以上. */
  readonly approximate: boolean;
}

export interface PrintedNumber {
  readonly value: number;
  /** Offsets in the text as given. */
  readonly start: number;
  readonly end: number;
  readonly printed: string;
}

/** Words that follow a number of things, longest first where one begins another. */
export const COUNTING_WORDS: readonly string[] = [
  ...['万元', '亿元', '元'],
  ...['人次', '件次', '场次', '户次'],
  ...['个工作日', '工作日', '个百分点', '百分点', '个月', '平方米', '公里'],
  ...['人', '名', '位', '条', '件', '篇', '个', '项', '份', '期', '则', '次', '场', '宗', '起', '例', '批', '封', '部'],
  ...['单', '幅', '块', '处', '家', '户', '页', '字', '类', '种', '本', '册', '张', '台', '辆', '班', '轮', '届', '天'],
  ...['年', '月', '日', '号', '时', '分', '小时', '%'],
];

/** Words that say there was none, as narratives print them. */
export const ABSENCE: readonly string[] = [
  ...[
    '未收到',
    '未接到',
    '未接收到',
    '未接收',
    '未受理',
    '未发生',
    '未出现',
    '未产生',
    '未收取',
    '未涉及',
    '未被',
    '未有',
  ],
  ...['没有收到', '没有接到', '没有受理', '没有发生', '没有', '不存在', '不收取', '未', '为零', '为0', '零', '无'],
];

/** Source of an about-word before a number; not where it is part of another word (公约, 附近, 不超过). */
export const ABOUT =
  '(?:大约|约为|(?<![节预签条制契公特履])约|将近|接近|(?<![最附临亲就])近|(?<!不)超过|(?<!不)超|逾|突破)';

/**
 * Reads one number, with about-words, scale and counting word allowed around it.
 * Accepts 〇一二两三十百千万亿, full width, thousands separators, decimals, 4.5万, 十余, 120余, 近30, 约4万, 10多, 万余.
 * @returns null where the text is not one number, or says several (三四十, 2-3).
 */
export function readCount(text: string): ReadCount | null {
  const match = WHOLE.exec(text.normalize('NFKC').replace(/\s/g, ''));
  if (!match?.groups) return null;
  const { about, digits, chinese, scale = '', more, scale2 = '', tail } = match.groups;
  const base = digits === undefined ? readChinese(chinese ?? '') : Number(digits.replace(/[,，]/g, ''));
  if (base === null || Number.isNaN(base)) return null;
  const value = base * scaleOf(scale) * scaleOf(scale2);
  // 4.1万 is 41000, not 41000.00000000001.
  return { value: Math.round(value * 1e6) / 1e6, approximate: Boolean(about ?? more ?? tail) };
}

/**
 * Whether a quote says in words that something did not happen or was not received, so that a 0 taken from it stands
 * although it prints no digit. 无锡, 无偿, 无障碍 and the like say nothing of the kind.
 */
export function statesAbsence(quote: string): boolean {
  return ABSENT.test(quote.normalize('NFKC').replace(/\s/g, ''));
}

/**
 * Every number printed in a text. A number before 万 or 亿 is given twice, multiplied and plain. Chinese numerals are
 * given only before a counting word (六件, 两次, 十多场), so ordinals and list numbers (第六, 三、, 一是) are not.
 */
export function numbersIn(text: string): PrintedNumber[] {
  return [...arabicIn(text), ...chineseIn(text)].sort((a, b) => a.start - b.start || b.end - a.end);
}

// --- internal ---

const DIGIT: Readonly<Record<string, number>> = {
  ...{ 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
};
const UNIT: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 万: 1e4, 亿: 1e8 };
const CHINESE = '[〇零一二两三四五六七八九十百千万亿]+';
const WORDS = COUNTING_WORDS.toSorted((a, b) => b.length - a.length).join('|');

const WHOLE = new RegExp(
  `^(?<about>${ABOUT})?(?:(?<digits>\\d{1,3}(?:[,，]\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)(?<scale>[十百千]*(?:[万亿](?!元))*)|(?<chinese>${CHINESE}))` +
    `(?<more>[余多几来])?(?<scale2>(?:[万亿](?!元))?)(?:${WORDS})?(?<tail>以上|左右|上下)?$`,
);

const ABSENT =
  /未(?:收|接|受理|发生|出现|产生|涉及|被|有|因|开展|提起)|没有?(?!收)|没收到|不存在|不收取|(?:[为是]|均)(?:零|0(?![\d.]))|零(?=件|条|宗|起|次|例|元|份|申请|投诉|收费|复议|诉讼)|(?<![有毫并从])无(?!锡|偿|线|法|障碍|正当|纸|人机|论|关|需|须|私|缝|限|数|为|声)|(?:并|从)无|[:：]无/;

function scaleOf(scale: string): number {
  return [...scale].reduce((product, unit) => product * (UNIT[unit] ?? 1), 1);
}

/** 一百二十, 两万五 (25000), 二〇二三 (2023); null for 三四十 and 三四, which say two numbers. */
function readChinese(text: string): number | null {
  const digits = [...text].map((character) => DIGIT[character]);
  if (digits.every((digit) => digit !== undefined)) {
    if (digits.length > 1 && digits.length < 4) return null;
    return Number(digits.join(''));
  }
  let total = 0;
  let section = 0;
  let pending: number | null = null;
  let lastUnit = 1;
  for (const character of text) {
    const digit = DIGIT[character];
    const unit = UNIT[character];
    if (digit !== undefined) {
      if (pending !== null && pending !== 0) return null;
      pending = digit;
      if (digit === 0) lastUnit = 1;
      continue;
    }
    if (unit === undefined) return null;
    if (unit < 1e4) section += (pending || 1) * unit;
    else {
      section += pending ?? 0;
      if (unit === 1e8) {
        total = (total + section || 1) * unit;
      } else total += (section || 1) * unit;
      section = 0;
    }
    pending = null;
    lastUnit = unit;
  }
  // 一百二 is 120, 两万五 is 25000, 十二 is 12.
  const rest = pending === null ? 0 : lastUnit >= 100 ? (pending * lastUnit) / 10 : pending;
  return total + section + rest;
}

const ARABIC_RUN = /[0-9０-９]+(?:[.,，．][0-9０-９]+)*/g;
const NEGATIVE = /(?:^|[\s（(：:为是减])[-－−]$/;

function arabicIn(text: string): PrintedNumber[] {
  return [...text.matchAll(ARABIC_RUN)].flatMap((match) => {
    const pieces = oneNumber(match[0]) ? [{ printed: match[0], start: match.index }] : split(match[0], match.index);
    return pieces.flatMap(({ printed, start }) => withScale(text, printed, start));
  });
}

/** 1,489,691 and 4.5 are one number; 2019.12.31 and 1,2 are several. */
function oneNumber(run: string): boolean {
  return /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/.test(run.normalize('NFKC'));
}

function split(run: string, start: number): { printed: string; start: number }[] {
  return [...run.matchAll(/[0-9０-９]+/g)].map((piece) => ({ printed: piece[0], start: start + piece.index }));
}

function withScale(text: string, printed: string, start: number): PrintedNumber[] {
  const value = Number(printed.normalize('NFKC').replace(/,/g, ''));
  const end = start + printed.length;
  const found: PrintedNumber[] = [{ value, start, end, printed }];
  const scale = /^\s?(?:[十百千]?[余多几]?[万亿]|[百千])/.exec(text.slice(end))?.[0];
  if (scale) {
    const whole = `${printed}${scale}`;
    const read = readCount(whole);
    if (read) found.push({ value: read.value, start, end: start + whole.length, printed: whole });
  }
  const sign = NEGATIVE.exec(text.slice(0, start));
  if (sign && value !== 0) found.push({ value: -value, start: start - 1, end, printed: text.slice(start - 1, end) });
  return found;
}

const CHINESE_COUNT = new RegExp(
  `(?<![第〇零一二两三四五六七八九十百千万亿0-9０-９])(${CHINESE}[余多几来]?[万亿]?)(?=\\s?(?:${WORDS}))`,
  'g',
);

function chineseIn(text: string): PrintedNumber[] {
  return [...text.matchAll(CHINESE_COUNT)].flatMap((match) => {
    const printed = match[1] ?? '';
    // 4余万 begins with an Arabic number and is found there.
    if (/[0-9０-９][余多几]?$/.test(text.slice(0, match.index))) return [];
    const read = readCount(printed);
    return read ? [{ value: read.value, start: match.index, end: match.index + printed.length, printed }] : [];
  });
}
