import type { Figure } from '../types.js';
import type { Sheet } from './sheet.js';

/** Everything counted by category under one heading, and the total it belongs to. */
export interface Listing {
  readonly at: string;
  readonly kind: 'complete' | 'partial' | 'channels';
  readonly parts: readonly Part[];
  /** The sum that comes nearest to the total: of one sentence (two classifications) or of all (a list over sentences). */
  readonly sum: number;
  readonly total: Figure;
  /** False where a number is approximate or not legible. */
  readonly exact: boolean;
}

export interface Part {
  readonly figure: Figure;
  /** Where its number stands in the quote without white space; -1 where it was not found there. */
  readonly from: number;
  readonly to: number;
  /** How many brackets stand open around it. */
  readonly depth: number;
}

/** Words that introduce a selection (domain N-CAT-PART). */
export const PARTIAL = /主要集中在|主要包括|主要|重点|集中/;

/** Every list of categories of a report, one for each section that has any. */
export function listings(sheet: Sheet): readonly Listing[] {
  const categories = sheet.report.figures.filter((f) => f.metric === 'category_count' && f.source === 'narrative');
  const sections = [...new Set(categories.map((f) => f.section))];
  return sections.flatMap((section) => {
    const own = categories.filter((f) => f.section === section);
    const quotes = [...new Set(own.map((f) => f.quote))].filter((quote) => !countsSomethingElse(quote, sheet));
    const lists = quotes.map((quote) => outermost(locate(own.filter((f) => f.quote === quote))));
    const parts = lists.flat();
    const [first] = parts;
    const total = first && totalBefore(first.figure, sheet, [...lists, parts].map(sumOf));
    if (!first || !total) return [];
    const target = typeof total.stated === 'number' ? total.stated : 0;
    const sums = [...lists, parts].map(sumOf);
    const sum = sums.reduce((best, s) => (Math.abs(s - target) < Math.abs(best - target) ? s : best));
    const channelWise = parts.length > 1 && parts.every((p) => CHANNEL.test(p.figure.part ?? ''));
    return [
      {
        at: sections.length > 1 ? section : '',
        kind: channelWise ? 'channels' : claimsAll(lists[0] ?? []) ? 'complete' : 'partial',
        parts,
        sum,
        total,
        exact: [total, ...parts.map((p) => p.figure)].every((f) => typeof f.stated === 'number' && !f.approximate),
      } as const,
    ];
  });
}

/** The clause that leads to the first category: 其中, 主要集中在 … without the category's own name. */
export function introduction(parts: readonly Part[]): string | null {
  const [first] = parts;
  if (!first || first.from < 0) return null;
  const text = squeezed(first.figure.quote).slice(0, first.from);
  const name = squeezed(first.figure.part ?? '');
  const at = name ? text.lastIndexOf(name) : -1;
  const lead = (at >= 0 ? text.slice(0, at) : text).replace(/[：:，,、；;。]+$/, '');
  // A category whose name is not found as it stands takes up the last clause itself.
  return lead
    .split(/[：:，,；;。]/)
    .slice(at >= 0 ? -1 : -2)
    .join('，');
}

export function squeezed(text: string): string {
  return text.replace(/\s/g, '');
}

// --- internal ---

/** Words that introduce all categories there are (domain N-CAT). */
const COMPLETE = /其中|包括|包含|分别|分为|涵盖|具体|分类/;
const CHANNEL = /网站|门户|公众号|微信|微博|公开栏|报刊|广播|电视|新媒体|客户端|抖音/;

function sumOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { figure }) => sum + (typeof figure.stated === 'number' ? figure.stated : 0), 0);
}

/** Finds the numbers of one sentence in it, in the order they were read. */
function locate(figures: readonly Figure[]): readonly Part[] {
  let end = 0;
  return figures.map((figure) => {
    const text = squeezed(figure.quote);
    const from = position(figure, end);
    if (from < 0) return { figure, from: -1, to: -1, depth: 0 };
    end = from + squeezed(figure.printed).length;
    const open = text.slice(0, from);
    return { figure, from, to: end, depth: open.split(/[（(]/).length - open.split(/[）)]/).length };
  });
}

/** Where a figure's number stands in its quote without white space, from `start` on; -1 where it does not. */
function position(figure: Figure, start = 0): number {
  const text = squeezed(figure.quote);
  const printed = squeezed(figure.printed);
  let from = printed ? text.indexOf(printed, start) : -1;
  while (from > 0 && /[\d.]/.test(text[from - 1] ?? '')) from = text.indexOf(printed, from + 1);
  return from;
}

/** A category's own break-down stands in brackets after it and must not be added again. */
function outermost(parts: readonly Part[]): readonly Part[] {
  const least = Math.min(...parts.map((p) => p.depth));
  return parts.filter((p) => p.depth === least);
}

/** Where the number nearest before the categories counts posts, tickets or the like, the sentence breaks that down. */
function countsSomethingElse(quote: string, sheet: Sheet): boolean {
  const figures = sheet.report.figures.filter((f) => f.source === 'narrative' && f.quote === quote && f.unit !== '%');
  const first = locate(figures.filter((f) => f.metric === 'category_count'))[0]?.from ?? -1;
  const before = figures
    .filter((f) => !['category_count', 'proactive_cumulative_count'].includes(f.metric))
    .map((f) => ({ metric: f.metric, from: position(f) }))
    .filter(({ from }) => from >= 0 && from < first)
    .sort((a, b) => a.from - b.from);
  return before.length > 0 && before.at(-1)?.metric !== 'proactive_disclosed_count';
}

/** The total a list belongs to: the nearest before it in its section, one that fits preferred where several are stated. */
function totalBefore(first: Figure, sheet: Sheet, sums: readonly number[]): Figure | null {
  const figures = sheet.report.figures;
  const totals = sheet.stated('proactive_disclosed_count');
  const near = totals.filter((f) => f.section === first.section && figures.indexOf(f) < figures.indexOf(first));
  const candidates = near.length > 0 ? near : totals;
  return candidates.find((f) => sums.some((sum) => sum === f.stated)) ?? candidates.at(-1) ?? null;
}

/** Whether the sentence presents its categories as all there are (domain N-CAT and N-CAT-PART). */
function claimsAll(parts: readonly Part[]): boolean {
  const lead = introduction(parts);
  const last = parts.at(-1);
  const open = last && /^(类)?(政府)?(信息)?[）)]?等/.test(squeezed(last.figure.quote).slice(last.to));
  // 其中 before one or two categories introduces a subset.
  const enough = parts.length > 2 || (parts.length === 2 && lead !== null && /分别|分为|包括|包含/.test(lead));
  return enough && lead !== null && COMPLETE.test(lead) && !PARTIAL.test(lead) && !open;
}
