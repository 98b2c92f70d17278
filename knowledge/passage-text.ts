import type { Connection, Engine } from './connection.js';

/** The full text of all offices: which passages hold which tokens. FTS5 in SQLite, a `tsvector` with its index in PostgreSQL. */

/**
 * What stands before an office's id, a year and a section's key in the tokens that say where a passage belongs. No text
 * can produce such a token: the tokenizer always cuts Han from digits, colons and Latin letters.
 */
export const PLACE = { office: '办', year: '年', section: '部:' } as const;

/** Puts the passages of a report (or office) into the full text; in the transaction that inserted them. */
export async function addPassageText(connection: Connection, of: 'report' | 'office', id: number): Promise<void> {
  for (const statement of ADD[connection.engine]) await connection.run(statement[of], id);
}

/** Takes the passages of a report (or office) out of the full text; in the transaction that deletes them, before. */
export async function removePassageText(connection: Connection, of: 'report' | 'office', id: number): Promise<void> {
  for (const statement of REMOVE[connection.engine]) await connection.run(statement[of], id);
}

/** Makes the full text of all passages, where there is none yet. */
export async function fillPassageText(connection: Connection): Promise<void> {
  await connection.exec(FILL[connection.engine]);
}

/** Tokens one of which, or all of which, a passage has to hold. */
export interface Match {
  readonly all: readonly string[];
  /** Of each list one at least; an empty list asks nothing. */
  readonly oneOf: readonly (readonly string[])[];
}

/** What is looked for in the words of the engine's full text: whatever stands in a token is a word, never an operator. */
export function matchText(engine: Engine, { all, oneOf }: Match): string {
  const { quoted, and, or } = LANGUAGE[engine];
  const choices = oneOf.filter((tokens) => tokens.length > 0).map((tokens) => `(${tokens.map(quoted).join(or)})`);
  return [...all.map(quoted), ...choices].join(and);
}

// --- internal ---

const PLACED = `'${PLACE.office}' || office || ' ${PLACE.year}' || year || ' ${PLACE.section}' || section_key || ' ' || tokens`;

/** PostgreSQL takes no longer word into a `tsvector`; nobody asks for one. */
const LONGEST = 2_000;

const WORDS = `(select array_to_tsvector(array_agg(token)) from string_to_table(${PLACED}, ' ') as token
                where token <> '' and octet_length(token) <= ${LONGEST})`;

const both = (statement: (of: 'report' | 'office') => string) => ({
  report: statement('report'),
  office: statement('office'),
});

type Statements = Readonly<Record<'report' | 'office', string>>;

/** What counts passages by their tokens stands by itself: a table spread by token is written from those spread by office. */
const ADD: { readonly [Each in Engine]: readonly Statements[] } = {
  sqlite: [both((of) => `insert into passage_text (rowid, tokens) select id, ${PLACED} from passage where ${of} = ?`)],
  postgres: [
    both(
      (of) => `insert into passage_text (id, office, words) select id, office, ${WORDS} from passage where ${of} = ?`,
    ),
    both((of) => counted('count(*)', of)),
  ],
};

const REMOVE: { readonly [Each in Engine]: readonly Statements[] } = {
  sqlite: [both((of) => `delete from passage_text where rowid in (select id from passage where ${of} = ?)`)],
  postgres: [
    both((of) => counted('-count(*)', of)),
    both(
      (of) => `delete from passage_text t using passage p where p.office = t.office and p.id = t.id and p.${of} = ?`,
    ),
  ],
};

function counted(by: string, of: 'report' | 'office'): string {
  return `insert into passage_vocabulary (token, doc)
     select each.lexeme, ${by} from passage p
       join passage_text t on t.office = p.office and t.id = p.id cross join unnest(t.words) as each on true
      where p.${of} = ? group by each.lexeme order by each.lexeme
     on conflict (token) do update set doc = passage_vocabulary.doc + excluded.doc`;
}

/** All at once: counted office by office, a common word would be counted anew with each of them. */
const FILL: { readonly [Each in Engine]: string } = {
  sqlite: `insert into passage_text (rowid, tokens) select id, ${PLACED} from passage order by id`,
  postgres: `insert into passage_text (id, office, words) select id, office, ${WORDS} from passage;
     insert into passage_vocabulary (token, doc)
       select word, ndoc from ts_stat('select words from passage_text');
     analyze passage_text; analyze passage_vocabulary`,
};

interface Language {
  readonly quoted: (token: string) => string;
  readonly and: string;
  readonly or: string;
}

const LANGUAGE: { readonly [Each in Engine]: Language } = {
  sqlite: { quoted: (token) => `"${token.replaceAll('"', '""')}"`, and: ' AND ', or: ' OR ' },
  postgres: {
    quoted: (token) => `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`,
    and: ' & ',
    or: ' | ',
  },
};
