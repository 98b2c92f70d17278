import type { StoredReport } from '../knowledge/stored.js';
import type { MetricMention } from './mentions/metrics.js';
import type { Understanding } from './understand.js';

/** What a conversation remembers: the last question's office, year and metric. */
export interface Memory {
  readonly offices: readonly number[];
  readonly years: readonly number[];
  readonly metrics: readonly MetricMention[];
  /** Subject in the user's words, repeated for another office or year. */
  readonly topic: string;
}

const NOTHING: Memory = { offices: [], years: [], metrics: [], topic: '' };

/** Reads a stored memory; anything unreadable is no memory. */
export function readMemory(state: string | null): Memory {
  if (state === null) return NOTHING;
  try {
    const parsed: unknown = JSON.parse(state);
    return isMemory(parsed) ? parsed : NOTHING;
  } catch {
    return NOTHING;
  }
}

/** What to remember of a question that was understood in full. */
export function remember(understood: Understanding, before: Memory): Memory {
  const offices = [...new Set(understood.offices.flatMap(({ ids }) => (ids.length === 1 ? ids : [])))];
  const years = understood.years.years;
  return {
    offices: offices.length > 0 ? offices : before.offices,
    years: years.length > 0 ? years : offices.length > 0 ? [] : before.years,
    metrics: understood.metrics.length > 0 ? understood.metrics.map(withoutPositions) : before.metrics,
    topic: understood.topic || before.topic,
  };
}

/** True for words that start the conversation anew. */
export function startsOver(text: string): boolean {
  return /^(?:重新开始|换个问题|重来|清空|从头开始|reset)[。！!]?$/.test(text);
}

/**
 * Fills in what a short question leaves out (那2022年呢, 另一个街道呢, 粉丝呢) from the conversation. A year is carried to
 * another office only where that office has a report for it.
 */
export function fillIn(understood: Understanding, memory: Memory, reports: readonly StoredReport[]): Understanding {
  if (memory.offices.length === 0 && memory.metrics.length === 0) return understood;
  const named = understood.offices.length > 0 || understood.unknownOffice !== null;
  const offices = named
    ? understood.offices
    : memory.offices.map((id) => ({ start: 0, end: 0, text: '', ids: [id], account: false }));
  const ids = offices.flatMap((office) => office.ids);
  const carried = memory.years.filter((year) =>
    reports.some((report) => ids.includes(report.officeId) && report.year === year),
  );
  const keepsYear = understood.years.years.length > 0 || understood.years.latest;
  const asksAnew = understood.metrics.length > 0 || understood.rest.some((run) => run.length >= 2);
  return {
    ...understood,
    offices,
    years: keepsYear ? understood.years : { ...understood.years, years: carried },
    metrics: asksAnew ? understood.metrics : memory.metrics,
    topic: asksAnew ? understood.topic : memory.topic,
  };
}

// --- internal ---

/** Spans belong to the text they were found in. */
function withoutPositions(mention: MetricMention): MetricMention {
  return { ...mention, spans: [], covers: [] };
}

function isMemory(value: unknown): value is Memory {
  if (typeof value !== 'object' || value === null) return false;
  const { offices, years, metrics, topic } = value as Record<string, unknown>;
  return Array.isArray(offices) && Array.isArray(years) && Array.isArray(metrics) && typeof topic === 'string';
}
