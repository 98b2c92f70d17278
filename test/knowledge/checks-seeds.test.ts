import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkReport, evaluateReport } from '../../knowledge/checks.js';
import { fold } from '../../knowledge/text.js';
import { type Expected, SEED_FINDINGS, seedReport } from './seed-report.js';

const SEEDS = '../shared/seeds';

/** How many instances cannot be told: sums over the blanks, and of 002 the two rules that need a date. */
const UNDECIDED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '000': { 'T3-SUM': 1, 'T3-TOT': 1 },
  '001': { 'T4-SUM-REC': 1 },
  '002': { 'T3-SUM': 1, 'T3-TOT': 18, 'DATE-BEFORE-YEAREND': 1, 'DATE-LATE': 1 },
  '003': {},
  '004': {},
};

/** What expected.json calls a rule. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  narrative_versus_table: ['N-NEW', 'N-DONE'],
  blank_cell: ['T3-BLANK', 'T4-BLANK'],
  page_furniture: ['STR-MIXED-TEXT'],
  table3_balance: ['T3-BAL'],
  table3_row_sum: ['T3-TOT'],
  section_number_missing: ['STR-SECTION'],
  publication_before_period_end: ['DATE-BEFORE-YEAREND'],
  publication_date_missing: ['DATE-MISSING'],
  amount_without_unit: ['T2-PROC-UNIT'],
  category_sum: ['N-CAT', 'N-CAT-PART'],
  application_figure_only_in_table: ['N-NO-NARRATIVE'],
};

describe.skipIf(!existsSync(SEEDS))('checks of the five seeds (skipped without ../shared/seeds)', () => {
  const reports = existsSync(SEEDS) ? truth() : [];

  it.each(reports)('finds exactly the anomalies of $id', ({ id, report }) => {
    const broken = checkReport(report, null).filter((f) => f.outcome === 'broken');
    expect(broken.map((f) => `${f.rule} ${f.at} ${f.severity}`).sort()).toEqual(SEED_FINDINGS[id]);
  });

  it.each(reports)('finds each anomaly that expected.json names for $id', ({ expected, report }) => {
    const broken = checkReport(report, null).filter((f) => f.outcome === 'broken');
    for (const { rule, where } of expected.anomalies) {
      const rules = RULES[rule] ?? [];
      const found = broken.filter((f) => rules.includes(f.rule));
      expect(found, rule).not.toEqual([]);
      if (rule.startsWith('table3_')) expect(found.map((f) => f.at)).toContain(where);
    }
  });

  it.each(reports)('says of $id what cannot be told, as information', ({ id, report }) => {
    const undecided = checkReport(report, null).filter((f) => f.outcome === 'cannot_tell');
    const counts: Record<string, number> = {};
    for (const f of undecided) counts[f.rule] = (counts[f.rule] ?? 0) + 1;
    expect(counts).toEqual(UNDECIDED[id]);
    expect(undecided.every((f) => f.severity === 'info')).toBe(true);
    const sums = undecided.filter((f) => !f.rule.startsWith('DATE'));
    expect(sums.every((f) => f.message.endsWith('空白如按0计则成立。'))).toBe(true);
  });

  it('names both numbers and the column that supports the text where the total column is empty', () => {
    const { report } = reports[1] ?? { report: null };
    const done = report && checkReport(report, null).find((f) => f.rule === 'N-DONE');
    expect(done?.message).toContain('正文说办理6件');
    expect(done?.message).toContain('为0件');
    expect(done?.message).toContain('“自然人”6件与正文一致');
  });

  it.each(reports)('compares narrative and table in $id where both speak', ({ id, report }) => {
    const rules = new Set(evaluateReport(report, null).map((e) => e.rule));
    expect(rules.has('N-NEW')).toBe(id !== '002');
    expect(rules.has('N-CAT')).toBe(['000', '001', '002'].includes(id));
    expect(rules.has('N-REV-LIT')).toBe(id === '004');
  });

  it.each(reports)('quotes only what stands in $id where the place is running text', ({ report }) => {
    const text = fold(report.lines.join('\n'));
    const places = checkReport(report, null)
      .filter((f) => f.rule.startsWith('N-C') || f.rule.startsWith('STR'))
      .flatMap((f) => f.places);
    for (const { quote } of places) expect(text).toContain(quote);
  });
});

// --- internal ---

function truth() {
  const { reports } = JSON.parse(readFileSync(`${SEEDS}/expected.json`, 'utf8')) as { reports: Expected[] };
  return reports.map((expected) => ({
    id: expected.file.slice(0, 3),
    expected,
    report: seedReport(expected, readFileSync(`${SEEDS}/${expected.file}`, 'utf8')),
  }));
}
