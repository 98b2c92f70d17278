import { compatible, distinctName, namesAgree } from './office-identity.js';
import type { Office } from './types.js';

/** An office by what tells it from others. */
export type Identity = Pick<Office, 'name' | 'core' | 'kind' | 'province' | 'city' | 'county'>;

/** Offices to be found by name, or by core and kind. */
export interface IdentityIndex<Known extends Identity> {
  readonly add: (known: Known) => void;
  /**
   * The office that is the same one by the rules of `findOffice`; `several` where more than one may be, so that nobody is
   * taken for a namesake in another county.
   */
  readonly find: (office: Identity) => Known | 'several' | null;
  readonly hasName: (name: string) => boolean;
}

export function identityIndex<Known extends Identity>(all: readonly Known[]): IdentityIndex<Known> {
  const byName = new Map<string, Known>();
  const byCore = new Map<string, Known[]>();
  const add = (known: Known): void => {
    byName.set(known.name, known);
    const alike = byCore.get(coreKey(known));
    if (alike) alike.push(known);
    else byCore.set(coreKey(known), [known]);
  };
  for (const known of all) add(known);
  const find = (office: Identity): Known | 'several' | null => {
    const named = [office.name, distinctName(office)].flatMap((name) => byName.get(name) ?? []);
    const alike = (byCore.get(coreKey(office)) ?? []).filter((known) => namesAgree(known, office));
    const possible = [...new Set([...named, ...alike])].filter((known) => compatible(known, office));
    const [one, another] = possible;
    if (!one || !another) return one ?? null;
    const [inSamePlace, second] = possible.filter((known) => LEVELS.every((level) => known[level] === office[level]));
    return inSamePlace && !second ? inSamePlace : 'several';
  };
  return { add, find, hasName: (name) => byName.has(name) };
}

// --- internal ---

const LEVELS = ['province', 'city', 'county'] as const;

function coreKey({ core, kind }: Identity): string {
  return `${kind}/${core}`;
}
