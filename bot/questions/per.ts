import { averageOf, quotientOf } from '../arithmetic.js';
import { addReadings, collect, lackLines, mainOf } from '../collection.js';
import { type Computed, compute } from '../computed.js';
import { type Draft, startDraft } from '../draft.js';
import { PHRASES } from '../phrases.js';
import { defaultQuantity, quantitiesOf } from '../quantities.js';
import type { Quantity, Reading } from '../quantity.js';
import { type Context, defineQuestion } from '../question.js';
import { unitOf } from '../reading.js';
import { resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { unitKind } from '../units.js';
import { computedText, fractionText } from '../versions.js';
import { metricName, reportName } from '../wording.js';

/** A figure of one report for each day, month or thing of another figure: money a project, posts a day. */
interface PerQuery {
  readonly quantity: Quantity;
  readonly divisor: Divisor;
}

type Divisor =
  | { readonly kind: 'figure'; readonly name: string; readonly quantity: Quantity }
  | { readonly kind: 'time'; readonly name: string; readonly count: (year: number) => number };

export const per = defineQuestion<PerQuery>({
  name: 'per',
  kind: 'computed',
  examples: ['灵源平均每个采购项目多少钱', '灵源每天平均发多少条公众号', '西园街道2023年平均每月主动公开多少条'],
  notFor: ['平均每家公开多少条', '西园街道2023年主动公开多少条信息'],
  match(understood) {
    const { text } = understood;
    if (!PER.test(text)) return null;
    const [named] = quantitiesOf(understood, [])?.quantities ?? [];
    // 每个项目多少钱 is about procurement, which alone has projects and money.
    const projects = understood.metrics.length === 0 && /项目/.test(text) && /[钱元万花]/.test(text);
    const quantity = named ?? (projects ? defaultQuantity(understood.topic) : null);
    if (!quantity) return null;
    const time = projects ? undefined : TIMES.find(({ pattern }) => pattern.test(text));
    if (time) return { quantity, divisor: { kind: 'time', name: time.name, count: time.count } };
    const divisor = THINGS.find(
      ({ pattern, of, over }) => pattern.test(text) || (of && quantity.key.startsWith(familyOf(over)) && of.test(text)),
    );
    return divisor
      ? {
          quantity: { ...quantity, key: divisor.over },
          divisor: { kind: 'figure', name: divisor.name, quantity: { ...quantity, key: divisor.under } },
        }
      : null;
  },
  answer: answerPer,
});

// --- internal ---

const PER = /平均|[日月天周]均|每(?:个|一个|项)(?:采购)?项目|(?:采购|项目).{0,12}[一每单](?:个|项|宗).{0,4}(?:多少|几)/;

const TIMES = [
  { name: '天', pattern: /每[天日]|[日天]均/, count: (year: number) => (isLeap(year) ? 366 : 365) },
  { name: '月', pattern: /每个?月|月均/, count: () => 12 },
] as const;

const THINGS = [
  {
    pattern:
      /(?:每(?:个|一个|项|宗)?|平均(?:每|一|每一)?(?:个|项|宗)|单个)(?:采购)?项目|项目.{0,4}平均|采购.{0,8}[每一单](?:个|项|宗)(?!月)/,
    // 平均一个多少, where procurement is what is talked about.
    of: /(?:平均|每)(?:每)?一?[个项](?!单位|街道|乡|镇|部门|局|地方|月|人)/,
    name: '个采购项目',
    over: 't2.government_procurement.total_amount',
    under: 't2.government_procurement.project_count',
  },
  {
    pattern: /每(?:条|篇|个)?(?:文章|推文|信息)?.{0,4}阅读|阅读.{0,6}每[条篇]/,
    of: null,
    name: '条信息',
    over: 'wechat_reads',
    under: 'wechat_post_count',
  },
] as const;

function familyOf(key: string): string {
  return key.replace(/[^.]+$/, '');
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

async function answerPer({ quantity, divisor }: PerQuery, understood: Understanding, context: Context): Promise<Draft> {
  const scoped = resolveScope(understood, context, { noYear: 'latest', noOffice: 'ask' });
  if (!scoped.found) return scoped.draft;
  const over = await collect(quantity, scoped.reports, context);
  const under = divisor.kind === 'figure' ? await collect(divisor.quantity, scoped.reports, context) : null;
  const draft = startDraft(context.reports);
  const lines = over.read.flatMap((reading) => {
    const by = under?.read.find(({ report }) => report.id === reading.report.id);
    const result = divide(reading, divisor, by);
    if (!result) return [];
    draft.addAll([result]);
    const unit = divisor.name;
    return [
      PHRASES.per(
        reportName(reading.report),
        metricName(quantity.key),
        unit,
        fractionText(result),
        computedText(result),
      ),
    ];
  });
  const found = lines.length > 0;
  addReadings(draft, found ? [] : over.apart);
  const unknown = over.apart.map(({ report }) => PHRASES.unitUnknown(reportName(report), metricName(quantity.key)));
  return draft.build(
    found ? 'computed' : 'missing',
    [...lines, ...unknown, ...lackLines(quantity, over.without)].join('\n'),
  );
}

function divide(reading: Reading, divisor: Divisor, by: Reading | undefined): Computed | null {
  const over = mainOf(reading);
  const { office, year } = reading.report;
  const key = 'calculation' in over ? over.value.metric : over.metric;
  const about = { office, year, metric: key, unit: unitOf(over) };
  if (unitKind(unitOf(over)).kind === 'unknown') return null;
  if (divisor.kind === 'time') return compute(about, averageOf([over], divisor.count(year)));
  return by ? compute(about, quotientOf(over, mainOf(by))) : null;
}
