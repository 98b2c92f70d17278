import { registerFinder } from '../knowledge/deadline-store.js';
import type { OfficeFinder } from '../knowledge/offices.js';
import { placesCalled } from '../knowledge/places.js';
import type { RegisterEntry } from '../knowledge/register.js';
import { UserError } from '../knowledge/types.js';
import { REGISTER_WORDING as WORDING } from './register-wording.js';

/** Whom a call is about: everybody, a place, or one entry. */
export type Whom = { readonly place: string } | { readonly entry: RegisterEntry } | null;

/**
 * Reads whom a name means: a place before an office, since the county's own government is named in full.
 * @throws UserError UNKNOWN_OFFICE, AMBIGUOUS_OFFICE, AMBIGUOUS_PLACE
 */
export function whomOf(name: string | undefined, entries: readonly RegisterEntry[]): Whom {
  if (name === undefined) return null;
  const places = placesCalled(name.trim(), entries);
  const [place, ...others] = places;
  if (others.length > 0) throw new UserError('AMBIGUOUS_PLACE', WORDING.several(name, places));
  return place === undefined ? { entry: entryCalled(name, entries) } : { place };
}

/**
 * The one entry a name means.
 * @throws UserError UNKNOWN_OFFICE, AMBIGUOUS_OFFICE
 */
export function entryCalled(name: string, entries: readonly RegisterEntry[]): RegisterEntry {
  const plain = name.normalize('NFKC').replace(/\s/g, '');
  const exact = entries.find((entry) => entry.name === plain);
  if (exact) return exact;
  const ids = wholly(plain, registerFinder(entries));
  const found = entries.filter(({ id }) => ids.includes(id));
  const [only, another] = found;
  if (!only) throw new UserError('UNKNOWN_OFFICE', WORDING.unknown(name));
  if (another)
    throw new UserError(
      'AMBIGUOUS_OFFICE',
      WORDING.several(
        name,
        found.map((entry) => entry.name),
      ),
    );
  return only;
}

/** A report year as it is written: 2025, 2025年, 2025年度; null where it is none. */
export function yearOf(text: string | undefined): number | null {
  const year = /^((?:19|20)\d{2})(?:年度?)?$/.exec(text ?? '')?.[1];
  return year === undefined ? null : Number(year);
}

// --- internal ---

function wholly(text: string, finder: OfficeFinder): readonly number[] {
  return finder.find(text).find(({ start, end }) => start === 0 && end === text.length)?.ids ?? [];
}
