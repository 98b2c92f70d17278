import { APPLICANT_LABELS, metric } from '../metrics.js';
import { APPLICANTS, type Applicant, type Figure } from '../types.js';
import { compare } from './compare.js';
import { broken, cannotTell, fill, holds, type Rule, type TestRule, type Verdict } from './rule.js';
import { applicantName, cellOperand, isEmpty, isNumber, nameOf, numberIn, type Sheet, whyUndecided } from './sheet.js';
import { RESULT_ROWS } from './table3.js';

/** Groups of result rows that a narrative gives one number for; the form prints no such subtotal (domain 2.4). */
const RESULT_GROUPS = ['denied_total', 'unavailable_total', 'rejected_total', 'other_total'];

/** Domain 3.5: what the text says of applications against table 3. */
export const APPLICATION_RULES: readonly Rule[] = [
  againstTable3('N-NEW', ['applications_new'], '正文说收到申请{左}件，表三“本年新收—{列}”为{右}件。'),
  againstTable3('N-DONE', ['results_total'], '正文说办理{左}件，表三{results_total}“{列}”为{右}件。'),
  againstTable3('N-RES', [...RESULT_ROWS, ...RESULT_GROUPS], '正文说“{行}”{左}件，表三“{列}”为{右}件。'),
  againstTable3(
    'N-CARRY',
    ['applications_carried_in', 'applications_carried_out'],
    '正文说结转{左}件，表三“{行}”{列}为{右}件。',
  ),
  {
    id: 'N-RES-SUM',
    severity: 'warning',
    needs: [],
    subject: '正文各办理结果相加与收到的申请相符',
    test: resultsAddUp,
  },
  {
    id: 'N-NO-NARRATIVE',
    severity: 'info',
    needs: ['form', 'table3'],
    subject: '正文写有收到申请的数量',
    test: (sheet) => {
      const stated = sheet.report.figures.some((f) => f.source === 'narrative' && f.metric === 'applications_new');
      if (stated) return [holds()];
      const cell = sheet.cell('applications_new', 'total');
      const value = typeof cell?.stated === 'number' ? `${cell.stated}件` : '空白或无法辨认';
      const message = `正文没有识别到收到申请的数量，申请数只在表三（本年新收“${applicantName('total')}”列为${value}）。`;
      return [broken('', message, { places: [cell] })];
    },
  },
  {
    id: 'T3-WRONG-COLUMN',
    severity: 'warning',
    needs: ['table3'],
    subject: '正文所说的申请人与表三的列一致',
    test: (sheet) => sheet.stated('applications_new').flatMap((f) => rightColumn(f, sheet)),
  },
];

// --- internal ---

/** One rule of the kind "the text says a, table 3 says b", an instance for each key (and named applicant) stated. */
function againstTable3(id: string, keys: readonly string[], template: string): TestRule {
  const single = keys.length === 1;
  return {
    id,
    severity: 'error',
    needs: ['table3'],
    subject: single ? `正文的数与表三一致（${nameOf(keys[0] ?? '')}）` : '正文的数与表三一致',
    test: (sheet) =>
      // Of most keys the text says nothing.
      keys
        .filter((key) => sheet.stated(key).length > 0)
        .flatMap((key) =>
          APPLICANTS.flatMap((applicant) => {
            const stated = sheet.stated(key).filter((f) => (f.applicant ?? 'total') === applicant);
            const rows = rowsOf(key).filter((row) => sheet.prints(row));
            const cells = rows.map((row) => cellOperand(sheet, row, applicant));
            const at = [single ? '' : key, applicant === 'total' ? '' : applicant].filter(Boolean).join('.');
            const backing = applicant === 'total' ? supporting(sheet, rows, stated) : null;
            const say = (left: number, right: number) => {
              const values = { 左: left, 右: right, 列: applicantName(applicant), 行: nameOf(key) };
              return fill(template, values) + (backing?.message ?? '');
            };
            return compare(stated, cells, at, say, backing?.figures);
          }),
        ),
  };
}

function rowsOf(key: string): readonly string[] {
  const { formula } = metric(key);
  return formula?.kind === 'sum' ? formula.of : [key];
}

/** Where the 总计 column is 0 but the applicants' own columns hold the narrative's number, they are named. */
function supporting(sheet: Sheet, rows: readonly string[], stated: readonly Figure[]) {
  if (rows.some((row) => numberIn(sheet, row, 'total') !== 0)) return null;
  const filled = COLUMNS.map((applicant) => ({
    applicant,
    sum: rows.reduce((sum, row) => sum + (numberIn(sheet, row, applicant) ?? 0), 0),
  })).filter((c) => c.sum > 0);
  const sum = filled.reduce((all, c) => all + c.sum, 0);
  if (sum === 0 || !stated.some((f) => f.stated === sum)) return null;
  const names = filled.map((c) => `“${applicantName(c.applicant)}”${c.sum}件`).join('、');
  const message = `表三各列中${names}与正文一致，可能漏填“${applicantName('total')}”列。`;
  return { message, figures: filled.flatMap((c) => rows.map((row) => sheet.cell(row, c.applicant))) };
}

/**
 * Results that add up to more than was received contradict the text. Less does not: a text need not list every result,
 * so that is left undecided.
 */
function resultsAddUp(sheet: Sheet): readonly Verdict[] {
  const received = exact(sheet, 'applications_new');
  const groups = RESULT_GROUPS.filter((key) => sheet.stated(key).length > 0);
  const grouped = groups.flatMap(rowsOf);
  const rows = RESULT_ROWS.filter((key) => !grouped.includes(key) && sheet.stated(key).length > 0);
  const keys = [...groups, ...rows];
  if (keys.length === 0 || sheet.stated('applications_new').length === 0) return [];
  const extra = ['withdrawn_count', 'applications_carried_out'].filter((key) => sheet.stated(key).length > 0);
  const parts = [...keys, ...extra].map((key) => exact(sheet, key));
  const carriedIn = sheet.stated('applications_carried_in').length > 0 ? exact(sheet, 'applications_carried_in') : 0;
  const metrics = ['applications_new', ...keys];
  const places = ['applications_new', ...keys, ...extra].map((key) => sheet.stated(key)[0]);
  const evidence = { places, metrics };
  if (received === null || carriedIn === null || !parts.every((p) => p !== null)) {
    return [
      cannotTell('', '正文各办理结果能否加总无法核对：有的数是约数或前后不一。', { ...evidence, severity: 'info' }),
    ];
  }
  const left = parts.reduce<number>((sum, p) => sum + (p ?? 0), 0);
  const right = received + carriedIn;
  if (left === right) return [holds('', evidence)];
  if (left > right) return [broken('', `正文各办理结果相加${left}件，与收到${right}件不符。`, evidence)];
  const message = `正文各办理结果相加${left}件，少于收到的${right}件，正文可能没有列全，无法核对。`;
  return [cannotTell('', message, { ...evidence, severity: 'info' })];
}

/** The one exact number the narrative states under a key for all applicants, null where there is no such. */
function exact(sheet: Sheet, key: string): number | null {
  const figures = sheet.stated(key).filter((f) => (f.applicant ?? 'total') === 'total');
  const [first] = figures.length > 0 ? figures : sheet.stated(key);
  if (!first || first.approximate || figures.some((f) => f.stated !== first.stated)) return null;
  return typeof first.stated === 'number' ? first.stated : null;
}

const COLUMNS = APPLICANTS.filter((a) => a !== 'total');

/** Domain T3-WRONG-COLUMN: the text names the applicant, the number stands in another column. */
function rightColumn(figure: Figure, sheet: Sheet): readonly Verdict[] {
  const applicant = namedApplicant(figure);
  if (!applicant || typeof figure.stated !== 'number' || figure.stated === 0) return [];
  const cell = cellOperand(sheet, 'applications_new', applicant);
  const other = COLUMNS.find((c) => c !== applicant && (numberIn(sheet, 'applications_new', c) ?? 0) > 0);
  const evidence = { places: [figure, cell.figure], metrics: ['applications_new'] };
  if (isNumber(cell) && cell.seen > 0) return [holds(applicant, evidence)];
  if (other && (cell.seen === 0 || isEmpty(cell.seen))) {
    const message = `正文说申请人为${applicantName(applicant)}，表三却填在“${applicantName(other)}”列。`;
    const places = [...evidence.places, sheet.cell('applications_new', other)];
    return [broken(applicant, message, { ...evidence, places })];
  }
  if (isNumber(cell)) return [];
  return [
    cannotTell(applicant, `正文所说的申请人与表三的列无法核对：${whyUndecided([cell])}。`, {
      ...evidence,
      ...(isEmpty(cell.seen) && { severity: 'info' }),
    }),
  ];
}

/** The applicant a sentence names for all of its applications: by the figure itself, or 全部为…, 均为…. */
function namedApplicant(figure: Figure): Applicant | null {
  if (figure.applicant !== null && figure.applicant !== 'total') return figure.applicant;
  return (
    COLUMNS.find((c) => {
      const words = APPLICANT_LABELS[c].words.replace(/\s/g, '');
      return new RegExp(`(全部|均|都)(为|是|系|由|来自)(${words})`).test(figure.quote.replace(/\s/g, ''));
    }) ?? null
  );
}
