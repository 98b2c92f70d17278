import { createBot } from '../bot/bot.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import type { NamedOffice } from '../knowledge/office-names.js';
import { createOfficeFinder, type OfficeFinder } from '../knowledge/offices.js';
import type { StoredFinding, StoredOffice, StoredReport } from '../knowledge/stored.js';
import { fold } from '../knowledge/text.js';
import { type OfficeKind, UserError } from '../knowledge/types.js';
import type { Checked } from './checked.js';

/** Which reports a call means; null: all. */
export interface Scope {
  /** An office in any form of its name, or a province, city or county. */
  readonly office: string | null;
  readonly year: number | null;
  readonly place: string | null;
  readonly kind: string | null;
}

/**
 * The stored reports a call means, with their findings, by office and year.
 * @throws UserError UNKNOWN_OFFICE, AMBIGUOUS_OFFICE, UNKNOWN_PLACE, BAD_KIND, NO_REPORTS
 */
export async function checkedIn(knowledge: Knowledge, scope: Scope): Promise<Checked[]> {
  const [offices, reports] = await Promise.all([knowledge.offices(), knowledge.reports()]);
  const finder = createOfficeFinder(offices);
  const named = scope.office === null ? null : await officesOf(scope.office, finder, offices, knowledge);
  const placed = scope.place === null ? null : officesIn(scope.place, finder);
  const kinds = scope.kind === null ? null : kindsOf(scope.kind);
  const wanted = offices.filter(
    ({ id, kind }) =>
      (named?.includes(id) ?? true) && (placed?.includes(id) ?? true) && (kinds?.includes(kind) ?? true),
  );
  const chosen = reports.filter(
    ({ officeId, year }) => wanted.some(({ id }) => id === officeId) && (scope.year === null || year === scope.year),
  );
  if (chosen.length === 0) throw new UserError('NO_REPORTS', noReports(wanted, reports, scope));
  const findings = await knowledge.findings({
    offices: [...new Set(chosen.map(({ officeId }) => officeId))],
    years: scope.year === null ? [] : [scope.year],
  });
  const byReport = new Map<number, StoredFinding[]>();
  for (const finding of findings) {
    const mine = byReport.get(finding.reportId);
    if (mine) mine.push(finding);
    else byReport.set(finding.reportId, [finding]);
  }
  return chosen.map((report) => ({
    report,
    county: offices.find(({ id }) => id === report.officeId)?.county ?? null,
    findings: byReport.get(report.id) ?? [],
    before: reports.find(({ officeId, year }) => officeId === report.officeId && year === report.year - 1) ?? null,
    stored: true,
  }));
}

/**
 * The one stored office a name means, or null where it means none.
 * @throws UserError AMBIGUOUS_OFFICE naming those it may mean
 */
export function officeCalled<Called extends NamedOffice>(text: string, offices: readonly Called[]): Called | null {
  // The very name by which one is stored means that one, whoever else may be called so for short.
  const named = offices.find(({ name }) => name === text);
  if (named) return named;
  const ids = exactly(text, createOfficeFinder(offices));
  if (ids.length > 1) throw ambiguous(text, ids, offices);
  return offices.find(({ id }) => id === ids[0]) ?? null;
}

/**
 * The kinds of office that words of a call mean.
 * @throws UserError BAD_KIND
 */
export function kindsOf(text: string): readonly OfficeKind[] {
  const kinds = KINDS.find(([pattern]) => pattern.test(text))?.[1];
  if (kinds) return kinds;
  throw new UserError('BAD_KIND', '--kind 可以是：街道、镇、乡、乡镇、镇街、政府、部门、其他。');
}

// --- internal ---

const KINDS: readonly (readonly [RegExp, readonly OfficeKind[]])[] = [
  [/^(?:街道|街道办|办事处|街道办事处)$/, ['街道办事处']],
  [/^(?:镇|镇政府|镇人民政府)$/, ['镇人民政府']],
  [/^(?:乡|乡政府|乡人民政府)$/, ['乡人民政府']],
  [/^乡镇$/, ['镇人民政府', '乡人民政府']],
  [/^(?:镇街|乡镇街道|镇街道)$/, ['街道办事处', '镇人民政府', '乡人民政府']],
  [/^(?:政府|人民政府|县政府|市政府|区政府)$/, ['人民政府']],
  [/^(?:部门|局|委办局)$/, ['部门']],
  [/^其他$/, ['其他']],
];

async function officesOf(
  text: string,
  finder: OfficeFinder,
  offices: readonly StoredOffice[],
  knowledge: Knowledge,
): Promise<readonly number[]> {
  const ids = exactly(text, finder);
  if (ids.length > 1) throw ambiguous(text, ids, offices);
  if (ids.length === 1) return ids;
  const place = finder.places.get(fold(text));
  if (place) return place;
  // Misspelt, by sound or in pinyin: as a question would be understood.
  const bot = createBot({ knowledge, now: () => new Date(), contact: '', log: () => {} });
  const message = { text: `检查${text}年报的数据`, session: null, role: 'staff', person: null } as const;
  const { understood, draft } = await bot.explain(message, { channel: 'command-line', today: null });
  const heard = understood.offices.flatMap((mention) => mention.ids);
  if (draft.kind === 'check' && heard.length === 1) return heard;
  throw new UserError('UNKNOWN_OFFICE', draft.kind === 'check' ? `没有收录“${text}”的年报。` : draft.text);
}

/** Offices whose name, in any form, is the whole text. */
function exactly(text: string, finder: OfficeFinder): readonly number[] {
  const plain = text.normalize('NFKC').toLowerCase().replace(/\s/g, '');
  return finder.find(plain).find(({ start, end }) => start === 0 && end === plain.length)?.ids ?? [];
}

function officesIn(place: string, finder: OfficeFinder): readonly number[] {
  const ids = finder.places.get(fold(place));
  if (ids) return ids;
  throw new UserError('UNKNOWN_PLACE', `没有收录“${place}”的年报。--place 应为省、市、县（市、区）的名称。`);
}

function ambiguous(text: string, ids: readonly number[], offices: readonly NamedOffice[]): UserError {
  const names = offices.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  return new UserError('AMBIGUOUS_OFFICE', `“${text}”可能是：${names.join('、')}。请写明是哪一个。`);
}

function noReports(wanted: readonly StoredOffice[], reports: readonly StoredReport[], { year }: Scope): string {
  if (reports.length === 0) return '知识库里还没有年报，请先用 disclosure-bot ingest 导入。';
  const [only, ...more] = wanted;
  if (!only) return '没有符合条件的年报。';
  const years = reports.filter(({ officeId }) => officeId === only.id).map((each) => `${each.year}年`);
  const has = more.length === 0 ? `${only.name}收录的是${years.join('、')}。` : '';
  return `没有收录${year}年的年报。${has}`;
}
