import { askedOften, type OftenQuery } from './asked-often.js';
import { catalogOf } from './catalog.js';
import { type ChannelStore, channelStoreOf } from './channel-store.js';
import type { Database } from './connection.js';
import { type OpenOptions, openDatabase } from './database.js';
import { type DeadlineStore, deadlineStoreOf } from './deadline-store.js';
import { prepareFigures, readFacts, readFigures } from './figures.js';
import { readFindings } from './findings.js';
import { type JournalEntry, writeJournal } from './journal.js';
import { lru } from './lru.js';
import { type PassageQuery, passagesOf } from './passages.js';
import { type ReminderStore, reminderStoreOf } from './reminder-store.js';
import { readReport } from './report-body.js';
import { reportWordsOf } from './report-words.js';
import { type Session, type Sessions, sessionsOf } from './sessions.js';
import type { FoundPassage, StoredFact, StoredFigure, StoredFinding, StoredOffice, StoredReport } from './stored.js';
import type { FactKey, Report, SectionKey } from './types.js';
import { decide, findDoubt, type NamedDoubt } from './verdicts.js';
import { readVersion, readVersions, type Version } from './versions.js';

/** Everything an answer may rest on. In every query an empty list of offices or years means all. */
export interface Knowledge {
  /** Offices with a report, by id. Cached until something is stored, by whichever process. */
  offices(): Promise<readonly StoredOffice[]>;
  /** Reports by office and year. Cached likewise. */
  reports(): Promise<readonly StoredReport[]>;
  /** One prepared statement: the figures of these metrics and, with them, the findings that doubt any of them. */
  figures(query: {
    readonly offices: readonly number[];
    readonly years: readonly number[];
    readonly metrics: readonly string[];
  }): Promise<{ figures: StoredFigure[]; findings: StoredFinding[] }>;
  facts(query: {
    readonly offices: readonly number[];
    readonly years: readonly number[];
    readonly keys: readonly FactKey[];
  }): Promise<StoredFact[]>;
  findings(query: { readonly offices: readonly number[]; readonly years: readonly number[] }): Promise<StoredFinding[]>;
  /** Full text, best first; empty where no passage covers enough of the question. */
  passages(query: PassageQuery): Promise<FoundPassage[]>;
  /** In document order. */
  sectionPassages(query: {
    readonly reportId: number;
    readonly sections: readonly SectionKey[];
  }): Promise<FoundPassage[]>;
  /**
   * The whole report.
   * @throws UserError REPORT_GONE
   */
  report(id: number): Promise<Report>;
  /**
   * The words of reports with their white space folded, by report id, in which quotes are looked up.
   * @throws UserError REPORT_GONE
   */
  words(ids: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** The reports stored of an office and a year, in the order they came; one of them is in use. */
  versions(of: { readonly officeId: number; readonly year: number }): Promise<readonly Version[]>;
  /**
   * The whole report of one of them.
   * @throws UserError REPORT_GONE
   */
  version(of: { readonly officeId: number; readonly year: number; readonly number: number }): Promise<Report>;
  /**
   * The stored doubt of an id (`findingId`).
   * @throws UserError as `findDoubt`
   */
  doubt(id: string): Promise<NamedDoubt>;
  /**
   * Notes what a person decided about the finding of an id (`findingId`).
   * @throws UserError as `decide`
   */
  decide(id: string, decision: Parameters<typeof decide>[2]): ReturnType<typeof decide>;
  /** A conversation; its state is null where it is unknown or over. `now` defaults to the clock. */
  session(id: string, now?: Date): Promise<Session>;
  /** As `Sessions.save`. */
  saveSession(id: string, state: string, of: Parameters<Sessions['save']>[2]): Promise<number | null>;
  /** As `Sessions.hold`. */
  holdSession(id: string, of: Parameters<Sessions['hold']>[1]): Promise<number | null>;
  /** Notes a question asked; the entry's id is what feedback names. */
  journal(entry: JournalEntry): Promise<number>;
  /** As `askedOften`. */
  askedOften(query: OftenQuery): Promise<string[]>;
  /**
   * Tries whether anything can be written at this moment, and writes nothing.
   * @throws UserError DATABASE_UNREACHABLE, DATABASE_READONLY …
   */
  tryWriting(): Promise<void>;
  /** What the channels keep. */
  readonly channels: ChannelStore;
  /** Who owes a report by when, and local notices. */
  readonly deadlines: DeadlineStore;
  /** Who is to be reminded, and what became of it. */
  readonly reminders: ReminderStore;
  close(): Promise<void>;
}

export interface KnowledgeOptions extends OpenOptions {
  /** How long a conversation is remembered. */
  readonly sessionHours?: number;
  /** How many days the text of a question is kept (`retention.ts` forgets it); 0 writes none. */
  readonly journalDays?: number;
}

/** How long a conversation is remembered where nothing else is said. */
export const SESSION_HOURS = 24;

/**
 * Opens what is known under a database URL (`sqlite:<path>`; folder and file are created where they are not there).
 * @throws UserError as `openDatabase`
 */
export async function openKnowledge(url: string, options: KnowledgeOptions = {}): Promise<Knowledge> {
  return knowledgeOf(await openDatabase(url, options), options);
}

/** What is known, over a database that is already open; closing one closes the other. */
export async function knowledgeOf(
  database: Database,
  { sessionHours = SESSION_HOURS, journalDays = 1 }: Pick<KnowledgeOptions, 'sessionHours' | 'journalDays'> = {},
): Promise<Knowledge> {
  const { replica } = database;
  const catalog = catalogOf(replica);
  const passages = passagesOf(database);
  const sessions = sessionsOf(database, sessionHours);
  const bodies = lru<string, Promise<Report>>(KEPT_REPORTS);
  const words = reportWordsOf(replica);
  await prepareFigures(database);

  async function report(id: number): Promise<Report> {
    const { revision } = await catalog();
    const key = `${revision}/${id}`;
    const known = bodies.get(key);
    if (known) return known;
    const read = readReport(replica, id);
    bodies.set(key, read);
    read.catch(() => bodies.delete(key));
    return read;
  }

  return {
    offices: async () => (await catalog()).offices,
    reports: async () => (await catalog()).reports,
    figures: (query) => readFigures(replica, query),
    facts: (query) => readFacts(replica, query),
    findings: (query) => readFindings(replica, query),
    passages: async (query) => passages.search(query, await catalog()),
    sectionPassages: ({ reportId, sections }) => passages.ofSections(reportId, sections),
    report,
    words: async (ids) => words({ revision: (await catalog()).revision, ids }),
    versions: ({ officeId, year }) => readVersions(replica, officeId, year),
    version: ({ officeId, year, number }) => readVersion(replica, officeId, year, number),
    doubt: (id) => findDoubt(database, id),
    decide: (id, decision) => decide(database, id, decision),
    session: (id, now = new Date()) => sessions.read(id, now),
    saveSession: (id, state, of) => sessions.save(id, state, of),
    holdSession: (id, of) => sessions.hold(id, of),
    journal: (entry) => writeJournal(database, entry, journalDays > 0),
    askedOften: (query) => askedOften(replica, query),
    tryWriting: async () => {
      await database.run("update meta set value = value where key = 'nothing'");
    },
    channels: channelStoreOf(database),
    deadlines: deadlineStoreOf(database),
    reminders: reminderStoreOf(database),
    close: () => database.close(),
  };
}

// --- internal ---

/** A report is some hundred KB in memory. */
const KEPT_REPORTS = 16;
