import { type Condition, withoutLimits } from './mentions/conditions.js';
import { findMetrics, type Span } from './mentions/metrics.js';
import { contentBeside } from './mentions/operations.js';
import { quantitiesOf } from './quantities.js';
import type { Quantity } from './quantity.js';
import type { Understanding } from './understand.js';

/** Which figure each condition of a question is about: 申请三件以上且公开超过百条. */

/** A figure and what it must be. */
export interface Asked {
  readonly quantity: Quantity;
  readonly condition: Condition;
}

/** True where the question asks for offices: 哪些单位, 超过200条的街道. */
export function asksOffices(text: string): boolean {
  return WHICH.test(text) || LISTED.test(text);
}

/** The text with the words that ask for offices out of the way of the conditions; positions stay. */
export function withoutOffices(text: string): string {
  const out = (words: string) => ' '.repeat(words.length);
  return text.replace(WHICH, out).replace(LISTED, out);
}

/** Each condition with the figure its clause names (申请三件以上且公开超过百条), or the clause before (过百不到二百). */
export function conditionsOf(understood: Understanding, conditions: readonly Condition[]): readonly Asked[] | null {
  const text = openText(understood, conditions);
  const asked: Asked[] = [];
  let from = 0;
  for (const [index, condition] of conditions.entries()) {
    const next = conditions[index + 1];
    const joined = next ? text.slice(condition.end, next.at).search(JOINING) : -1;
    const to = next ? (joined < 0 ? next.at : condition.end + joined) : text.length;
    const clause = readAgain(understood, ' '.repeat(from) + text.slice(from, to));
    const [quantity, ...others] = quantitiesOf(clause)?.quantities ?? [];
    const before = asked.at(-1)?.quantity;
    const meant = quantity ?? (clause.metrics.length === 0 && clause.content.length === 0 ? before : undefined);
    if (!meant || others.length > 0) return null;
    asked.push({ quantity: meant, condition });
    from = to;
  }
  return asked;
}

/** The question read again without the conditions' numbers and words, which are neither content nor figures. */
export function withoutNumbers(understood: Understanding, conditions: readonly Condition[]): Understanding {
  const { metrics, content } = understood;
  const counted = conditions.some(({ limit }) => limit !== null);
  const read = counted ? readAgain(understood, openText(understood, conditions)) : understood;
  return {
    ...read,
    metrics: read.metrics.length > 0 ? read.metrics : metrics,
    content: (counted ? read.content : content).map(plain).filter(isContent),
  };
}

// --- internal ---

const JOINING = /且|并|但|同时|而|又|也|[，,、]/;

const WHICH =
  /哪一?[些几个家]?个?(?:单位|街道|镇|乡镇|镇街|乡|部门|局|地方|家|份|年报|报告)?|有多少个?(?:单位|街道|镇|乡镇|部门|家)|多少家|几家|几个(?:单位|街道|镇|乡镇|部门)|谁/;

/** 超过200条的单位, 有处罚的街道列出来: the offices are asked for without asking which. */
const LISTED =
  /的(?:单位|街道|乡镇|镇街|镇|乡|部门|局|地方)(?=$|[，,。?？有是列都一呢吗]|名单|清单|\d{4})|(?:[件条人次篇个项%元百千万]|以[上下])的(?=$|[?？。])/;

/** The text with offices, years and the numbers compared with out of the way. */
function openText({ text, offices, places, years }: Understanding, conditions: readonly Condition[]): string {
  return withoutSpans(withoutLimits(withoutOffices(text), conditions), [...offices, ...places, ...years.mentions]);
}

function readAgain(understood: Understanding, text: string): Understanding {
  const metrics = findMetrics(text);
  const left = withoutSpans(
    text,
    metrics.flatMap(({ spans }) => spans),
  );
  return { ...understood, metrics, content: contentBeside(left).map(plain).filter(isContent) };
}

function withoutSpans(text: string, spans: readonly Span[]): string {
  return spans.reduce((left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end), text);
}

/** A run of content without the words of having and of joining conditions. */
function plain(run: string): string {
  return run.replace(
    /发生|收到|接到|一件|做过|都|也|没|有|被|且|并|又|同时|而|但|超过|[〇零一二两三四五六七八九十百千万\d.]+/g,
    '',
  );
}

function isContent(run: string): boolean {
  return run.length >= 2;
}
