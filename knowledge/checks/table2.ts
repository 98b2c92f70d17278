import { TABLE2_BLOCKS } from '../metrics.js';
import type { Figure, Office, OfficeKind } from '../types.js';
import { broken, cannotTell, fill, holds, now, type Rule, type Verdict } from './rule.js';
import { cellOperand, isEmpty, isNumber, nameOf, whyUndecided } from './sheet.js';

/** The rows of table 2 that have all of the columns in a form, with the keys of those cells. */
export function rowsWith(format: '2019' | '2021', columns: readonly string[]): readonly Table2Cells[] {
  return TABLE2_BLOCKS.filter((b) => b.format === format && columns.every((c) => b.columns.some((o) => o.key === c)))
    .flatMap((block) => block.rows)
    .map((row) => ({ row: row.key, keys: columns.map((column) => `t2.${row.key}.${column}`) }));
}

export interface Table2Cells {
  readonly row: string;
  /** Keys of the cells in the order of the columns asked for. */
  readonly keys: readonly string[];
}

const PROJECTS = 't2.government_procurement.project_count';
const AMOUNT = 't2.government_procurement.total_amount';
const FEES = 't2.administrative_fees.amount_wanyuan';

/** Above this many 万元 of fees a town is asked whether the unit is right (domain 3.3). */
const LARGE_FEES = 1000;

const TOWNS: readonly OfficeKind[] = ['街道办事处', '镇人民政府', '乡人民政府'];

/** Domain 3.3. */
export const TABLE2_RULES: readonly Rule[] = [
  ...compared('2019', ['newly_disclosed', 'total_public'], {
    id: 'T2-CUM',
    severity: 'warning',
    subject: '{行}：新公开的不多于公开总数',
  }),
  ...compared('2019', ['newly_disclosed', 'newly_made'], {
    id: 'T2-MADE-PUB',
    severity: 'info',
    subject: '{行}：新公开的不多于新制作的',
    advice: '，如含往年文件请说明',
  }),
  {
    id: 'T2-ITEMS-DEC',
    severity: 'warning',
    needs: ['table2'],
    subject: '有处理决定就有事项',
    test: (sheet) =>
      rowsWith('2019', ['items_previous_year', 'items_change', 'decisions']).flatMap(({ row, keys }) => {
        if (!keys.every((key) => sheet.prints(key))) return [];
        const [items, change, decisions] = keys.map((key) => cellOperand(sheet, key, null));
        if (!items || !change || !decisions) return [];
        const evidence = { places: [items.figure, change.figure, decisions.figure], metrics: keys };
        const hasItems = isNumber(items) && isNumber(change) && items.seen + change.seen > 0;
        if (decisions.seen === 0 || hasItems) return [holds(row, evidence)];
        if (!isNumber(decisions) || !isNumber(items) || !isNumber(change)) {
          return [undecided(row, `${rowName(decisions.key)}的事项与处理决定`, [items, change, decisions], keys)];
        }
        const message = `${rowName(decisions.key)}：没有事项（上一年${items.seen}、增减${change.seen}），却有处理决定${decisions.seen}件。`;
        return [broken(row, message, evidence)];
      }),
  },
  {
    id: 'T2-PROC-0',
    severity: 'warning',
    needs: ['table2'],
    subject: '采购项目数与金额同为0或都不为0',
    test: (sheet) => {
      if (!sheet.prints(PROJECTS) || !sheet.prints(AMOUNT)) return [];
      const [projects, amount] = [cellOperand(sheet, PROJECTS, null), cellOperand(sheet, AMOUNT, null)];
      const metrics = [PROJECTS, AMOUNT];
      if (!isNumber(projects) || !isNumber(amount)) {
        return [undecided('', `${rowName(AMOUNT)}的项目数与金额`, [projects, amount], metrics)];
      }
      const evidence = { places: [projects.figure, amount.figure], metrics };
      if ((projects.seen === 0) === (amount.seen === 0)) return [holds('', evidence)];
      const message = `${rowName(AMOUNT)}：项目${projects.seen}个、金额${printedAmount(amount.figure)}，一项为0另一项不为0。`;
      return [broken('', message, evidence)];
    },
  },
  {
    id: 'T2-PROC-UNIT',
    severity: 'warning',
    needs: ['table2'],
    subject: '采购金额写明单位',
    test: (sheet) => {
      if (!sheet.prints(AMOUNT)) return [];
      const amount = cellOperand(sheet, AMOUNT, null);
      if (!isNumber(amount)) return [undecided('', `${rowName(AMOUNT)}金额的单位`, [amount], [AMOUNT])];
      const evidence = { places: [amount.figure], metrics: [AMOUNT] };
      if (amount.figure?.unit) return [holds('', evidence)];
      const template =
        amount.seen > 0
          ? '{行}总金额“{值}”没有写单位（元或万元），无法准确引用。'
          : '{行}总金额写作“{值}”，没有写单位（元或万元）。';
      const message = fill(template, { 行: rowName(AMOUNT), 值: printedAmount(amount.figure) });
      // Nothing can be misquoted about an amount of 0: the rule proper speaks of amounts above 0 only.
      return [broken('', message, amount.seen > 0 ? evidence : { ...evidence, severity: 'info' })];
    },
  },
  {
    id: 'T2-RULES',
    severity: 'warning',
    needs: ['table2'],
    subject: '没有规章制定权的单位规章一行为0',
    test: (sheet) => {
      if (!lacksRulemaking(sheet.report.office)) return [];
      const cells = sheet.table(2).filter((f) => f.metric.startsWith('t2.rules.'));
      const filled = cells.filter((f) => typeof f.stated === 'number' && f.stated !== 0);
      const evidence = { places: filled, metrics: filled.map((f) => f.metric) };
      if (filled.length > 0) {
        const values = [...new Set(filled.map((f) => String(f.stated)))].join('、');
        const template =
          '规章一行填了{值}。{单位}没有规章制定权，请核实是否应填在“{t2.normative_documents.issued}”一行。';
        return [broken('', fill(normativeRow(template), { 值: values, 单位: sheet.report.office.core }), evidence)];
      }
      const missing = cells.filter((f) => typeof f.stated !== 'number');
      if (cells.length > 0 && missing.length === 0) return [holds('', evidence)];
      return [
        cannotTell('', '规章一行是否为0无法核对：有格没有填写或无法辨认。', { places: missing, severity: 'info' }),
      ];
    },
  },
  ...rowsWith('2021', ['in_force', 'issued']).map(
    ({ row, keys: [inForce = '', issued = ''] }): Rule => ({
      id: 'T2-INFORCE',
      severity: 'warning',
      per: null,
      at: row,
      // Domain 3.3: in_force ≥ issued − repealed; what was repealed explains a lower number.
      left: [now(issued), { key: `t2.${row}.repealed`, year: 'this', sign: -1 }],
      right: [now(inForce)],
      relation: '<=',
      subject: '{行}：现行有效的不少于本年制发减去废止的',
      message: '{行}：现行有效{右1}件少于本年制发{左1}件（废止{左2}件），请核对。',
    }),
  ),
  {
    id: 'T2-BLANK',
    severity: 'warning',
    needs: ['table2'],
    subject: '表二没有空白',
    test: (sheet) => {
      const empty = sheet.table(2).filter((f) => isEmpty(f.stated));
      const rows = [...new Set(empty.map((f) => rowKey(f.metric)))];
      const unread = sheet.table(2).filter((f) => f.stated === 'unreadable');
      if (rows.length === 0 && unread.length > 0) {
        return [cannotTell('', `表二有没有空白无法核对：有${unread.length}格无法辨认。`, { places: unread })];
      }
      if (rows.length === 0) return [holds()];
      return rows.map((row) => {
        const cells = empty.filter((f) => rowKey(f.metric) === row);
        const names = cells.map((f) => `“${nameOf(f.metric)}”`).join('、');
        return broken(row, `表二${names}未填。没有请填0。`, { places: cells, metrics: cells.map((f) => f.metric) });
      });
    },
  },
  {
    id: 'T2-FEE-UNIT',
    severity: 'info',
    needs: ['table2'],
    subject: '收费金额以万元计',
    test: (sheet) => {
      if (!sheet.prints(FEES) || !TOWNS.includes(sheet.report.office.kind)) return [];
      const fees = cellOperand(sheet, FEES, null);
      if (!isNumber(fees)) return [undecided('', rowName(FEES), [fees], [FEES])];
      const evidence = { places: [fees.figure], metrics: [FEES] };
      if (fees.seen <= LARGE_FEES) return [holds('', evidence)];
      return [broken('', `${rowName(FEES)}${fees.seen}万元，数额较大，请确认单位是否为万元。`, evidence)];
    },
  },
];

// --- internal ---

function compared(
  format: '2019' | '2021',
  columns: readonly [string, string],
  {
    id,
    severity,
    subject,
    advice = '',
  }: { id: string; severity: 'warning' | 'info'; subject: string; advice?: string },
): readonly Rule[] {
  return rowsWith(format, columns).map(({ row, keys: [small = '', large = ''] }) => ({
    id,
    severity,
    per: null,
    at: row,
    left: [now(small)],
    right: [now(large)],
    relation: '<=',
    subject,
    message: `{${small}}{左}件多于{${large}}{右}件${advice}。`,
  }));
}

function undecided(
  at: string,
  subject: string,
  operands: readonly ReturnType<typeof cellOperand>[],
  metrics: readonly string[],
): Verdict {
  const missing = operands.filter((o) => !isNumber(o));
  return cannotTell(at, `${subject}无法核对：${whyUndecided(missing)}。`, {
    places: missing.map((o) => o.figure),
    metrics,
    ...(missing.every((o) => isEmpty(o.seen)) && { severity: 'info' }),
  });
}

/** Rules (规章) are made by ministries, provinces, cities divided into districts and autonomous prefectures: 立法法 91–93. */
function lacksRulemaking({ kind, name }: Office): boolean {
  if (kind === '人民政府') return /(县|区|旗)(人民政府)?$/.test(name) && !/自治区(人民政府)?$/.test(name);
  return kind === '部门' || TOWNS.includes(kind);
}

function rowKey(metric: string): string {
  return metric.split('.')[1] ?? metric;
}

function rowName(key: string): string {
  return nameOf(key).split('—')[0] ?? key;
}

function normativeRow(template: string): string {
  return template.replace('{t2.normative_documents.issued}', rowName('t2.normative_documents.issued'));
}

function printedAmount(figure: Figure | null): string {
  return figure ? figure.printed || String(figure.stated) : '';
}
