import { dueDate } from '../deadlines.js';
import type { Place, Report, Severity } from '../types.js';
import { broken, cannotTell, holds, type Rule } from './rule.js';

/** Domain 3.6, the dates; and the period the report says it covers (domain N-PERIOD). */
export const DATE_RULES: readonly Rule[] = [
  {
    id: 'DATE-MISSING',
    severity: 'info',
    needs: [],
    subject: '有落款日期',
    test: ({ report }) =>
      report.issuedOn ? [holds('', { places: issue(report) })] : [broken('', '未识别到落款日期。')],
  },
  {
    id: 'DATE-BEFORE-YEAREND',
    severity: 'warning',
    needs: [],
    subject: '落款日期在统计期限之后',
    test: ({ report }) => {
      if (!report.issuedOn) return [cannotTell('', UNDATED('是否早于统计期末'), { severity: 'info' })];
      if (report.issuedOn >= `${report.year + 1}-01-01`) return [holds('', { places: issue(report) })];
      const message = `落款日期${chinese(report.issuedOn)}早于统计期末次日，全年数据可能不完整。`;
      return [broken('', message, { places: issue(report) })];
    },
  },
  {
    id: 'DATE-LATE',
    severity: 'warning',
    needs: [],
    subject: '按时公布',
    test: ({ report }) => {
      if (!report.issuedOn) return [cannotTell('', UNDATED('是否按时公布'), { severity: 'info' })];
      const { due, basis } = dueDate(report.office.kind, report.year);
      const days = daysBetween(due, report.issuedOn);
      if (days <= 0) return [holds('', { places: issue(report) })];
      const message = `应于${chinese(due)}前公布（${basis}），落款/发布日期为${chinese(report.issuedOn)}，逾期${days}天。`;
      // Whom article 49 names is bound by law; for towns and sub-districts the date is practice.
      const named = report.office.kind === '部门' || report.office.kind === '人民政府';
      const severity: Severity = named ? 'error' : 'warning';
      return [broken('', message, { places: issue(report), severity })];
    },
  },
  {
    id: 'N-PERIOD',
    severity: 'error',
    needs: [],
    subject: '统计期限是报告年度全年',
    test: ({ report }) => {
      if (!report.period) return [];
      const { from, to } = report.period;
      if (from === `${report.year}-01-01` && to === `${report.year}-12-31`)
        return [holds('', { places: period(report) })];
      const message = `统计期限写的是${chinese(from)}至${chinese(to)}，应为${report.year}年1月1日至12月31日。`;
      return [broken('', message, { places: period(report) })];
    },
  },
];

// --- internal ---

const UNDATED = (question: string) => `${question}无法核对：未识别到落款日期。`;

function issue(report: Report): readonly Place[] {
  return report.facts.filter((f) => f.key === 'issued_on').slice(0, 1);
}

function period(report: Report): readonly Place[] {
  const spoken = report.passages.find((p) => /统计期限|时间范围/.test(p.text));
  return spoken ? [spoken] : report.passages.filter((p) => /1 ?月 ?1 ?日/.test(p.text)).slice(0, 1);
}

function chinese(iso: string): string {
  const [year = '', month = '', day = ''] = iso.split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}

const DAY = 24 * 60 * 60 * 1000;

/** Whole days from one ISO date to a later one. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}
