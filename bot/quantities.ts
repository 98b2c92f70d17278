import { METRICS, metric } from '../knowledge/metrics.js';
import { inMeasure, takesApplicant } from './mentions/measures.js';
import type { MetricMention } from './mentions/metrics.js';
import type { Quantity } from './quantity.js';
import type { Understanding } from './understand.js';

/** What a question over several reports measures. */
export interface Measured {
  readonly quantities: readonly Quantity[];
  /** True where the two forms print different things under the name asked for (domain 2.3): never one series. */
  readonly formsDiffer: boolean;
}

/**
 * The quantities a question names, or null where it names none or holds content that none of them explains: a question
 * about something else is not answered with the nearest figure.
 */
export function quantitiesOf(
  understood: Understanding,
  clues: readonly string[] = understood.content,
): Measured | null {
  const mentions = understood.metrics;
  const named = new Set(mentions.flatMap((mention) => keysOf(mention, understood.text)));
  // 行政诉讼（未经复议直接起诉）names the part; the whole is only the way to it.
  const keys = [...named].filter((key) => !isWholeOf(key, named));
  const fitting = inMeasure(understood.topic, keys).slice(0, MAX_QUANTITIES);
  if (fitting.length === 0) return null;
  const unexplained = clues.filter((run) => run.length >= 2);
  const explained = unexplained.length === 0 || fitting.some((key) => metric(key).parts === true);
  if (!explained) return null;
  const [, either, counting] = UNIT.exec(understood.text) ?? [];
  const of = (key: string, applicant: Quantity['applicant']): Quantity => ({
    key,
    applicant,
    clues: unexplained,
    unit: either ?? counting ?? null,
    topic: understood.topic,
  });
  const quantities = fitting.flatMap((key) => {
    const columns = understood.applicants.length > 0 && takesApplicant(key) ? understood.applicants : [null];
    return columns.map((applicant) => of(key, applicant));
  });
  return { quantities, formsDiffer: mentions.some((mention) => rowOf(mention) in DIFFERENT_ROWS) };
}

/** The quantity most people mean by 公开: for a ranking that names none. */
export function defaultQuantity(topic: string): Quantity {
  return { key: 'proactive_disclosed_count', applicant: null, clues: [], unit: null, topic };
}

// --- internal ---

function isWholeOf(key: string, named: ReadonlySet<string>): boolean {
  const { formula } = metric(key);
  return formula?.kind === 'sum' && formula.of.some((operand) => named.has(operand));
}

const MAX_QUANTITIES = 4;
const UNIT = /(人次|场次)|(?:多少|几)([件条篇次场期个名份项宗]|人(?!大))/;

/** A total that stands for what people name without it. */
const MEANT: Readonly<Record<string, string>> = { litigation_stated: 'litigation_total' };

/** Rows of table 2 whose columns mean different things in the two forms: the column of each that says how much there is. */
const DIFFERENT_ROWS: Readonly<Record<string, readonly string[]>> = {
  normative_documents: ['t2.normative_documents.total_public', 't2.normative_documents.in_force'],
  rules: ['t2.rules.total_public', 't2.rules.in_force'],
  administrative_fees: ['t2.administrative_fees.items_previous_year', 't2.administrative_fees.amount_wanyuan'],
};

function keysOf(mention: MetricMention, text: string): readonly string[] {
  if (!mention.group) return mention.keys.map((key) => MEANT[key] ?? key);
  const row = rowOf(mention);
  const different = DIFFERENT_ROWS[row];
  if (different) return different;
  if (row === 'government_procurement') {
    return [/金额|钱|元|花|额|[\d几多]万/.test(text) ? `t2.${row}.total_amount` : `t2.${row}.project_count`];
  }
  return row === '' ? [] : [`t2.${row}.decisions`];
}

/** The row of table 2 that a group of cells is. */
function rowOf({ group, keys: [key = ''] }: MetricMention): string {
  return group ? (METRICS.get(key)?.row ?? '') : '';
}
