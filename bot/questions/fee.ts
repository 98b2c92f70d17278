import {
  FEE_PRINCIPLE,
  type Fee,
  type FeeStandard,
  feeFor,
  MAX_FEE_COUNT,
  PER_ITEM,
  PER_PAGE,
} from '../../knowledge/fees.js';
import { readCount } from '../../knowledge/numerals.js';
import { type Draft, say, startDraft } from '../draft.js';
import { plainWords } from '../mentions/typing.js';
import { PHRASES } from '../phrases.js';
import { defineQuestion } from '../question.js';
import type { Understanding } from '../understand.js';

interface Counted {
  readonly standard: FeeStandard;
  readonly count: number;
}

/** The fee for so many items or pages, worked out by the State Council's rule. */
export const fee = defineQuestion<readonly Counted[] | 'several months'>({
  name: 'fee',
  kind: 'computed',
  examples: ['一个月申请35件收多少钱', '打印120页多少钱', '申请十件要交多少信息处理费', '一百二十页收多少'],
  notFor: ['西园街道2023年收费多少', '申请公开要钱吗', '灵源13个项目采购多少钱', '省新镇2020年收到4件申请收费多少'],
  match(understood) {
    const bare = plainWords(understood.text);
    if (!COST.test(bare) || OTHER.test(bare) || isOfReport(understood)) return null;
    const counted = [...countsIn(bare, ITEMS, PER_ITEM), ...countsIn(bare, PAGES, PER_PAGE)];
    if (counted.length === 0 || !CONTEXT.test(bare)) return null;
    return SEVERAL_MONTHS.test(bare) && counted.some(({ standard }) => standard === PER_ITEM)
      ? 'several months'
      : counted;
  },
  answer: async (query, { today }) =>
    query === 'several months'
      ? say('clarify', PHRASES.feeByMonth, [{ label: EXAMPLE, question: EXAMPLE }])
      : tell(query, Number(today.slice(0, 4))),
});

// --- internal ---

const EXAMPLE = '一个月申请35件收多少钱';
const NUMBER = '(\\d{1,6}|[一二两三四五六七八九十百千万零〇]{1,7})';
const ITEMS = new RegExp(
  `(?<![\\d.第])${NUMBER}(?:多|余)?(?:件|份|条|项|宗|次|(?: )?(?:requests?|applications?|items?)\\b|个(?!月|工作|小时|星期|礼拜|人|部门|单位|项目|部分))`,
  'g',
);
const PAGES = new RegExp(`(?<![\\d.第])${NUMBER}(?:多|余)? ?(?:页|张|面|p\\b|pages?)`, 'g');
const COST =
  /(?:收|交|付|缴|花|掏|给|算)(?:我)?多少(?![件条份次个页])|多少(?:钱|元|块|费)|收费|费|钱|要交|要收|怎么收|怎么算|多钱|\bcost|how much|\bfee|charge|pay\b/;
/** A count alone is no fee: it is applied for, printed or charged. */
const CONTEXT =
  /申请|提了|提交|处理费|收费|收多少|要收|怎么收|复印|打印|页|张.{0,4}(?:纸|材料|信息)|公开|apply|request|application|pages?/;
const OTHER =
  /年报|报告|采购|罚|复议|诉讼|起诉|事业性|补贴|工资|预算|万元|粉丝|项目|规范性|许可|第\d+[页件]|字数|(?:超过|大于|多于|不到|少于|不足|满|达到|至少)(?:\d|[一二三四五六七八九十百])|[件页张个份](?:以上|以内|以下|之内|内|封顶)/;
const SEVERAL_MONTHS = /(?:[两二三四五六七八九十几]|[2-9]|1\d)个月|半年|一年|全年|每年|一季度|季度/;
const ONESELF = /我|本人|咱|俺|要交|要付|应交|处理费|会收/;

/** A report's own applications are asked for, not what somebody would have to pay. */
function isOfReport({ offices, unknownOffice, years, text }: Understanding): boolean {
  if (years.years.length > 0) return true;
  return (offices.length > 0 || unknownOffice !== null) && !ONESELF.test(text);
}

function countsIn(text: string, pattern: RegExp, standard: FeeStandard): Counted[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const read = readCount(match[1] ?? '');
    const exact = read !== null && !read.approximate && !/[多余]/.test(match[0]);
    return exact && Number.isInteger(read.value) && read.value <= MAX_FEE_COUNT
      ? [{ standard, count: read.value }]
      : [];
  });
}

function tell(counted: readonly Counted[], year: number): Draft {
  const draft = startDraft();
  const lines = counted.map(({ standard, count }) => {
    const { total, steps } = feeFor(standard, count);
    const value = { office: '', year, metric: METRIC, value: total, unit: '元' };
    draft.addCalculation(value, () => feeFor(standard, count).total);
    const amount = draft.state(`${count}${standard.unit}`);
    return PHRASES.fee(PHRASES.feeStandard[standard.unit], amount, draft.state(formula(steps)), `${total}元`);
  });
  const rules = [...new Set(counted.map(({ standard }) => standard.rule))].map((rule) => draft.state(rule));
  const ending = [...rules, draft.state(FEE_PRINCIPLE), ...(counted.length > 1 ? [PHRASES.feeOneStandard] : [])];
  return draft.build('computed', [...lines, ...ending].join('\n'));
}

const METRIC = 'information_processing_fee';

/** 20×100＋5×200; of very many steps the first and the last. */
function formula(steps: Fee['steps']): string {
  const terms = steps.map(({ count, price }) => `${count}×${price}`);
  const shown = terms.length > MAX_TERMS ? [...terms.slice(0, MAX_TERMS - 2), '……', ...terms.slice(-1)] : terms;
  return shown.join('＋');
}

const MAX_TERMS = 12;
