import { METRICS } from '../metrics.js';
import { type Replacement, replacements } from '../replaced.js';
import type { Applicant, Finding, Report } from '../types.js';
import { cellName } from './sheet.js';

/** One of several files that report on the same office and year. */
export interface Numbered {
  /** In the order they came. */
  readonly number: number;
  readonly report: Report;
}

/**
 * META-ORG-YEAR-DUP (domain 3.6): another file than the one in use reports on the same office and year. Says which one
 * is in use and what the two state differently.
 * @param others files of another name: a corrected file of the same name is no other file
 */
export function duplicateFindings(used: Numbered, others: readonly Numbered[]): Finding[] {
  return others.map((other) => duplicate(used, other, replacements(other.report.figures, used.report.figures)));
}

/** What a difference is about, in words: a cell or a figure of the text. */
export function differingName({ metric, applicant, part, source }: Replacement): string {
  const name = METRICS.has(metric) ? cellName(metric, applicant as Applicant | null) : metric;
  return `${source === 'narrative' ? '正文的' : ''}${name}${part === null ? '' : `（${part}）`}`;
}

/** What one of two files states there. */
export function differingText(figure: Replacement['old']): string {
  if (figure === null) return '没有这个数';
  const { stated, unit, approximate } = figure;
  return typeof stated === 'number' ? `${approximate ? '约' : ''}${stated}${unit ?? ''}` : STATES[stated];
}

// --- internal ---

const SHOWN = 3;

function duplicate(used: Numbered, other: Numbered, changes: readonly Replacement[]): Finding {
  const { office, year, figures } = used.report;
  const shown = changes.slice(0, SHOWN);
  const places = shown.flatMap(
    ({ metric, applicant, source, part }) =>
      figures.find((f) => f.metric === metric && f.applicant === applicant && f.source === source && f.part === part) ??
      [],
  );
  const files = `正在使用“${used.report.file}”（第${used.number}份），另存有“${other.report.file}”（第${other.number}份）`;
  const examples = shown.map(
    (change) =>
      `“${differingName(change)}”第${other.number}份为${differingText(change.old)}、第${used.number}份为${differingText(change.new)}`,
  );
  const differing =
    changes.length === 0
      ? '两份识别出的数字全部相同'
      : `两份有${changes.length}处数字不同${changes.length > SHOWN ? '，如' : '：'}${examples.join('；')}`;
  return {
    rule: 'META-ORG-YEAR-DUP',
    at: String(other.number),
    severity: changes.length === 0 ? 'info' : 'warning',
    outcome: 'broken',
    message: `${office.name}${year}年年报有不同的文件：${files}。${differing}。`,
    places: places.map(({ section, quote, line }) => ({ section, quote, line })),
    metrics: [...new Set(changes.map(({ metric }) => metric))],
  };
}

const STATES = { blank: '空白', slash: '“/”', unreadable: '无法辨认的内容' } as const;
