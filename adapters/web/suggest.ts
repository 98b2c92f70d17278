/** `/api/suggest`: what may be meant while it is typed, offices by name or pinyin and questions many ask. */

import type { Hono } from 'hono';
import { placeName } from '../../bot/wording.js';
import { createOfficeSuggest, type OfficeSuggest } from '../../knowledge/office-suggest.js';
import type { StoredOffice } from '../../knowledge/stored.js';
import { refuse } from './failing.js';
import type { Environment, Site, Visit } from './site.js';
import { visitorOf } from './visitor.js';
import { WORDING } from './wording.js';

/** Something to choose: what is shown, and what the field then holds. */
interface Suggestion {
  readonly label: string;
  readonly text: string;
}

export interface Suggestions {
  readonly offices: readonly Suggestion[];
  readonly questions: readonly Suggestion[];
}

export function addSuggest(app: Hono<Environment>, site: Site): void {
  const suggester = suggesterOf(site);
  app.get('/api/suggest', async (visit) => {
    const refused = await tooMuch(site, visit);
    if (refused !== null) return refused;
    const typed = (visit.req.query('q') ?? '').replace(/\p{Surrogate}/gu, '').trimStart();
    const suggestions: Suggestions =
      typed.length > LONGEST
        ? NOTHING
        : { offices: await officesFor(await suggester(), typed), questions: await questionsFor(site, typed) };
    visit.header('Cache-Control', 'no-store');
    return visit.json(suggestions);
  });
}

/** Questions many ask; none where they cannot be read. */
export async function hotOrNone({ hot, log }: Site): Promise<readonly string[]> {
  return hot().catch((error: unknown) => {
    log('hot questions failed', error);
    return [];
  });
}

/** The refusal of a visitor who reads faster than people read; null for all others. */
export async function tooMuch(site: Site, visit: Visit): Promise<Response | null> {
  const admission = await site.reading.admit(visitorOf(visit.req.raw, visit.env.from, site.proxied));
  if (admission.state === 'welcome') return null;
  const error = { code: 'too_many_requests', message: WORDING.limited };
  return refuse(site, visit, { status: 429, error, retryAfter: admission.seconds });
}

// --- internal ---

const NOTHING: Suggestions = { offices: [], questions: [] };
/** Whoever has written this much knows what to ask. */
const LONGEST = 60;
const MOST_OFFICES = 6;
const MOST_QUESTIONS = 6;

/** Reads the offices' names again only when offices have changed. */
function suggesterOf({ knowledge }: Site): () => Promise<OfficeSuggest> {
  let known: { readonly offices: readonly StoredOffice[]; readonly suggest: Promise<OfficeSuggest> } | null = null;
  return async () => {
    const offices = await knowledge.offices();
    if (known?.offices !== offices) known = { offices, suggest: createOfficeSuggest(offices) };
    return known.suggest;
  };
}

function officesFor({ suggest }: OfficeSuggest, typed: string): readonly Suggestion[] {
  return suggest(typed, MOST_OFFICES).flatMap(({ office, start }) => {
    const text = `${typed.slice(0, start)}${placeName(office)}`;
    // Nothing is offered that stands there already.
    return text === typed ? [] : [{ label: placeName(office), text }];
  });
}

async function questionsFor(site: Site, typed: string): Promise<readonly Suggestion[]> {
  const words = typed.trim();
  const often = await hotOrNone(site);
  const offered = often.length > 0 ? often : await site.examples();
  const fitting = offered.filter((question) => question.includes(words) && question !== words);
  return fitting.slice(0, MOST_QUESTIONS).map((question) => ({ label: question, text: question }));
}
