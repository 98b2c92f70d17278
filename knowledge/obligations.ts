import type { Connection } from './connection.js';
import type { DueDate } from './deadlines.js';
import { type DueRule, dueFor, readDueRules } from './due-rules.js';
import { inPlace } from './places.js';
import { type PublishedNote, readNotes } from './published.js';
import { type Obligation, type RegisterEntry, readRegister } from './register.js';
import { daysBetween } from './working-days.js';

/** When the report of a year is due for an entry of the register, local notices counted in (`dueFor`). */
export function dueOf(entry: RegisterEntry, year: number, rules: readonly DueRule[]): DueDate {
  return dueFor(entry, year, rules);
}

/**
 * Who owes the report of a year, and what is known of it, in the order of the register. What shows that a report was
 * published is a person's entry, else the date a stored report bears; a stored report without a date that can be right is
 * published on a day not known. Entries that are one office under a former and its present name are one.
 * @param of.register entries by id; left out: all. @param of.place a province, city or county.
 */
export async function obligations(
  connection: Connection,
  { year, register, place }: { readonly year: number; readonly register?: readonly number[]; readonly place?: string },
): Promise<Obligation[]> {
  const [all, rules, notes, reports] = await Promise.all([
    readRegister(connection),
    readDueRules(connection),
    readNotes(connection, year),
    reportsOf(connection, year),
  ]);
  const wanted = register === undefined ? null : new Set(register);
  const chosen = all.filter(
    (entry) => (wanted === null || wanted.has(entry.id)) && (place === undefined || inPlace(entry, place)),
  );
  const officeOf = new Map(all.map(({ id, officeId }) => [id, officeId]));
  const noted = new Map<string, PublishedNote>();
  for (const note of notes) {
    noted.set(`entry ${note.register}`, note);
    const office = officeOf.get(note.register);
    if (office != null) noted.set(`office ${office}`, note);
  }
  return (await eachOnce(connection, chosen)).map((entry) => {
    const due = dueOf(entry, year, rules);
    const note = noted.get(`entry ${entry.id}`) ?? noted.get(`office ${entry.officeId}`);
    const report = entry.officeId === null ? undefined : reports.get(entry.officeId);
    return { entry, year, due, published: publishedOf(year, due, note, report) };
  });
}

// --- internal ---

interface StoredReportOf {
  readonly office: number;
  readonly title: string;
  readonly file: string;
  readonly issuedOn: string | null;
}

async function reportsOf(connection: Connection, year: number): Promise<ReadonlyMap<number, StoredReportOf>> {
  const rows = await connection.all<StoredReportOf>(
    'select office, title, file, issued_on as issuedOn from report where year = ?',
    year,
  );
  return new Map(rows.map((row) => [row.office, row]));
}

/** Of several entries linked to one stored office the one that bears its present name. */
async function eachOnce(connection: Connection, entries: readonly RegisterEntry[]): Promise<readonly RegisterEntry[]> {
  const linked = entries.flatMap(({ officeId }) => officeId ?? []);
  if (new Set(linked).size === linked.length) return entries;
  const rows = await connection.all<{ id: number; name: string }>('select id, name from office');
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const chosen = new Map<number, RegisterEntry>();
  for (const entry of entries) {
    if (entry.officeId === null) continue;
    if (!chosen.has(entry.officeId) || names.get(entry.officeId) === entry.name) chosen.set(entry.officeId, entry);
  }
  return entries.filter((entry) => entry.officeId === null || chosen.get(entry.officeId) === entry);
}

function publishedOf(
  year: number,
  { due }: DueDate,
  note: PublishedNote | undefined,
  report: StoredReportOf | undefined,
): Obligation['published'] {
  if (note) {
    const { publishedOn: on, evidence, who } = note;
    return { on, evidence: who === null ? evidence : `${evidence}（${who}登记）`, daysLate: daysLate(on, due) };
  }
  if (!report) return null;
  const { title, file, issuedOn } = report;
  const stored = `收录的年报《${title}》（${file}）`;
  if (issuedOn === null) return { on: null, evidence: `${stored}，没有落款日期`, daysLate: null };
  // A report of a year that is signed in its first months bears the wrong year: 2023-01-18 for 2024-01-18.
  if (issuedOn < `${year}-12-01`)
    return { on: null, evidence: `${stored}，落款${issuedOn}早于年度末，不作依据`, daysLate: null };
  return { on: issuedOn, evidence: `${stored}落款${issuedOn}`, daysLate: daysLate(issuedOn, due) };
}

function daysLate(on: string, due: string): number {
  return Math.max(0, daysBetween(due, on));
}
