import type { Connection } from './connection.js';
import type { KnownOffice } from './office-identity.js';
import { type Office, UserError } from './types.js';

/** What the registry says of an office, put right after reports came or went. */

/** An office with what its later reports say of it: the latest name, and the region as soon as one states it. */
export function told(
  { id, name, core, kind, province, city, county }: KnownOffice,
  later: readonly Office[],
): KnownOffice {
  let office: KnownOffice = { id, name, core, kind, province, city, county };
  for (const own of later) {
    const renamed = own.core !== office.core || own.kind !== office.kind;
    const fuller = renamed || (office.county === null && own.county !== null);
    office = {
      ...office,
      ...(fuller && { name: own.name, core: own.core, kind: own.kind }),
      province: office.province ?? own.province,
      city: office.city ?? own.city,
      county: office.county ?? own.county,
    };
  }
  return office;
}

/**
 * Writes an office's name and region.
 * @throws UserError NAME_TAKEN where another office has the name by now
 */
export async function setOffice(connection: Connection, office: KnownOffice): Promise<void> {
  const { id, name, core, kind, province, city, county } = office;
  if (await connection.get('select 1 from office where name = ? and id <> ?', name, id)) {
    throw new UserError('NAME_TAKEN', `现在另有单位叫“${name}”，分开以后会重名，没有改动。`);
  }
  await connection.run(
    'update office set name = ?, core = ?, kind = ?, province = ?, city = ?, county = ? where id = ?',
    ...[name, core, kind, province, city, county, id],
  );
}
