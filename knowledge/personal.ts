/** Taking out of a text what may name a person: numbers to call, numbers of papers and accounts, addresses, names. */

/**
 * The text with everything of that kind replaced by what it was (`[电话]`); the rest to the letter. Years, dates and the
 * numbers of hot lines, documents and findings stay: they are what people ask about.
 */
export function withoutPersonal(text: string): string {
  return text
    .split(FINDING)
    .map((part, index) => (index % 2 === 1 ? part : maskedIn(part)))
    .join('');
}

// --- internal ---

interface Rule {
  readonly name: string;
  readonly pattern: RegExp;
  /** What stands instead, of what was found and its groups. */
  readonly by: (found: string, ...groups: string[]) => string;
}

function maskedIn(text: string): string {
  return RULES.reduce((left, { pattern, by }) => left.replace(pattern, (found, ...more) => by(found, ...more)), text);
}

/** Ids of findings (`verdicts.ts`), which may be digits behind their letter. */
const FINDING = /((?<![0-9a-z])f[0-9a-f]{10}(?![0-9a-z]))/i;

const DIGIT = '[\\d０-９]';
const BEFORE = `(?<!${DIGIT})`;
const AFTER = `(?!${DIGIT})`;
/** What stands between the groups of a number. */
const GAP = '[ \\u3000.\\-－—–]?';
const SPELLED = '[零〇○一二两三四五六七八九幺]';
/** Words that follow a name rather than belong to it. */
const AFTER_NAME =
  '(?=$|[\\s\\p{P}\\p{S}]|(?:想|要|来|问|请|是|在|住|家|的|我|电话|手机|身份证|今年|和|跟|希望|需要|打算|申请|反映|投诉|\\d))';
const NAME = `(?:[\\u4e00-\\u9fa5·]{2,4}?${AFTER_NAME}|[\\u4e00-\\u9fa5]{2,3}|[A-Za-z][A-Za-z.'’ -]{0,30})`;

const RULES: readonly Rule[] = [
  { name: 'e-mail', pattern: /[\w.+-]+[@＠][\w-]+(?:[.．][\w-]+)+/g, by: () => '[邮箱]' },
  {
    name: 'identity card',
    pattern: new RegExp(`${BEFORE}[1-9１-９]${DIGIT}{5}(?:${GAP}${DIGIT}){11}${GAP}[\\dXxＸｘ０-９]${AFTER}`, 'g'),
    by: () => '[身份证号]',
  },
  {
    name: 'bank card',
    pattern: new RegExp(`${BEFORE}[1-9](?:${GAP}${DIGIT}){15,18}${AFTER}`, 'g'),
    by: () => '[号码]',
  },
  {
    name: 'mobile',
    pattern: new RegExp(`${BEFORE}(?:[+＋]?86${GAP})?[1１][3-9３-９](?:${GAP}${DIGIT}){9}${AFTER}`, 'g'),
    by: () => '[电话]',
  },
  {
    name: 'landline',
    pattern: new RegExp(
      `${BEFORE}[（(]?(?:[0０]${DIGIT}{2,3}|[48]00)[)）]?${GAP}${DIGIT}{3,4}${GAP}${DIGIT}{4}${AFTER}`,
      'g',
    ),
    by: () => '[电话]',
  },
  {
    name: 'account',
    pattern:
      /((?:微信|wechat|vx|QQ|企鹅|抖音)\s*(?:号|id)?\s*(?:是|为|[:：])?\s*)(?=[\w-]*\d)([A-Za-z0-9][\w-]{4,19})/gi,
    by: (_whole, before) => `${before}[账号]`,
  },
  {
    name: 'run of digits',
    pattern: new RegExp(`${BEFORE}${DIGIT}(?:${GAP}${DIGIT}){6,}${AFTER}`, 'g'),
    by: (found) => (isPlain(found) ? found : '[号码]'),
  },
  { name: 'run of spelled digits', pattern: new RegExp(`${SPELLED}{7,}`, 'g'), by: () => '[号码]' },
  {
    name: 'own name',
    pattern: new RegExp(
      `((?:我(?:的名字)?(?:叫做?|姓名是)|我的名字是|本人(?:名叫|姓名|叫)|(?:申请人|联系人)?姓名\\s*[:：是]|(?:申请|联系)人\\s*[:：])\\s*)(?!什么|啥|谁|哪)${NAME}`,
      'gu',
    ),
    by: (_whole, before) => `${before}[姓名]`,
  },
];

/** Years, dates and amounts: 2019-2023, 2026-11-21, 2019 2020 2021, 316441.07. */
function isPlain(found: string): boolean {
  const digits = found.normalize('NFKC');
  return /^(?:19|20)\d\d(?:[ .—–-](?:(?:19|20)\d\d|\d{1,2}))+$/.test(digits) || /^\d{1,9}\.\d{1,6}$/.test(digits);
}
