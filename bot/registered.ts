import type { RegisterView } from '../knowledge/deadline-store.js';
import type { OfficeMention } from '../knowledge/offices.js';
import type { RegisterEntry } from '../knowledge/register.js';
import type { Choice } from './answer.js';
import { type Draft, say } from './draft.js';
import { findPlaces } from './mentions/offices.js';
import { PHRASES } from './phrases.js';
import type { Understanding } from './understand.js';
import { fullPlaceName } from './wording.js';

/** Which entries of the register a question is about. */
export type Registered =
  | {
      readonly found: true;
      /** Named one by one; empty where all of the places and kinds are meant. */
      readonly named: readonly RegisterEntry[];
      /** Those named, else all of the places and kinds. */
      readonly entries: readonly RegisterEntry[];
      /** The places in the question's words; empty where it names none. */
      readonly places: readonly string[];
    }
  /** Several are called so, or none is. */
  | { readonly found: false; readonly draft: Draft };

/** Finds the entries of the register that a question names, those without a stored report included. */
export function registeredIn(understood: Understanding, { entries, finder }: RegisterView): Registered {
  const { text, offices, kinds, unknownOffice } = understood;
  const written = finder.find(text).filter((mention) => !finder.places.has(mention.text));
  const heard = offices.flatMap((mention): OfficeMention[] => {
    const taken = written.some(({ start, end }) => start < mention.end && mention.start < end);
    if (taken || finder.places.has(mention.text)) return [];
    const ids = entries.flatMap(({ id, officeId }) => (officeId !== null && mention.ids.includes(officeId) ? id : []));
    return [{ ...mention, ids }];
  });
  const mentions = [...written, ...heard];
  const places = findPlaces(masked(text, mentions), finder.places, mentions);
  const there = places.length === 0 ? null : new Set(places.flatMap(({ ids }) => ids));
  const named = new Map<number, RegisterEntry>();
  for (const mention of mentions) {
    const meant = entries.filter(({ id }) => mention.ids.includes(id));
    const near = meant.filter(({ id }) => there?.has(id) ?? true);
    const [only, another] = near.length > 0 ? near : meant;
    if (only && another) return { found: false, draft: askWhich(mention, understood, near) };
    if (only) named.set(only.id, only);
  }
  const placed = places.map((place) => place.text);
  if (named.size > 0) return { found: true, named: [...named.values()], entries: [...named.values()], places: placed };
  if (unknownOffice !== null && !placed.some((place) => unknownOffice.includes(place))) {
    return { found: false, draft: say('missing', PHRASES.notRegistered(unknownOffice)) };
  }
  const chosen = entries.filter(({ id, kind }) => (there?.has(id) ?? true) && (kinds.size === 0 || kinds.has(kind)));
  return { found: true, named: [], entries: chosen, places: placed };
}

// --- internal ---

const BLANK = '\u0001';

function masked(text: string, spans: readonly OfficeMention[]): string {
  return spans.reduce(
    (left, { start, end }) => left.slice(0, start) + BLANK.repeat(end - start) + left.slice(end),
    text,
  );
}

const MAX_CHOICES = 8;

function askWhich({ text }: OfficeMention, { text: asked }: Understanding, among: readonly RegisterEntry[]): Draft {
  const choices = among.slice(0, MAX_CHOICES).map((entry): Choice => {
    return { label: entry.name, question: asked.replace(text, fullPlaceName(entry)) };
  });
  return say('clarify', PHRASES.severalOffices(text, among.slice(0, MAX_CHOICES).map(fullPlaceName)), choices);
}
