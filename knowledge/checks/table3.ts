import { TABLE3_ROWS } from '../metrics.js';
import { APPLICANTS, type Applicant, type Figure } from '../types.js';
import { broken, cannotTell, fill, holds, now, type Rule, type Verdict } from './rule.js';
import {
  applicantName,
  cellName,
  cellOperand,
  isEmpty,
  isNumber,
  numberIn,
  type Sheet,
  whyUndecided,
} from './sheet.js';

const NOT_RESULTS = ['applications_new', 'applications_carried_in', 'results_total', 'applications_carried_out'];

/** The rows that results_total sums up: （一） to （六）; of （六） the form's own rows only. */
export const RESULT_ROWS: readonly string[] = TABLE3_ROWS.map((r) => r.key).filter((key) => !NOT_RESULTS.includes(key));

/** Domain 3.1. T3-BAL is the note printed in the form's own corner: 第一项加第二项之和，等于第三项加第四项之和. */
export const TABLE3_RULES: readonly Rule[] = [
  {
    id: 'T3-BAL',
    severity: 'error',
    per: 'applicant',
    left: [now('applications_new'), now('applications_carried_in')],
    right: [now('results_total'), now('applications_carried_out')],
    subject: '表三“{列}”列的勾稽关系（新收＋结转＝办理＋结转下年）',
    message:
      '{单位}{年}年报表三“{列}”列不平：本年新收＋上年结转＝{左}，{results_total}＋结转下年度＝{右}，相差{差}。请核对。',
  },
  {
    id: 'T3-SUM',
    severity: 'error',
    per: 'applicant',
    left: RESULT_ROWS.map(now),
    right: [now('results_total')],
    subject: '表三“{列}”列各项办理结果之和',
    message: '表三“{列}”列：（一）至（六）各项相加为{左}，{results_total}填的是{右}，相差{差}。',
  },
  {
    id: 'T3-TOT',
    severity: 'error',
    per: 'row',
    across: 'applicants',
    left: [],
    right: [],
    subject: '表三“{行}”各类申请人之和',
    message: '表三“{行}”：各类申请人相加为{左}，“{列}”列填的是{右}，相差{差}。',
  },
  {
    id: 'T3-NEG',
    severity: 'error',
    needs: ['table3'],
    subject: '表三各格都是不小于0的整数',
    test: (sheet) => {
      const wrong = sheet.table(3).filter((f) => isNumeric(f) && (f.stated < 0 || !Number.isInteger(f.stated)));
      if (wrong.length === 0) return [undecidedWhereUnreadable(sheet, '表三各格是否为不小于0的整数') ?? holds()];
      return wrong.map((f) =>
        broken(
          `${f.metric}.${f.applicant}`,
          `表三“${cellName(f.metric, f.applicant)}”填了${f.stated}，应为不小于0的整数。`,
          {
            places: [f],
            metrics: [f.metric],
          },
        ),
      );
    },
  },
  {
    id: 'T3-BLANK',
    severity: 'warning',
    needs: ['table3'],
    subject: '表三没有空白单元格',
    test: (sheet) => {
      const empty = sheet.table(3).filter((f) => isEmpty(f.stated));
      const [first] = empty;
      if (!first) return [undecidedWhereUnreadable(sheet, '表三有没有空白单元格') ?? holds()];
      const examples = empty.slice(0, 3).map((f) => `“${cellName(f.metric, f.applicant)}”`);
      const strokes = empty.some((f) => f.stated === 'slash') ? '（含填“/”的）' : '';
      return [
        broken(
          '',
          `表三有${empty.length}个空白单元格${strokes}（如${examples.join('、')}）。没有发生的请填0，不要留空。`,
          { places: empty, metrics: [...new Set(empty.map((f) => f.metric))] },
        ),
      ];
    },
  },
  {
    id: 'T3-ZERO-ROW-NONZERO-RESULT',
    severity: 'error',
    needs: ['table3'],
    subject: '有办理结果就有新收或结转的申请',
    test: resultsNeedApplications,
  },
  {
    id: 'T3-TOTALCOL-EMPTY',
    severity: 'error',
    needs: ['table3'],
    subject: '表三“总计”列没有漏填',
    test: totalColumnFilled,
  },
  {
    id: 'T3-OTHER-LARGE',
    severity: 'info',
    needs: ['table3'],
    subject: '表三其他处理中的“其他”占比不大',
    test: (sheet) => {
      if (!sheet.prints('other_miscellaneous')) return [];
      const other = cellOperand(sheet, 'other_miscellaneous', 'total');
      const results = cellOperand(sheet, 'results_total', 'total');
      const evidence = { places: [other.figure, results.figure], metrics: [other.key] };
      if (!isNumber(other) || !isNumber(results)) {
        const missing = [other, results].filter((o) => !isNumber(o));
        return [cannotTell('', `“${other.name}”的占比无法核对：${whyUndecided(missing)}。`, evidence)];
      }
      if (results.seen < LARGE_FROM || other.seen / results.seen <= LARGE_SHARE) return [holds('', evidence)];
      const share = `${((100 * other.seen) / results.seen).toFixed(2)}%`;
      const template = '表三“{other_miscellaneous}”{左}件，占办理总数{右}件的{比例}，建议在第六部分说明。';
      return [broken('', fill(template, { 左: other.seen, 右: results.seen, 比例: share }), evidence)];
    },
  },
  {
    id: 'T3-CARRYOUT-LATE',
    severity: 'info',
    per: null,
    left: [now('applications_carried_out')],
    right: [now('applications_new')],
    relation: '<=',
    subject: '结转下年度不多于本年新收',
    message: '结转下年度{左}件多于本年新收{右}件，请核实。',
  },
];

// --- internal ---

/** Domain 3.1: more than 30 % of at least ten results. */
const LARGE_SHARE = 0.3;
const LARGE_FROM = 10;

function isNumeric(figure: Figure): figure is Figure & { readonly stated: number } {
  return typeof figure.stated === 'number';
}

function undecidedWhereUnreadable(sheet: Sheet, question: string): Verdict | null {
  const unreadable = sheet.table(3).filter((f) => f.stated === 'unreadable');
  const [first] = unreadable;
  if (!first) return null;
  const where = `“${cellName(first.metric, first.applicant)}”${unreadable.length > 1 ? `等${unreadable.length}格` : ''}`;
  return cannotTell('', `${question}无法核对：${where}无法辨认。`, { places: unreadable });
}

/** A special case of T3-BAL, said once a report and for the column that shows it most clearly (domain 3.1). */
function resultsNeedApplications(sheet: Sheet): readonly Verdict[] {
  const columns = APPLICANTS.map((applicant) => {
    const [results, received, carried] = ['results_total', 'applications_new', 'applications_carried_in'].map((key) =>
      cellOperand(sheet, key, applicant),
    );
    return { applicant, results, received, carried };
  });
  const undecided: Applicant[] = [];
  for (const column of [...columns.slice(-1), ...columns.slice(0, -1)]) {
    const { applicant, results, received, carried } = column;
    if (!results || !received || !carried) continue;
    // Where the column's balance can be told, T3-BAL has said it already (domain 3.1: emit once).
    if (isNumber(cellOperand(sheet, 'applications_carried_out', applicant)) && isNumber(results)) continue;
    if (!isNumber(results)) undecided.push(applicant);
    else if (results.seen > 0 && received.seen === 0 && carried.seen === 0) {
      return [
        broken(
          '',
          `表三“${applicantName(applicant)}”列没有新收也没有结转（为0），却有${results.seen}件办理结果。请核对“本年新收”。`,
          {
            places: [received.figure, carried.figure, results.figure],
            metrics: [received.key, carried.key, results.key],
          },
        ),
      ];
    } else if (results.seen > 0 && !hasPositive([received.seen, carried.seen])) undecided.push(applicant);
  }
  const [first] = undecided;
  if (!first) return [holds()];
  const message = `表三“${applicantName(first)}”列有没有收到申请无法核对：新收、结转或办理的数没有填写或无法辨认。`;
  return [cannotTell('', message, { severity: 'info', metrics: ['applications_new'] })];
}

function hasPositive(values: readonly unknown[]): boolean {
  return values.some((v) => typeof v === 'number' && v > 0);
}

function totalColumnFilled(sheet: Sheet): readonly Verdict[] {
  const totals = sheet.rows.map((row) => cellOperand(sheet, row, 'total'));
  const columns = APPLICANTS.filter((a) => a !== 'total');
  const filled = columns.filter((a) => sheet.rows.some((row) => (numberIn(sheet, row, a) ?? 0) > 0));
  if (filled.length === 0 || totals.some((o) => isNumber(o) && o.seen !== 0)) return [holds()];
  const unread = totals.filter((o) => o.seen === 'unreadable' || o.seen === 'absent');
  if (unread.length > 0) {
    return [cannotTell('', `表三“${applicantName('total')}”列是否漏填无法核对：${whyUndecided(unread)}。`)];
  }
  const rows = sheet.rows.filter((row) => filled.some((a) => (numberIn(sheet, row, a) ?? 0) > 0));
  const state = totals.every((o) => o.seen === 0)
    ? '全部为0'
    : totals.some((o) => o.seen === 0)
      ? '全部为0或空白'
      : '全部空白';
  const names = filled.map((a) => `“${applicantName(a)}”`).join('、');
  const message = `表三“${applicantName('total')}”列${state}，但${names}列有数。可能漏填${applicantName('total')}列。`;
  return [broken('', message, { places: rows.map((row) => sheet.cell(row, 'total')), metrics: rows })];
}
