import { metric, PARTS_OF_ANSWERS, STATISTICS_ROWS, STATISTICS_TABLE } from '../metrics.js';
import type { ReadingNote } from '../types.js';
import { compare } from './compare.js';
import { broken, fill, holds, now, type Rule } from './rule.js';
import { nameOf, type Sheet, statisticOperand } from './sheet.js';

/**
 * The statistics table of the reports for 2014 to 2018 (国办发〔2014〕32号): the sums its own rows print, and what the
 * text says of the same figures (domain 2.8). Nothing else of it is a rule.
 */
export const STATISTICS_RULES: readonly Rule[] = [
  sum(
    'S-CHANNELS',
    'applications_new',
    ['in_person', 'by_fax', 'online', 'by_letter'].map((by) => `legacy.applied_${by}`),
  ),
  sum('S-COMPLETED', 'legacy.applications_completed', ['legacy.completed_on_time', 'legacy.completed_late']),
  sum('S-ANSWERED', 'legacy.applications_answered', PARTS_OF_ANSWERS),
  {
    id: 'S-TEXT',
    severity: 'error',
    needs: ['statistics'],
    subject: '正文的数与统计表一致',
    test: (sheet) =>
      STATISTICS_ROWS.filter(({ key }) => !metric(key).legacy && sheet.statistics.has(key)).flatMap(
        ({ key, label, unit }) => {
          const stated = sheet.stated(key).filter(({ applicant }) => (applicant ?? 'total') === 'total');
          const cell = statisticOperand(sheet, key);
          return compare(stated, [cell], key, (left, right) =>
            fill(TEXT, { 行: label, 左: left, 右: right, 单位: unit, 表: STATISTICS_TABLE }),
          );
        },
      ),
  },
  noteRule('S-UNKNOWN-ROW', 'unknown_row', '统计表没有另加的行', (label) => `多出一行“${label}”，不是统一的指标。`),
  noteRule(
    'S-ROW-UNREADABLE',
    'unreadable_row',
    '统计表各行都能分清',
    (label) => `“${label}”一行分不清属于哪一组，请查看原件。`,
  ),
  noteRule(
    'S-CELL',
    'wrong_cell_count',
    '统计表各行都有一个数',
    (label) => `“${label}”一行分不清哪一格是统计数，请查看原件。`,
  ),
];

// --- internal ---

const TEXT = '正文说“{行}”{左}{单位}，《{表}》为{右}{单位}。';

function sum(id: string, whole: string, parts: readonly string[]): Rule {
  const label = STATISTICS_ROWS.find(({ key }) => key === whole)?.label ?? nameOf(whole);
  const subject = `《${STATISTICS_TABLE}》“${label}”各项之和`;
  const message = `${subject}为{左}，“${label}”填的是{右}，相差{差}。`;
  const terms = { left: parts.map(now), right: [now(whole)] };
  return { id, severity: 'error', per: null, within: 'statistics', ...terms, subject, message };
}

/** Rows that could not be taken as they stand. */
function noteRule(id: string, kind: ReadingNote['kind'], subject: string, say: (label: string) => string): Rule {
  return {
    id,
    severity: 'warning',
    needs: ['statistics'],
    subject,
    test: (sheet) => {
      const notes = sheet.report.notes.filter((note) => note.table === 'statistics' && note.kind === kind);
      const verdicts = notes.map((note) =>
        broken(note.label ?? '', `《${STATISTICS_TABLE}》${say(note.label ?? '')}`, {
          places: [note],
          metrics: metricsAt(note, sheet),
        }),
      );
      return verdicts.length > 0 ? verdicts : [holds()];
    },
  };
}

function metricsAt(note: ReadingNote, sheet: Sheet): readonly string[] {
  return [...sheet.statistics.values()].filter(({ line }) => line === note.line).map((figure) => figure.metric);
}
