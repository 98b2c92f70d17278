import { isPrinted, LAST_YEAR_OF_STATISTICS, metric, olderKeys } from '../knowledge/metrics.js';
import type { StoredFigure, StoredFinding, StoredReport } from '../knowledge/stored.js';
import type { Operand } from './computed.js';
import type { Quantity, Reading } from './quantity.js';
import { operandKeys, readRatio, readSum } from './reading-computed.js';
import { type Given, type Part, readStated } from './reading-stated.js';
import { ofReport } from './stored-index.js';

/** Every metric that reading a quantity needs. */
export function metricsOf(key: string): readonly string[] {
  return [...new Set([...olderKeys(key), equivalent(key)].flatMap((each) => [each, ...operandKeys(each)]))];
}

/**
 * Reads a quantity in one report: a cell, a narrative figure, a sum of rows or a rate (domain 3.7). Where a row's total does
 * not match its columns both are given, the columns first; a blank is never taken as 0.
 */
export function readQuantity(
  quantity: Quantity,
  report: StoredReport,
  all: readonly StoredFigure[],
  findings: readonly StoredFinding[],
): Reading {
  const rows = ofReport(all, report.id);
  const broken = ofReport(findings, report.id).filter((each) => each.outcome === 'broken');
  const key = isPrinted(metric(quantity.key), report) ? quantity.key : equivalent(quantity.key);
  const read = READ[metric(key).formula?.kind ?? 'stated']({ quantity: { ...quantity, key }, report, rows, broken });
  const used = new Set([key, ...operandKeys(key)]);
  const doubts = broken.filter((each) => each.metrics.some((name) => used.has(name)));
  const has = (read.versions?.length ?? 0) + (read.unread?.length ?? 0) > 0;
  const otherwise = has ? {} : lackIn(quantity.key, report, rows);
  return {
    report,
    unread: [],
    lack: null,
    versions: [],
    ...read,
    ...otherwise,
    doubts: read.versions?.length ? doubts : [],
  };
}

/** The unit a number is in, as it is compared: a metric's own unit where the report prints none and the form has one. */
export function unitOf(operand: Operand): string {
  if ('calculation' in operand) return operand.value.unit ?? '';
  return operand.unit ?? metric(operand.metric).unit;
}

// --- internal ---

const READ: Readonly<Record<'sum' | 'ratio' | 'growth' | 'stated', (given: Given) => Part>> = {
  /** Growth is between two readings, never read itself. */
  growth: () => ({ lack: 'not stated' }),
  sum: readSum,
  ratio: readRatio,
  stated: readStated,
};

/** Figures of the two forms that mean the same under different names (domain 2.4). */
const EQUIVALENT: Readonly<Record<string, string>> = { other_handling: 'other_total', other_total: 'other_handling' };

/** Before the forms the matter may stand under a name of its own (statistics table or text): never one series with others. */
function lackIn(key: string, report: StoredReport, rows: readonly StoredFigure[]): Partial<Reading> {
  const others = report.year <= LAST_YEAR_OF_STATISTICS ? olderKeys(key).slice(1) : [];
  return rows.some((row) => others.includes(row.metric)) ? { lack: 'counted otherwise' } : {};
}

function equivalent(key: string): string {
  return EQUIVALENT[key] ?? key;
}
