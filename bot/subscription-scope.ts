import type { RegisterView } from '../knowledge/deadline-store.js';
import type { OfficeMention } from '../knowledge/offices.js';
import { inPlace, placesCalled } from '../knowledge/places.js';
import type { RegisterEntry } from '../knowledge/register.js';
import type { Subscription, SubscriptionScope } from '../knowledge/subscriptions.js';
import type { OfficeKind } from '../knowledge/types.js';
import type { Choice } from './answer.js';
import { findKinds } from './mentions/deadlines.js';
import { unknownName } from './mentions/subscriptions.js';
import type { Context } from './question.js';
import { REMINDING } from './subscription-phrases.js';
import type { Understanding } from './understand.js';
import { placeName } from './wording.js';

/** Whose reports a subscription is about. */
export interface Whom {
  readonly scope: SubscriptionScope;
  /** What an answer calls them. */
  readonly name: string;
  /** What a message calls them. */
  readonly said: string;
  /** True where a message calls them by a place. */
  readonly place: boolean;
  readonly entries: readonly RegisterEntry[];
}

/** What has to be asked back before anything is subscribed; each label answers it. */
export interface AskedBack {
  readonly ask: string;
  readonly of: readonly { readonly label: string; readonly said: string; readonly place: boolean }[];
}

/**
 * Whose reports a message means: offices it names, a place, or the one the person belongs to. Nobody is guessed: what is
 * left open is asked back.
 * @param of.digest true where the message means all offices of a place
 * @param of.own the person's subscriptions
 */
export async function whomOf(
  understood: Understanding,
  of: { readonly digest: boolean; readonly own: readonly Subscription[] },
  context: Context,
): Promise<Whom | AskedBack> {
  const { offices: mentions, places } = understood;
  const register = await context.knowledge.deadlines.register();
  const { entries } = register;
  const open = [...mentions, ...listedIn(understood, register)].find(({ ids }) => ids.length > 1);
  if (open) return askAmong(REMINDING.severalNamed(open.text), entriesOf(open, register));
  const named = entriesNamed(understood, register);
  if (named.length > 0) return entriesAs(named);
  if (mentions.length > 0) return { ask: REMINDING.unknownOffice(mentions.map(({ text }) => text).join('、')), of: [] };
  const unknown = unknownName(understood);
  if (unknown !== null && placesCalled(unknown, entries).length === 0) {
    return askAmong(
      REMINDING.unknownOffice(unknown),
      entries.filter(({ officeId }) => officeId !== null && understood.nearOffices.includes(officeId)),
    );
  }
  if (of.digest || places.length > 0 || unknown !== null) return ofPlace(understood, register);
  return ownOf(understood, of.own, register, context);
}

/** Offices named that no report is stored of: only the register knows them. Positions are those of the understood text. */
export function listedIn({ text, offices }: Understanding, { entries, finder }: RegisterView): readonly Listed[] {
  const stored = new Set(entries.flatMap(({ id, officeId }) => (officeId === null ? [] : [id])));
  return finder
    .find(text)
    .filter(
      ({ ids, start, end }) =>
        !ids.some((id) => stored.has(id)) && !offices.some((each) => each.start < end && start < each.end),
    )
    .map((mention) => ({ ...mention, listed: true }));
}

/** The entries of the offices a message names, each by a name that is its alone. */
export function entriesNamed(understood: Understanding, register: RegisterView): readonly RegisterEntry[] {
  const mentions = [...understood.offices, ...listedIn(understood, register)].filter(({ ids }) => ids.length === 1);
  return [...new Set(mentions.flatMap((mention) => entriesOf(mention, register)))];
}

/** The offices of a subscription as the register has them now. */
export function whomOfStored({ scope }: Subscription, { entries }: RegisterView): Whom {
  if ('place' in scope) return placeAs(scope.place, entries);
  return { ...entriesAs(entries.filter(({ id }) => scope.register.includes(id))), scope };
}

/** The choices of what is asked back: each is the whole message again, with whom it is about. */
export function choicesOf({ of }: AskedBack, schedule: string | null): readonly Choice[] {
  return of.map(({ label, said, place }) => ({ label, question: REMINDING.sentence(schedule, said, place) }));
}

// --- internal ---

/** A mention whose ids are those of the register. */
interface Listed extends OfficeMention {
  readonly listed: true;
}

function entriesOf(mention: OfficeMention | Listed, { entries }: RegisterView): readonly RegisterEntry[] {
  return 'listed' in mention
    ? entries.filter(({ id }) => mention.ids.includes(id))
    : entries.filter(({ officeId }) => officeId !== null && mention.ids.includes(officeId));
}

/** Choices that fit a chat. */
const MOST_CHOICES = 8;
/** Names an answer spells out. */
const MOST_NAMED = 5;

function entriesAs(entries: readonly RegisterEntry[]): Whom {
  const shown = entries.slice(0, MOST_NAMED);
  return {
    scope: { register: entries.map(({ id }) => id) },
    name: `${shown.map(({ name }) => name).join('、')}${entries.length > shown.length ? '等' : ''}`,
    said: entries.map(placeName).join('和'),
    place: false,
    entries,
  };
}

function placeAs(place: string, all: readonly RegisterEntry[]): Whom {
  const entries = all.filter((entry) => inPlace(entry, place));
  return { scope: { place }, name: place, said: place, place: true, entries };
}

/** A place by name, or the only county there is. */
function ofPlace(understood: Understanding, { entries }: RegisterView): Whom | AskedBack {
  const { places } = understood;
  const unknown = unknownName(understood);
  const names = places.length > 0 ? places.map(({ text }) => text) : unknown === null ? [] : [unknown];
  const counties = [...new Set(entries.flatMap(({ county }) => county ?? []))];
  const called = [...new Set((names.length > 0 ? names : counties).flatMap((name) => placesCalled(name, entries)))];
  const [only, ...more] = called;
  if (only === undefined) return { ask: REMINDING.noPlace, of: [] };
  if (more.length > 0) return askPlaces(called);
  return narrowed(placeAs(only, entries), understood.kinds);
}

/** 全县的街道: those alone. */
function narrowed(whom: Whom, kinds: ReadonlySet<OfficeKind>): Whom | AskedBack {
  if (kinds.size === 0) return whom;
  const entries = whom.entries.filter(({ kind }) => kinds.has(kind));
  if (entries.length === 0) return { ask: REMINDING.noPlace, of: [] };
  return entriesAs(entries);
}

/** The person's own office: of the reminders they have, else of the name they are registered by, else the only one there is. */
function ownOf(
  { text }: Understanding,
  own: readonly Subscription[],
  register: RegisterView,
  { person, memory }: Context,
): Whom | AskedBack {
  const kinds = findKinds(text);
  const fits = ({ kind }: RegisterEntry): boolean => kinds.length === 0 || kinds.includes(kind);
  const [first, ...others] = new Map(own.map((each) => [JSON.stringify(each.scope), each])).values();
  if (first && others.length === 0 && 'register' in first.scope) {
    const whom = whomOfStored(first, register);
    if (whom.entries.length > 0 && whom.entries.every(fits)) return whom;
  }
  const ids = register.finder.find(person?.name ?? '').flatMap((mention) => mention.ids);
  const bearing = register.entries.filter(({ id }) => ids.includes(id));
  if (bearing.length === 1) return entriesAs(bearing);
  if (register.entries.length === 1) return entriesAs(register.entries);
  if (register.entries.length === 0) return { ask: REMINDING.noPlace, of: [] };
  const talkedAbout = ({ officeId }: RegisterEntry): number =>
    officeId !== null && memory.offices.includes(officeId) ? 0 : 1;
  const asked = register.entries.filter(fits).sort((one, other) => talkedAbout(one) - talkedAbout(other));
  return askAmong(asked.length > MOST_CHOICES ? REMINDING.whichOffice : REMINDING.whichOfThese, asked);
}

function askAmong(ask: string, entries: readonly RegisterEntry[]): AskedBack {
  const of = entries
    .slice(0, MOST_CHOICES)
    .map((entry) => ({ label: placeName(entry), said: placeName(entry), place: false }));
  return { ask, of };
}

function askPlaces(places: readonly string[]): AskedBack {
  return {
    ask: places.length > MOST_CHOICES ? REMINDING.whichPlace : REMINDING.whichOfThesePlaces,
    of: places.slice(0, MOST_CHOICES).map((place) => ({ label: place, said: place, place: true })),
  };
}
