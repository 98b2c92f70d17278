import type { Database } from '../knowledge/database.js';
import type { NamedOffice } from '../knowledge/office-names.js';
import { type Merge, type OfficeState, readMerges } from '../knowledge/office-snapshot.js';
import type { KnownName } from '../knowledge/other-names.js';
import type { Separation } from '../knowledge/separate-offices.js';
import type { StoredOffice } from '../knowledge/stored.js';
import { UserError } from '../knowledge/types.js';
import { officeCalled } from './check-scope.js';

/**
 * What a person once said of two names, to be taken back: the latest merge of two offices so called, or a name that one
 * was said to have.
 * @throws UserError SAME_BY_REPORT where a report says it, NOT_DECLARED where nobody said it
 */
export async function separationOf(
  database: Database,
  [one, other]: readonly [string, string],
  offices: readonly StoredOffice[],
): Promise<Separation> {
  const merges = await readMerges(database);
  const merge = merges.find(({ from, into }) => areCalled(one, other, [asNamed(from), asNamed(into)]));
  if (merge) {
    const later = merges.find((each: Merge) => each.id > merge.id && each.from.office.id === merge.into.office.id);
    if (!later) return { merge };
    const names = `“${later.into.office.name}”和“${later.from.office.name}”`;
    throw new UserError('SAME_CHANGED', `后来又记录了${names}是同一个单位，请先撤销那一次。`);
  }
  for (const office of offices) {
    const declared = office.otherNames.find((name) =>
      areCalled(one, other, [nameAsOffice(office, name), { ...office, printed: [], accounts: [] }]),
    );
    if (!declared) continue;
    if (declared.who !== null) {
      return { office, name: declared, others: office.otherNames.filter((name) => name !== declared) };
    }
    throw new UserError(
      'SAME_BY_REPORT',
      `这是年报原文写明的（${declared.file}：“${declared.quote}”），不是人工记录的，不能在这里撤销。`,
    );
  }
  throw new UserError('NOT_DECLARED', `没有人把“${one}”和“${other}”记录为同一个单位，没有可以撤销的。`);
}

// --- internal ---

function asNamed({ office, printed }: OfficeState): NamedOffice {
  return { ...office, printed, accounts: [] };
}

/** A name as an office of its own, in the place it was said of. */
function nameAsOffice({ province, city, county }: StoredOffice, { name, core, kind, place }: KnownName): NamedOffice {
  const where = place === county ? { province, city, county } : { province: null, city: null, county: place };
  return { id: 0, name, core, kind, ...where, printed: [], accounts: [] };
}

/** True where one name means the one and the other the other, in either order. */
function areCalled(one: string, other: string, offices: readonly [NamedOffice, NamedOffice]): boolean {
  const meant = [one, other].map((text) => {
    const [first, second] = offices.map((office) => officeCalled(text, [office]) !== null);
    const exact = offices.findIndex(({ name }) => name === text);
    return exact >= 0 ? [exact] : [...(first ? [0] : []), ...(second ? [1] : [])];
  });
  const [mine = [], theirs = []] = meant;
  return (mine.includes(0) && theirs.includes(1)) || (mine.includes(1) && theirs.includes(0));
}
