import { expect } from 'vitest';
import type { Database } from '../../knowledge/connection.js';
import { PLACE } from '../../knowledge/passage-text.js';
import { danglingRows } from './dangling-rows.js';

/** Expects what an engine and the full text promise of a database: no row dangles, and the full text is of its passages. */
export async function expectWhole(database: Database): Promise<void> {
  expect(await danglingRows(database)).toEqual([]);
  if (database.engine === 'sqlite') {
    expect(await database.all('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    await database.run("insert into passage_text (passage_text) values ('integrity-check')");
    return;
  }
  expect(await database.all(MISPLACED)).toEqual([]);
  expect(await database.all(MISSPELT)).toEqual([]);
  expect(await database.all(MISCOUNTED)).toEqual([]);
}

// --- internal ---

/** Passages that are not in the full text, and the other way round. */
const MISPLACED = `
  select p.id as passage, t.id as text from passage p full join passage_text t on t.office = p.office and t.id = p.id
   where p.id is null or t.id is null`;

/** Passages whose words in the full text are not their tokens and their place. */
const MISSPELT = `
  select p.id from passage p join passage_text t on t.office = p.office and t.id = p.id
   where t.words <> array_to_tsvector(string_to_array(p.tokens, ' ')
           || array['${PLACE.office}' || p.office, '${PLACE.year}' || p.year, '${PLACE.section}' || p.section_key])`;

/** Words whose count is not that of the full text; a word that is gone is counted 0, or not at all. */
const MISCOUNTED = `
  select coalesce(v.token, found.token) as token, v.doc as counted, found.doc as found
    from passage_vocabulary v
    full join (select each.lexeme as token, count(*) as doc from passage_text t join unnest(t.words) as each on true
                group by each.lexeme) as found on found.token = v.token
   where coalesce(v.doc, 0) <> coalesce(found.doc, 0)`;
