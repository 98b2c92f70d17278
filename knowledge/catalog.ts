import type { Reader } from './connection.js';
import { levelOf, regionsKnown } from './office-level.js';
import { readOtherNames } from './other-names.js';
import { currentRevision } from './revision.js';
import type { StoredOffice, StoredReport } from './stored.js';
import type { OfficeKind } from './types.js';

/** Whose reports of which years are stored. */
export interface Catalog {
  readonly revision: number;
  readonly offices: readonly StoredOffice[];
  readonly reports: readonly StoredReport[];
}

/** The catalog as of now; read again only when the revision says that something was stored. */
export function catalogOf(connection: Reader): () => Promise<Catalog> {
  let cached: Promise<Catalog> | null = null;
  let asked: Promise<number> | null = null;
  /** Who asks in the same breath is told the same; later it may be another. */
  const revisionNow = (): Promise<number> => {
    if (asked !== null) return asked;
    asked = currentRevision(connection);
    queueMicrotask(() => {
      asked = null;
    });
    return asked;
  };
  return async () => {
    const revision = await revisionNow();
    const known = await cached?.catch(() => null);
    if (known?.revision === revision) return known;
    cached = readCatalog(connection, revision).then((read) => ({
      ...read,
      offices: same(known?.offices, read.offices),
    }));
    return cached;
  };
}

// --- internal ---

/**
 * What was read before where it says the same: what is derived from the offices (how they are called, heard and written)
 * takes long, and need not be derived again for a report that changes none of it.
 */
function same<List extends readonly object[]>(before: List | undefined, now: List): List {
  return before && JSON.stringify(before) === JSON.stringify(now) ? before : now;
}

interface OfficeRow {
  readonly id: number;
  readonly name: string;
  readonly core: string;
  readonly kind: OfficeKind;
  readonly province: string | null;
  readonly city: string | null;
  readonly county: string | null;
  readonly aliases: string;
}

/** The revision is read before the rows: what a writer adds in between is read once more next time, never missed. */
async function readCatalog(connection: Reader, revision: number): Promise<Catalog> {
  const offices = await connection.all<OfficeRow>(
    `select id, name, core, kind, province, city, county, aliases from office
      where exists (select 1 from report where report.office = office.id) order by id`,
  );
  const reports = await connection.all<
    Omit<StoredReport, 'hybrid' | 'version'> & { hybrid: number; number: number; kept: number; chosen: number }
  >(
    `select r.id as id, r.office as officeId, o.name as office, r.year as year, r.title as title, r.format as format,
        r.hybrid as hybrid, r.document_number as documentNumber, r.issued_on as issuedOn, r.file as file,
        r.stored_at as storedAt, r.version as number,
        coalesce(v.kept, 0) as kept, case when c.number is null then 0 else 1 end as chosen
       from report r join office o on o.id = r.office
       left join (select office, year, count(*) as kept from version group by office, year) as v
         on v.office = r.office and v.year = r.year
       left join version_choice c on c.office = r.office and c.year = r.year
      order by r.office, r.year`,
  );
  const names = new Map<number, StoredOffice['otherNames'][number][]>();
  for (const { office, ...name } of await readOtherNames(connection))
    names.set(office, [...(names.get(office) ?? []), name]);
  const regions = regionsKnown(offices);
  return {
    revision,
    offices: offices.map(({ aliases, ...office }) => ({
      ...office,
      ...parseAliases(aliases),
      level: levelOf(office, regions),
      otherNames: names.get(office.id) ?? [],
    })),
    reports: reports.map(({ number, kept, chosen, ...report }) => ({
      ...report,
      hybrid: report.hybrid === 1,
      version: { number, of: kept + 1, ...(chosen === 1 && { chosen: true as const }) },
    })),
  };
}

function parseAliases(json: string): Pick<StoredOffice, 'printed' | 'accounts'> {
  return JSON.parse(json);
}
