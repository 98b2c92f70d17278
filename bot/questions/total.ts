import { readCount } from '../../knowledge/numerals.js';
import { averageOf, sumOf } from '../arithmetic.js';
import { addReadings, type Collection, caveats, collect } from '../collection.js';
import { type Computed, compute, numberOf, type Operand } from '../computed.js';
import { type Draft, startDraft } from '../draft.js';
import { PHRASES } from '../phrases.js';
import { defaultQuantity, type Measured, quantitiesOf } from '../quantities.js';
import type { Quantity, Reading } from '../quantity.js';
import { type Context, defineQuestion } from '../question.js';
import { unitOf } from '../reading.js';
import { askWhichOffice, resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { unitKind } from '../units.js';
import { computedText, fractionText } from '../versions.js';
import { countText, metricName, placeName, reportPlace, statedText } from '../wording.js';

/** Several reports added up, or their average. */
interface TotalQuery extends Measured {
  readonly average: boolean;
}

export const total = defineQuestion<TotalQuery>({
  name: 'total',
  kind: 'computed',
  examples: [
    '五份年报一共主动公开多少条',
    '平均每家公开多少条',
    '晋江灵源和西园粉丝合计',
    '2020年各单位一共收到多少申请',
  ],
  notFor: ['灵源历年一共受理过几次申请', '东石镇2019年热线办件合计', '西园街道2023年一共主动公开多少条信息'],
  match(understood) {
    const { text, operations, offices, years } = understood;
    const average = AVERAGE.test(text);
    // 平均数以上的单位 asks for offices, by a number that no report states.
    if (average && /平均(?:数|值|水平)?的?以[上下]|(?:高于|低于|超过|不到)平均/.test(text)) return null;
    // 总数比一比 and 总量排名 set totals of single reports against each other.
    const apart = (['comparison', 'ranking', 'listing'] as const).some((name) => operations.has(name));
    const sum =
      (apart ? ADDED : SUM).test(text) &&
      (SEVERAL.test(text) || offices.length > 1 || understood.kinds.size > 0 || wholeYear(understood));
    const many = offices.length !== 1 || years.years.length > 1;
    // A figure may have 总数 in its own name: that is ranked, not added up.
    const ranks = operations.has('ranking') && !average;
    if (!(average || sum) || !many || ranks || operations.has('check') || PER.test(text)) return null;
    const measured = quantitiesOf(understood);
    if (measured) return { ...measured, average };
    const bare = understood.metrics.length === 0 && understood.content.every((run) => run.length < 2);
    return bare && offices.length === 0
      ? { quantities: [defaultQuantity(understood.topic)], formsDiffer: false, average }
      : null;
  },
  answer: answerTotal,
});

// --- internal ---

/** 2019年主动公开一共多少: of all reports of the year, where no office is named. */
function wholeYear({ offices, years, unknownOffice, pronoun }: Understanding): boolean {
  return offices.length === 0 && unknownOffice === null && !pronoun && years.years.length > 0;
}

/** Numbers a sum is written out with; all are in the values. */
const MAX_TERMS = 20;

const SUM =
  /合计|合起来|加总|汇总|拢共|凑(?:一起|起来|一块)|一共|总共|共计|总和|之和|加起来|加在?一[起块]|相加|总数|总量|总计|总额|多少.{0,4}总|一起.{0,6}(?:多少|几)|\b(?:altogether|combined|in total|sum|total of)\b|^total\b/;
/** Words that add up whatever else is asked. */
const ADDED =
  /合计|合起来|加总|汇总|拢共|凑(?:一起|起来|一块)|总和|之和|加起来|加在?一[起块]|相加|\b(?:altogether|combined|in total|total of)\b|^total\b/;
const AVERAGE = /平均|均值|人均(?!收入)|\baverage\b/;
/** Average for each of something that is no office. */
const PER = /平均?每(?:个|份|件|条|篇|一)?(?:采购|项目|天|日|月|周|件|条|篇|场|次|人)|[日月]均/;
/** Words that show that all reports are meant, or several. */
const SEVERAL =
  /[两三四五六七八九十几\d]+(?:份|家|个(?!月|条|件|年|申请))|全[县市区部省]|所有|各(?:个)?(?:单位|街道|镇|乡|部门|家|地)|每(?:个|家)|大家|库里|收录|你们/;

async function answerTotal(
  { quantities, formsDiffer, average }: TotalQuery,
  understood: Understanding,
  context: Context,
): Promise<Draft> {
  const noYear = understood.offices.length === 1 ? 'all' : 'latest';
  const scoped = resolveScope(understood, context, { noYear, noOffice: 'all' });
  if (!scoped.found) return scoped.draft;
  const counted = officesCounted(understood.text);
  const asked = understood.offices.length === 0 && understood.places.length === 0 && understood.kinds.size === 0;
  const draft = startDraft(context.reports);
  const lines: string[] = [];
  let found = false;
  for (const quantity of quantities) {
    const collection = await collect(quantity, scoped.reports, context);
    const meant = [scoped.reports, collection.read].map((each) => each.length);
    if (counted !== null && asked && !meant.includes(counted))
      return askWhichOffice(understood, context, scoped.offices);
    const results = resultsOf(collection, average);
    found ||= results.length > 0;
    draft.addAll(results.map(({ of }) => of));
    addReadings(draft, collection.apart);
    for (const { doubts } of collection.read) for (const finding of doubts.slice(0, 2)) draft.addFinding(finding);
    lines.push(...results.map((each) => said(quantity, each, average)), ...caveats(collection));
    if (results.length === 0) lines.unshift(PHRASES.nothingToAdd(metricName(quantity.key)));
  }
  if (formsDiffer) lines.unshift(PHRASES.formsDiffer);
  if (scoped.without.length > 0)
    lines.push(PHRASES.notStoredFor(scoped.without.map(placeName), understood.years.years));
  return draft.build(found ? 'computed' : 'missing', lines.join('\n'));
}

/** 五家: how many offices are meant; adding up more or fewer would answer another question. */
function officesCounted(text: string): number | null {
  const words =
    /(?<!第)([两二三四五六七八九十\d]{1,3})(?:家|个(?:单位|街道|镇|乡|部门|局|地方)?(?!月|条|件|年|申请)|份)/.exec(
      text,
    )?.[1];
  return words === undefined ? null : (readCount(words)?.value ?? null);
}

interface Result {
  readonly of: Computed;
  readonly operands: readonly Operand[];
  readonly places: readonly string[];
  /** Which of contradicting numbers was taken; empty where none contradict. */
  readonly basis: string;
}

/** The sum (or average) of the better supported numbers, and of the other ones where a report contradicts itself. */
function resultsOf({ read }: Collection, average: boolean): readonly Result[] {
  const main = resultOf(read, (each) => each.versions[0], average);
  const other = resultOf(read, (each) => each.versions.at(-1), average);
  const contradicts = read.some(({ versions }) => versions.length > 1);
  if (!main || !other || !contradicts || main.of.value.value === other.of.value.value) return main ? [main] : [];
  const basis = (pick: (each: Reading) => string | undefined) =>
    [...new Set(read.filter(({ versions }) => versions.length > 1).map(pick))].join('、');
  return [
    { ...main, basis: basis(({ versions }) => versions[0]?.where) },
    { ...other, basis: basis(({ versions }) => versions.at(-1)?.where) },
  ];
}

function resultOf(
  read: readonly Reading[],
  pick: (reading: Reading) => Reading['versions'][number] | undefined,
  average: boolean,
): Result | null {
  const operands = read.flatMap((each) => pick(each)?.of ?? []);
  const [first] = operands;
  if (!first || operands.some((each) => unitOf(each) === '%')) return null;
  // 元 and 万元 are added in 万元.
  const some = operands.find((each) => numberOf(each) !== 0) ?? first;
  const units = new Set(operands.filter((each) => numberOf(each) !== 0).map(unitOf));
  const unit = units.size > 1 && unitKind(unitOf(some)).kind === 'money' ? '万元' : unitOf(some);
  const factorOf = (each: Operand) => unitKind(unitOf(each)).factor / unitKind(unit).factor;
  const key = 'calculation' in first ? first.value.metric : first.metric;
  const office = [...new Set(read.map(({ report }) => report.office))].join('、');
  const year = Math.max(...read.map(({ report }) => report.year));
  const about = { office, year, metric: key, unit };
  const sum = compute(about, sumOf(operands, factorOf));
  const of = average && sum ? compute(about, averageOf<Operand>([sum], operands.length)) : sum;
  return of && { of, operands, places: read.map(({ report }) => reportPlace(report)), basis: '' };
}

function said({ key }: Quantity, { of, operands, places, basis }: Result, average: boolean): string {
  const name = metricName(key);
  const all = operands.map((each, index) => `${places[index]}${operandText(each)}`);
  const terms = all.length > MAX_TERMS ? [...all.slice(0, MAX_TERMS), PHRASES.andOthers] : all;
  if (average) return PHRASES.average(name, fractionText(of), computedText(of), terms, basis);
  return PHRASES.sum(name, computedText(of), terms, countText(operands.length), basis);
}

function operandText(operand: Operand): string {
  return 'calculation' in operand ? computedText(operand) : statedText(operand);
}
