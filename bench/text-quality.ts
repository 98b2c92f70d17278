import type { Database } from '../knowledge/database.js';
import type { Searcher } from './text-peers.js';
import type { TextQuestion } from './text-questions.js';

/** How well a full text finds what answers. */
export interface Quality {
  /** Share of the questions with an answering passage among the first five. */
  readonly recall5: number;
  /** Mean of 1 / place of the first answering passage, 0 where none is among the first ten. */
  readonly mrr: number;
}

export async function qualityOf(
  searcher: Searcher,
  questions: readonly TextQuestion[],
  database: Database,
): Promise<Quality> {
  const places: number[] = [];
  for (const { text, answers } of questions) {
    const ids = await searcher.search(text, 10);
    const texts = await textsOf(database, ids);
    places.push(ids.findIndex((id) => answers(texts.get(id) ?? '')) + 1);
  }
  return qualityOfPlaces(places);
}

/** @param places of the first answering passage, from 1; 0 where there is none */
export function qualityOfPlaces(places: readonly number[]): Quality {
  const share = (sum: number): number => sum / places.length;
  return {
    recall5: share(places.filter((place) => place > 0 && place <= 5).length),
    mrr: share(places.reduce((sum, place) => sum + (place > 0 ? 1 / place : 0), 0)),
  };
}

// --- internal ---

async function textsOf(database: Database, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await database.all<{ id: number; quote: string }>(
    'select id, quote from passage where id in (select cast(value as integer) from json_each(?))',
    JSON.stringify(ids),
  );
  return new Map(rows.map(({ id, quote }) => [id, quote]));
}
