import { TABLE4_BLOCKS, TABLE4_COLUMNS } from '../metrics.js';
import { broken, cannotTell, fill, holds, now, type Rule } from './rule.js';
import { cellOperand, isEmpty, isNumber, type Operand, type Sheet, whyUndecided } from './sheet.js';

/** Every cell of table 4 in print order. */
export const TABLE4_KEYS: readonly string[] = TABLE4_BLOCKS.flatMap((block) =>
  TABLE4_COLUMNS.map((column) => `${block.key}_${column.key}`),
);

/** The rule names of domain 3.2 for the three blocks. */
const SUM_IDS = {
  reconsideration: 'T4-SUM-REC',
  litigation_direct: 'T4-SUM-DIR',
  litigation_after_reconsideration: 'T4-SUM-AFT',
} as const;

/** Since this year a refusal must go to reconsideration first: 行政复议法（2023修订）第二十三条第一款第（四）项. */
const RECONSIDERATION_FIRST_SINCE = 2024;

/** Domain 3.2. */
export const TABLE4_RULES: readonly Rule[] = [
  ...TABLE4_BLOCKS.map(
    (block): Rule => ({
      id: SUM_IDS[block.key],
      severity: 'error',
      per: null,
      left: TABLE4_COLUMNS.filter((c) => c.key !== 'total').map((c) => now(`${block.key}_${c.key}`)),
      right: [now(`${block.key}_total`)],
      subject: '表四“{行}”四项之和',
      message: '表四“{行}”：四项相加为{左}，总计填的是{右}，相差{差}。',
    }),
  ),
  {
    id: 'T4-BLANK',
    severity: 'warning',
    needs: ['table4'],
    subject: '表四没有空白',
    test: (sheet) =>
      TABLE4_BLOCKS.map((block) => {
        const cells = TABLE4_COLUMNS.map((c) => cellOperand(sheet, `${block.key}_${c.key}`, null));
        const empty = cells.filter((c) => isEmpty(c.seen));
        const unread = cells.filter((c) => !isNumber(c) && !isEmpty(c.seen));
        if (empty.length > 0) {
          return broken(block.key, `表四“${block.label}”有${empty.length}格空白，没有发生请填0。`, {
            places: empty.map((c) => c.figure),
            metrics: empty.map((c) => c.key),
          });
        }
        if (unread.length === 0) return holds(block.key);
        return cannotTell(block.key, `表四“${block.label}”有没有空白无法核对：${whyUndecided(unread)}。`, {
          metrics: unread.map((c) => c.key),
        });
      }),
  },
  {
    id: 'T4-15',
    severity: 'error',
    needs: ['table4'],
    subject: '表四有15个数',
    test: (sheet) => {
      const figures = sheet.table(4);
      const note = sheet.report.notes.find((n) => n.table === 4 && n.kind === 'wrong_cell_count');
      const count = note?.count ?? figures.length;
      const evidence = { places: [note ?? figures[0]], metrics: TABLE4_KEYS };
      if (note || count !== TABLE4_KEYS.length) {
        const message = `表四应有${TABLE4_KEYS.length}个数，实际识别出${count}个，可能漏填或表格错位。`;
        return [broken('', message, evidence)];
      }
      const unread = figures.filter((f) => f.stated === 'unreadable').length;
      if (unread === 0) return [holds('', evidence)];
      return [cannotTell('', `表四是否填齐${TABLE4_KEYS.length}个数无法核对：有${unread}格无法辨认。`, evidence)];
    },
  },
  {
    id: 'T4-DIRECT-2024',
    severity: 'info',
    needs: ['table4'],
    subject: '2024年起不予公开先经行政复议',
    test: (sheet) => {
      if (sheet.report.year < RECONSIDERATION_FIRST_SINCE) return [];
      const direct = cellOperand(sheet, 'litigation_direct_total', null);
      const evidence = { places: [direct.figure], metrics: [direct.key] };
      if (!isNumber(direct)) {
        return [cannotTell('', `“${direct.name}”无法核对：${whyUndecided([direct])}。`, evidence)];
      }
      if (direct.seen === 0) return [holds('', evidence)];
      const template =
        '2024年起不予公开决定须先申请行政复议，本年度仍有“{litigation_direct_total}”{值}件，请核对填列位置。';
      return [broken('', fill(template, { 值: direct.seen }), evidence)];
    },
  },
  {
    id: 'T4-CORRECTED',
    severity: 'info',
    needs: ['table4'],
    subject: '被纠正的案件在第五部分有说明',
    test: (sheet) => {
      const cells = TABLE4_BLOCKS.map((b) => cellOperand(sheet, `${b.key}_corrected`, null));
      const corrected = cells.filter((c): c is Operand & { seen: number } => isNumber(c) && c.seen > 0);
      const sum = corrected.reduce((all, c) => all + c.seen, 0);
      const missing = cells.filter((c) => !isNumber(c));
      const evidence = { places: corrected.map((c) => c.figure), metrics: corrected.map((c) => c.key) };
      if (sum > 0 && !speaksOfCases(sheet)) {
        return [broken('', `本年度有${sum}件被纠正，建议在第五部分说明原因和整改情况。`, evidence)];
      }
      if (sum > 0 || missing.length === 0) return [holds('', evidence)];
      return [
        cannotTell('', `有没有案件被纠正无法核对：${whyUndecided(missing)}。`, { metrics: missing.map((c) => c.key) }),
      ];
    },
  },
];

// --- internal ---

function speaksOfCases(sheet: Sheet): boolean {
  return sheet.report.passages.some(
    (p) => p.sectionKey === 'problems_and_improvements' && /纠正|纠错|败诉|撤销|确认违法|复议|诉讼/.test(p.text),
  );
}
