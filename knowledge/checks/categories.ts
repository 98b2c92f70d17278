import { introduction, type Listing, listings, PARTIAL, squeezed } from './listing.js';
import { broken, cannotTell, holds, type Rule, type Verdict } from './rule.js';
import type { Sheet } from './sheet.js';

/** Domain 3.5: the counts by category (and by channel) against the number of items disclosed. */
export const CATEGORY_RULES: readonly Rule[] = [
  {
    id: 'N-CAT',
    severity: 'warning',
    needs: [],
    subject: '分类相加等于主动公开总数',
    test: (sheet) => listings(sheet).flatMap((l) => (l.kind === 'complete' ? addsUp(l) : [])),
  },
  {
    id: 'N-CAT-PART',
    severity: 'info',
    needs: [],
    subject: '部分分类相加不超过主动公开总数',
    test: (sheet) => listings(sheet).flatMap((l) => (l.kind === 'partial' ? staysWithin(l) : [])),
  },
  {
    id: 'N-CHAN',
    severity: 'info',
    needs: [],
    subject: '各渠道相加等于总数',
    test: (sheet) => [
      ...listings(sheet).flatMap((l) => (l.kind === 'channels' ? channels(l) : [])),
      ...received(sheet),
    ],
  },
  {
    id: 'N-PCT',
    severity: 'info',
    needs: [],
    subject: '分类占比与条数相符',
    test: (sheet) => listings(sheet).flatMap(percentages),
  },
];

// --- internal ---

function addsUp(listing: Listing): readonly Verdict[] {
  const { at, sum, total, exact } = listing;
  if (!exact) return [undecided(listing)];
  if (sum === total.stated) return [holds(at, evidence(listing))];
  const difference = Math.abs(sum - Number(total.stated));
  return [broken(at, `主动公开${total.stated}条，分类相加为${sum}条，相差${difference}条。`, evidence(listing))];
}

function staysWithin(listing: Listing): readonly Verdict[] {
  const { at, sum, total, exact } = listing;
  if (!exact) return [undecided(listing)];
  if (sum === total.stated) return [holds(at, evidence(listing))];
  if (sum > Number(total.stated)) {
    const message = `分类相加${sum}条，多于总数${total.stated}条。`;
    return [broken(at, message, { ...evidence(listing), severity: 'warning' })];
  }
  if (listing.parts.length === 1) return [holds(at, evidence(listing))];
  const word = introduction(listing.parts)?.match(PARTIAL)?.[0];
  const because = word ? `原文为“${word}”，可能未列全` : '原文没有说是全部分类，可能未列全';
  return [broken(at, `分类相加${sum}条，少于总数${total.stated}条（${because}）。`, evidence(listing))];
}

function channels(listing: Listing): readonly Verdict[] {
  const { at, sum, total, exact } = listing;
  if (!exact) return [undecided(listing)];
  if (sum === total.stated) return [holds(at, evidence(listing))];
  const difference = Math.abs(sum - Number(total.stated));
  const message = `各渠道相加${sum}条，与公开总数${total.stated}条相差${difference}条，如有重复发布请说明。`;
  return [broken(at, message, evidence(listing))];
}

/** Applications by channel: only where at least two channels are named can they be meant to be all. */
function received(sheet: Sheet): readonly Verdict[] {
  const parts = sheet.report.figures.filter((f) => f.metric === 'applications_channel' && f.source === 'narrative');
  const [total] = sheet.stated('applications_new').filter((f) => (f.applicant ?? 'total') === 'total');
  if (parts.length < 2 || !total) return [];
  const places = { places: [total, ...parts], metrics: ['applications_new', 'applications_channel'] };
  const at = 'applications_new';
  if (![total, ...parts].every((f) => typeof f.stated === 'number' && !f.approximate)) {
    return [cannotTell(at, '各渠道收到的申请无法加总：有的数是约数或无法辨认。', { ...places, severity: 'info' })];
  }
  const sum = parts.reduce((all, f) => all + Number(f.stated), 0);
  if (sum === total.stated) return [holds(at, places)];
  return [broken(at, `各渠道相加${sum}件，与收到的申请${total.stated}件不符。`, places)];
}

/** Printed percentages against the counts: within 0.1 point, all together 100 ± 0.5 (domain N-PCT). */
function percentages({ at, parts, total, kind }: Listing): readonly Verdict[] {
  const shares = parts.flatMap((part) => {
    const rest = squeezed(part.figure.quote).slice(part.to);
    const printed = /^[，,、；;（(]?(?:约|大约)?(?:占比|占)?[^\d，,；;。（(]{0,10}?(\d{1,3}(?:\.\d+)?)[%％]/.exec(
      rest,
    )?.[1];
    return part.from >= 0 && printed ? [{ part, printed: Number(printed) }] : [];
  });
  if (shares.length === 0) return [];
  const all = total.stated;
  const verdicts = shares.map(({ part: { figure }, printed }) => {
    const name = figure.part ?? '';
    const where = { places: [figure, total], metrics: ['category_count'] };
    if (typeof figure.stated !== 'number' || typeof all !== 'number' || all === 0 || total.approximate) {
      return cannotTell(name, `${name}的占比无法核对：条数或总数不确切。`, { ...where, severity: 'info' });
    }
    const right = (100 * figure.stated) / all;
    if (Math.abs(right - printed) <= 0.1 + ROUNDING) return holds(name, where);
    const message = `${name}写的占比为${printed}%，按${figure.stated}/${all}计算为${right.toFixed(2)}%。`;
    return broken(name, message, where);
  });
  const sum = shares.reduce((s, { printed }) => s + printed, 0);
  const complete = kind === 'complete' && shares.length === parts.length && parts.length > 1;
  if (!complete || Math.abs(sum - 100) <= 0.5 + ROUNDING) return verdicts;
  const places = parts.map((p) => p.figure);
  return [
    ...verdicts,
    broken(at, `各类占比相加为${sum.toFixed(2)}%，不是100%。`, { places, metrics: ['category_count'] }),
  ];
}

/** Binary fractions: 33.3 and 0.1 have no exact form. */
const ROUNDING = 1e-9;

function evidence({ total, parts }: Listing) {
  return { places: [total, ...parts.map((p) => p.figure)], metrics: ['proactive_disclosed_count', 'category_count'] };
}

function undecided(listing: Listing): Verdict {
  const message = '分类相加能否等于总数无法核对：有的数是约数或无法辨认。';
  return cannotTell(listing.at, message, { ...evidence(listing), severity: 'info' });
}
