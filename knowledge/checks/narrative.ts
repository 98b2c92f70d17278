import { metric, TABLE4_BLOCKS } from '../metrics.js';
import type { Figure } from '../types.js';
import { compare } from './compare.js';
import { broken, cannotTell, holds, type Rule, type Verdict } from './rule.js';
import { cellOperand, isNumber, nameOf, narrativeOperand, type Sheet, whyUndecided } from './sheet.js';
import { TABLE4_KEYS } from './table4.js';

/** Domain 3.5: what the text says of reviews, documents and fees against what the tables say. */
export const NARRATIVE_RULES: readonly Rule[] = [
  {
    id: 'N-REV-LIT',
    severity: 'error',
    needs: ['table4'],
    subject: '正文所说的复议、诉讼与表四一致',
    test: (sheet) =>
      [...TABLE4_KEYS, 'litigation_stated'].flatMap((key) => {
        const keys = key === 'litigation_stated' ? LITIGATION_TOTALS : [key];
        const cells = keys.map((k) => cellOperand(sheet, k, null));
        const name = key === 'litigation_stated' ? '行政诉讼' : (metric(key).group ?? nameOf(key));
        const whole = keys === LITIGATION_TOTALS || key.endsWith('_total');
        return compare(sheet.stated(key), cells, key, (stated, printed) =>
          whole && stated === 0
            ? `正文说没有${name}，表四却有${printed}件。`
            : `正文说“${whole ? name : nameOf(key)}”${stated}件，表四为${printed}件。`,
        );
      }),
  },
  {
    id: 'N-NORM',
    severity: 'warning',
    needs: ['table2'],
    subject: '正文所说的文件数与表二一致',
    test: (sheet) => sheet.stated('normative_document_stated').flatMap((f, i) => normative(f, i, sheet)),
  },
  {
    id: 'N-FEE',
    severity: 'warning',
    needs: [],
    subject: '信息处理费的说法一致',
    test: fees,
  },
];

// --- internal ---

const LITIGATION_TOTALS = TABLE4_BLOCKS.filter((b) => b.key !== 'reconsideration').map((b) => `${b.key}_total`);

/** The text seldom says which column it means: a number found in none of the row's columns contradicts them. */
function normative(figure: Figure, index: number, sheet: Sheet): readonly Verdict[] {
  const at = index === 0 ? '' : String(index + 1);
  const cells = sheet
    .table(2)
    .filter((f) => f.metric.startsWith('t2.normative_documents.'))
    .map((f) => cellOperand(sheet, f.metric, null));
  const stated = narrativeOperand(figure);
  const evidence = { places: [figure, ...cells.map((c) => c.figure)], metrics: cells.map((c) => c.key) };
  if (cells.length === 0) return [];
  if (isNumber(stated) && cells.some((c) => c.seen === stated.seen)) return [holds(at, evidence)];
  const missing = [stated, ...cells].filter((o) => !isNumber(o));
  if (missing.length > 0) {
    const message = `${nameOf(figure.metric)}与表二无法核对：${whyUndecided(missing)}。`;
    return [cannotTell(at, message, { ...evidence, severity: 'info' })];
  }
  const columns = cells.map((c) => `“${metric(c.key).label}”为${c.seen}件`).join('、');
  return [broken(at, `${nameOf(figure.metric)}为${stated.seen}件，表二${columns}。`, evidence)];
}

/** Fees stated twice must agree; and who counts an unpaid fee in table 3 must have charged one (domain N-FEE). */
function fees(sheet: Sheet): readonly Verdict[] {
  const stated = sheet.stated('fee_collected');
  const exactFees = stated.filter((f) => typeof f.stated === 'number' && !f.approximate);
  const [first] = exactFees;
  const evidence = { places: stated, metrics: ['fee_collected'] };
  const different = exactFees.find(
    (f) => inYuan(f) !== null && first && inYuan(first) !== null && inYuan(f) !== inYuan(first),
  );
  if (first && different) {
    const message = `信息处理费说法不一致（${first.printed || first.stated}／${different.printed || different.stated}）。`;
    return [broken('', message, evidence)];
  }
  const unpaid = cellOperand(sheet, 'other_fee_unpaid', 'total');
  const mentioned = stated.length > 0 || sheet.report.passages.some((p) => /信息处理费|收费|收取/.test(p.text));
  if (sheet.prints('other_fee_unpaid') && isNumber(unpaid) && unpaid.seen > 0 && !mentioned) {
    const message = `表三有“逾期未缴费”${unpaid.seen}件，但正文没有说明收费情况。`;
    return [broken('', message, { places: [unpaid.figure], metrics: ['other_fee_unpaid'] })];
  }
  if (stated.length > 1 && exactFees.length < stated.length) {
    return [cannotTell('', '信息处理费的几处说法无法核对：有的是约数或无法辨认。', { ...evidence, severity: 'info' })];
  }
  return stated.length > 0 ? [holds('', evidence)] : [];
}

/** An amount in 元; 0 needs no unit, anything else without one cannot be compared. */
function inYuan(figure: Figure): number | null {
  if (typeof figure.stated !== 'number') return null;
  if (figure.stated === 0) return 0;
  const factor = figure.unit === '元' ? 1 : figure.unit === '万元' ? 10_000 : null;
  return factor === null ? null : figure.stated * factor;
}
