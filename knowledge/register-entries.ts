import type { Connection } from './connection.js';
import { insertedId } from './inserted.js';
import { distinctName } from './office-identity.js';
import { FROM_REPORTS, REMOVED, readEveryEntry } from './register.js';
import { type Identity, type IdentityIndex, identityIndex } from './register-identity.js';

/** What became of an office that was to be entered; `ambiguous`: it may be one of several that are there. */
export type Entered = 'added' | 'updated' | 'unchanged' | 'ambiguous';

/**
 * Enters offices, each once however it is written: one that is there gains what the new entry knows more (place, kind).
 * An office that was taken out comes back. To be called in a transaction.
 * @param source the file they stand in, or `reports`
 */
export async function enterOffices(
  connection: Connection,
  offices: readonly Identity[],
  { source, who, now }: { readonly source: string; readonly who: string | null; readonly now: Date },
): Promise<Entered[]> {
  const known = identityIndex<Kept>((await readEveryEntry(connection)).map((entry) => ({ ...entry })));
  const outcomes: Entered[] = [];
  for (const office of offices) {
    const found = known.find(office);
    if (found === 'several') outcomes.push('ambiguous');
    else if (found === null) {
      known.add(await insert(connection, office, known, { source, who, at: now.toISOString() }));
      outcomes.push('added');
    } else outcomes.push(await complete(connection, found, office, { source, who, at: now.toISOString() }));
  }
  return outcomes;
}

/** Takes an entry out of the register; it stays behind so that a stored report of it does not bring it back. */
export async function takeOut(
  connection: Connection,
  id: number,
  { who, now }: { readonly who: string; readonly now: Date },
): Promise<void> {
  await connection.run(
    'update register set source = ?, who = ?, at = ? where id = ?',
    ...[REMOVED, who, now.toISOString(), id],
  );
}

// --- internal ---

type Kept = { -readonly [Key in keyof Identity]: Identity[Key] } & { readonly id: number; source: string };
interface From {
  readonly source: string;
  readonly who: string | null;
  readonly at: string;
}

async function insert(
  connection: Connection,
  office: Identity,
  known: IdentityIndex<Kept>,
  { source, who, at }: From,
): Promise<Kept> {
  const { core, kind, province, city, county } = office;
  const distinct = distinctName(office);
  const numbered = Array.from({ length: 20 }, (_, index) => `${distinct}（${index + 2}）`);
  const name = [office.name, distinct, ...numbered].find((each) => !known.hasName(each));
  if (name === undefined) throw new RangeError(`too many offices are called ${office.name}`);
  const id = await insertedId(
    connection,
    `insert into register (name, core, kind, province, city, county, source, who, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[name, core, kind, province, city, county, source, who, at],
  );
  return { id, name, core, kind, province, city, county, source };
}

/** Adds what is known more; what an import says of the kind counts, what reports say does not overwrite it. */
async function complete(connection: Connection, entry: Kept, office: Identity, from: From): Promise<Entered> {
  const imported = from.source !== FROM_REPORTS;
  if (entry.source === REMOVED && !imported) return 'unchanged';
  const back = entry.source === REMOVED;
  const province = entry.province ?? office.province;
  const city = entry.city ?? office.city;
  const county = entry.county ?? office.county;
  const kind = imported ? office.kind : entry.kind;
  const taken = imported && (back || entry.source === FROM_REPORTS);
  const same =
    !taken && province === entry.province && city === entry.city && county === entry.county && kind === entry.kind;
  if (same) return 'unchanged';
  const source = taken ? from.source : entry.source;
  await connection.run(
    `update register set kind = ?, province = ?, city = ?, county = ?, source = ?, who = ?, at = ? where id = ?`,
    ...[kind, province, city, county, source, from.who, from.at, entry.id],
  );
  Object.assign(entry, { kind, province, city, county, source });
  return back ? 'added' : 'updated';
}
