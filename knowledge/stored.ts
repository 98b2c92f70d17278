import type { OfficeLevel } from './office-level.js';
import type { KnownName } from './other-names.js';
import type { Fact, Figure, Finding, Format, Office, Passage } from './types.js';

/** What is read from the database: the plain data of types.ts, each with whose and which report it is. */

export interface StoredOffice extends Office {
  readonly id: number;
  /** Names of its public accounts, from the facts of its reports. */
  readonly accounts: readonly string[];
  /** 省级, 市级, 县级 or 乡级; null where its name and place do not tell. */
  readonly level: OfficeLevel | null;
  /** Names it had before or has since, each with the words or the person that says so. */
  readonly otherNames: readonly KnownName[];
}

export interface StoredReport {
  readonly id: number;
  readonly officeId: number;
  readonly office: string;
  readonly year: number;
  readonly title: string;
  readonly format: Format;
  readonly hybrid: boolean;
  readonly documentNumber: string | null;
  readonly issuedOn: string | null;
  readonly file: string;
  readonly storedAt: string;
  /** Which of the reports of its office and year it is, counted in the order they came; the others are kept unused. */
  readonly version: {
    readonly number: number;
    readonly of: number;
    /** True where a person chose it among them. */
    readonly chosen?: true;
  };
}

/** The columns that everything read from a report carries. */
export interface OfReport {
  readonly reportId: number;
  readonly officeId: number;
  readonly office: string;
  readonly year: number;
  readonly title: string;
  readonly file: string;
  readonly format: Format;
}

export interface StoredFigure extends Figure, OfReport {}

export interface StoredFact extends Fact, OfReport {}

/** What a person decided about a finding; it outlives the report's being read again. */
export interface Verdict {
  readonly verdict: 'confirmed' | 'dismissed';
  readonly reason: string;
  readonly who: string;
  /** ISO time. */
  readonly at: string;
  /** True where the finding said something else (other numbers) when it was decided. */
  readonly outdated?: true;
}

export interface StoredFinding extends Finding, OfReport {
  readonly verdict: Verdict | null;
}

export interface FoundPassage extends Passage, OfReport {
  readonly score: number;
  /** 0..1: share of the weight of the query's known terms that the passage holds. */
  readonly coverage: number;
}

/** `OfReport` in SQL, from `report r join office o`. */
export const OF_REPORT = `r.id as reportId, r.office as officeId, o.name as office, r.year as year, r.title as title,
  r.file as file, r.format as format`;
