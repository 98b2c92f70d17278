import type { Connection } from './connection.js';
import type { DueDate } from './deadlines.js';
import type { OfficeKind } from './types.js';

/** An office that owes a report each year. */
export interface RegisterEntry {
  readonly id: number;
  /** Canonical name, unique. */
  readonly name: string;
  readonly core: string;
  readonly kind: OfficeKind;
  readonly province: string | null;
  readonly city: string | null;
  readonly county: string | null;
  /** The stored office of that name; null where no report of it is stored. */
  readonly officeId: number | null;
  /** The file it was imported from, or `reports`. */
  readonly source: string;
}

/** What is known of one report that is owed. */
export interface Obligation {
  readonly entry: RegisterEntry;
  /** Report year. */
  readonly year: number;
  readonly due: DueDate;
  /** Null while nothing shows that it was published. */
  readonly published: {
    /** ISO date; null where a stored report prints none. */
    readonly on: string | null;
    /** What shows it: the report's title and file, or a person's entry. */
    readonly evidence: string;
    /** Days after the due day; 0 where in time, null where the date is not known. */
    readonly daysLate: number | null;
  } | null;
}

/** The register, by place and name, without what a person took out. */
export async function readRegister(connection: Connection): Promise<RegisterEntry[]> {
  return (await readEveryEntry(connection)).filter(({ source }) => source !== REMOVED);
}

/** `RegisterEntry.source` of what a person took out: it stays, so that its reports do not bring it back. */
export const REMOVED = 'removed';

/** `RegisterEntry.source` of an office that is there because a report of it is stored. */
export const FROM_REPORTS = 'reports';

/** The register with what was taken out of it. */
export async function readEveryEntry(connection: Connection): Promise<RegisterEntry[]> {
  return connection.all<RegisterEntry>(
    `select id, name, core, kind, province, city, county, office as officeId, source from register
      order by coalesce(province, ''), coalesce(city, ''), coalesce(county, ''), kind, name`,
  );
}
