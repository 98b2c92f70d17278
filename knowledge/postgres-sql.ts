/**
 * A statement of storage as PostgreSQL wants it. Statements are written once, in what SQLite and PostgreSQL share; what
 * they call otherwise is put into PostgreSQL's words here, and nothing else: parameters (`?`, `?1`), names in camelCase,
 * lists and rows handed in as JSON (`json_each`, `json_extract`), JSON handed out, the order of joins (`cross join`), and
 * the types of a schema.
 */

/**
 * The statement in PostgreSQL's words.
 * @throws RangeError where a statement counts its parameters in both ways
 */
export function postgresSql(sql: string): string {
  return JSON_FORMS.reduce((text, [form, into]) => text.replaceAll(form, into), numberedAndQuoted(sql)).replaceAll(
    PARAMETER_MARK,
    '$',
  );
}

/** A schema's statements in PostgreSQL's words; texts compare by their bytes, as SQLite's do. */
export function postgresSchema(sql: string): string {
  return TYPES.reduce((text, [form, into]) => text.replaceAll(form, into), sql);
}

// --- internal ---

/** Stands for the sign of a parameter while the statement is rewritten: in a replacement text `$` means something else. */
const PARAMETER_MARK = '\u0001';

/** Where a list or a row comes from: a parameter or a column. */
const SOURCE = String.raw`(\u0001\d+|\w+\.\w+)`;

const asJson = (source: string): string => `cast(cast(${source} as text) as json)`;

const JSON_FORMS: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(String.raw`in \(select value from json_each\(${SOURCE}\)\)`, 'g'),
    `= any (array(select json_array_elements_text(${asJson('$1')})))`,
  ],
  [
    new RegExp(String.raw`in \(select cast\(value as integer\) from json_each\(${SOURCE}\)\)`, 'g'),
    `= any (array(select cast(json_array_elements_text(${asJson('$1')}) as integer)))`,
  ],
  [
    new RegExp(String.raw`json_each\(${SOURCE}\) as (\w+)`, 'g'),
    `lateral (select cast(place - 1 as integer) as key, item #>> '{}' as value
       from json_array_elements(${asJson('$1')}) with ordinality as items (item, place)) as $2`,
  ],
  [/json_extract\(([\w.]+), '\$\.(\w+)'\)/g, "(cast($1 as json) ->> '$2')"],
  [/json_extract\(([\w.]+), '\$\[(\d+)\]'\)/g, '(cast($1 as json) ->> $2)'],
  [/\bjson_object\(/g, 'json_build_object('],
  [/\bjson_array\(/g, 'json_build_array('],
  [/\bjson_group_array\(/g, 'json_agg('],
  [/\bcross join\b/g, 'join'],
];

const TYPES: readonly (readonly [RegExp, string])[] = [
  [/\binteger primary key autoincrement\b/g, 'serial primary key'],
  [/\bblob\b/g, 'bytea'],
  [/\) without rowid/g, ')'],
  // A type stands behind a name; there is a column that is called text.
  [/(?<=\w )text\b/g, 'text collate "C"'],
];

/** Numbers the parameters and quotes the names that stand in no string and no quotes. */
function numberedAndQuoted(sql: string): string {
  const count = { next: 0, named: false };
  return sql
    .split(/('(?:[^']|'')*'|"[^"]*")/)
    .map((part, index) => (index % 2 === 1 ? part : quotedNames(withParameters(part, count))))
    .join('');
}

function withParameters(text: string, count: { next: number; named: boolean }): string {
  return text.replace(/\?(\d*)/g, (_, number: string) => {
    if (number !== '') count.named = true;
    else count.next += 1;
    if (count.named && count.next > 0) throw new RangeError(`parameters are counted in two ways: ${text.trim()}`);
    return `${PARAMETER_MARK}${number === '' ? count.next : number}`;
  });
}

/** PostgreSQL folds names to small letters unless they are quoted. */
function quotedNames(text: string): string {
  return text.replace(/\b[a-z]+[A-Z]\w*\b/g, '"$&"');
}
