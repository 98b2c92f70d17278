import type { StoredFact, StoredReport } from '../../knowledge/stored.js';
import { fold } from '../../knowledge/text.js';
import type { Place, Report } from '../../knowledge/types.js';
import { type Draft, type DraftBuilder, say, startDraft } from '../draft.js';
import { FACT_NAMES } from '../fact-names.js';
import { asksCoverage, asksHowMany, leavesNothing } from '../mentions/coverage.js';
import { partAsked } from '../mentions/parts.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { countText, factText, placeName, questionFor, reportName } from '../wording.js';

/** Which reports there are. */
export const coverage = defineQuestion<'office' | 'latest' | 'all'>({
  name: 'coverage',
  kind: 'passage',
  examples: [
    '有哪些单位的年报',
    '西园街道有哪几年的年报',
    '西园街道最新的年报是哪年',
    '西园2022年报',
    '孝义市振兴街道2020年报',
    '都有谁的年报',
    '库里一共几份年报',
  ],
  notFor: ['哪些年报有错误', '西园街道2023年收到多少件申请', '省新镇年报文号是什么'],
  match(understood) {
    const bare =
      understood.metrics.length === 0 &&
      understood.rest.every((run) => run.length < 2) &&
      isPlain(understood) &&
      leavesNothing(understood.topic);
    const named = understood.offices.length > 0 || understood.unknownOffice !== null;
    const open = understood.metrics.length === 0 && !understood.operations.has('check');
    const asked = open && (understood.operations.has('coverage') || asksCoverage(understood.topic));
    if (!(asked || (bare && named))) return null;
    if (!named) return /最新|最近/.test(understood.text) ? 'latest' : 'all';
    return understood.years.latest ? 'latest' : 'office';
  },
  async answer(query, understood, context) {
    const scoped = resolveScope(understood, context, {
      noYear: query === 'latest' ? 'latest' : 'all',
      noOffice: 'all',
    });
    if (!scoped.found) return scoped.draft;
    const sorted = [...scoped.reports].sort((a, b) => b.year - a.year || a.office.localeCompare(b.office, 'zh'));
    const [newest] = sorted;
    if (!newest) return say('missing', PHRASES.nothingStored);
    const shown = query === 'latest' ? [newest] : sorted.slice(0, MAX_REPORTS);
    const draft = await build(query, shown, sorted, context);
    if (query !== 'all' || !asksHowMany(understood.topic)) return draft;
    const offices = new Set(sorted.map(({ officeId }) => officeId)).size;
    return { ...draft, text: `${PHRASES.coverageCount(countText(sorted.length), countText(offices))}\n${draft.text}` };
  },
});

/** Where a report's title stands; a title over several lines is quoted whole. */
export function titlePlace(report: Pick<Report, 'lines' | 'title' | 'titleLine'>): Place | null {
  if (report.titleLine === null) return null;
  const from = report.titleLine - 1;
  for (let to = from + 1; to <= Math.min(from + 5, report.lines.length); to++) {
    const quote = fold(report.lines.slice(from, to).join('\n'));
    if (quote.replace(/\s/g, '').includes(report.title.replace(/\s/g, '').slice(-8))) {
      return { section: '文首', quote, line: report.titleLine };
    }
  }
  return { section: '文首', quote: fold(report.lines[from] ?? ''), line: report.titleLine };
}

// --- internal ---

const MAX_REPORTS = 30;

function isPlain({ operations, text, topic }: Understanding): boolean {
  const doing = (
    [
      'check',
      'count',
      'why',
      'comparison',
      'ranking',
      'trend',
      'arithmetic',
      'how',
      'when',
      'where',
      'who',
      'meaning',
      'breakdown',
      'content',
    ] as const
  ).some((name) => operations.has(name));
  return !doing && text.length < 40 && partAsked(topic) === null;
}

async function build(
  query: 'office' | 'latest' | 'all',
  shown: readonly StoredReport[],
  all: readonly StoredReport[],
  context: Context,
): Promise<Draft> {
  const draft = startDraft();
  for (const report of shown) {
    const place = titlePlace(await context.knowledge.report(report.id));
    if (place) draft.cite({ ...report, reportId: report.id }, place);
  }
  const [first] = shown;
  const [issued] = first && query === 'latest' ? await issuedOn(first, context) : [];
  if (issued) draft.cite(issued, issued);
  const offices = [...new Set(all.map(({ office }) => office))];
  const years = (office: string) => all.filter((report) => report.office === office).map(({ year }) => year);
  const text =
    query === 'latest' && first
      ? PHRASES.coverageLatest(reportName(first), issued ? factText(issued) : null)
      : offices.length === 1
        ? PHRASES.coverageOffice(offices[0] ?? '', years(offices[0] ?? ''))
        : PHRASES.coverageAll(
            offices.map((office) =>
              PHRASES.tableLine(
                office,
                years(office)
                  .map((year) => `${year}年`)
                  .join('、'),
              ),
            ),
          );
  const only = query === 'office' && all.length === 1 ? first : undefined;
  const card = only ? await cardOf(only, draft, context) : [];
  return draft.build(
    'passage',
    [text, ...card].join('\n'),
    shown.length === 1 && first ? nextQuestions(first, context) : [],
  );
}

/** What the one report that is meant holds: its facts, quoted, and its parts. */
async function cardOf(report: StoredReport, draft: DraftBuilder, context: Context): Promise<string[]> {
  const facts = await context.knowledge.facts({
    offices: [report.officeId],
    years: [report.year],
    keys: ['document_number', 'issued_on', 'account_name', 'contact.unit'],
  });
  const lines = facts.map((fact) => {
    draft.cite(fact, fact);
    return PHRASES.tableLine(FACT_NAMES[fact.key], `“${factText(fact)}”`);
  });
  const { headings } = await context.knowledge.report(report.id);
  const parts = headings.filter(({ level }) => level === 1).map(({ title }) => fold(title));
  const named = [...new Set(parts)].filter((title) => !/\d/.test(title));
  return [...new Set(lines), ...(named.length > 0 ? [PHRASES.cardParts(named)] : [])];
}

function issuedOn(report: StoredReport, context: Context): Promise<StoredFact[]> {
  return context.knowledge.facts({ offices: [report.officeId], years: [report.year], keys: ['issued_on'] });
}

function nextQuestions(report: StoredReport, context: Context): Draft['choices'] {
  const office = context.offices.find(({ id }) => id === report.officeId);
  if (!office) return [];
  const name = placeName(office);
  return [
    { label: '收到多少件申请', question: questionFor(office, report.year, 'applications_new') },
    { label: '存在什么问题', question: `${name}${report.year}年存在什么问题` },
    { label: '数据有没有错误', question: `检查${name}${report.year}年报的数据` },
  ];
}
