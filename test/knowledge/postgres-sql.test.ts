import { describe, expect, test } from 'vitest';
import { postgresSchema, postgresSql } from '../../knowledge/postgres-sql.js';

const flat = (sql: string): string => sql.replace(/\s+/g, ' ').trim();
const json = (source: string): string => `cast(cast(${source} as text) as json)`;
const rows = (source: string): string =>
  `lateral (select cast(place - 1 as integer) as key, item #>> '{}' as value from json_array_elements(${json(source)}) ` +
  `with ordinality as items (item, place))`;

describe('a statement in the words of PostgreSQL', () => {
  test.each<[what: string, sql: string, into: string]>([
    [
      'stays where there is nothing to say otherwise',
      'select id from office order by id',
      'select id from office order by id',
    ],
    ['counts its parameters', 'select ? as a, ? as b where c = ?', 'select $1 as a, $2 as b where c = $3'],
    ['keeps the numbers of its parameters', 'select ?2, ?1, ?2, ?10', 'select $2, $1, $2, $10'],
    [
      'quotes names in camelCase',
      'select r.id as reportId, officeId from x',
      'select r.id as "reportId", "officeId" from x',
    ],
    [
      'leaves names with underscores and capitals alone',
      'select saved_at, COUNT(*) from A',
      'select saved_at, COUNT(*) from A',
    ],
    [
      'leaves what stands in a string',
      "select '?', 'isDraft ?1', 'it''s ? aName' where x = ?",
      "select '?', 'isDraft ?1', 'it''s ? aName' where x = $1",
    ],
    [
      'leaves what stands in quotes',
      'select "aName?" from "myTable" where x = ?',
      'select "aName?" from "myTable" where x = $1',
    ],
    ['keeps a $ that stands in a string', "select '$1' where x = ?", "select '$1' where x = $1"],
    [
      'takes a list of texts',
      'where key in (select value from json_each(?))',
      `where key = any (array(select json_array_elements_text(${json('$1')})))`,
    ],
    [
      'takes a list of whole numbers',
      'where id in (select cast(value as integer) from json_each(?2))',
      `where id = any (array(select cast(json_array_elements_text(${json('$2')}) as integer)))`,
    ],
    [
      'takes the list of a column',
      'where r.id in (select value from json_each(w.ids))',
      `where r.id = any (array(select json_array_elements_text(${json('w.ids')})))`,
    ],
    ['takes rows', 'from json_each(?1) as each', `from ${rows('$1')} as each`],
    [
      'takes a field of a row',
      "select json_extract(each.value, '$.name') from json_each(?) as each",
      `select (cast(each.value as json) ->> 'name') from ${rows('$1')} as each`,
    ],
    ['takes a place of a row', "select json_extract(each.value, '$[1]')", 'select (cast(each.value as json) ->> 1)'],
    [
      'hands out JSON',
      "select json_group_array(json_array(x.a, x.b)), json_object('id', f.id)",
      "select json_agg(json_build_array(x.a, x.b)), json_build_object('id', f.id)",
    ],
    ['leaves the order of joins to the planner', 'from a cross join b on b.id = a.id', 'from a join b on b.id = a.id'],
  ])('%s', (_, sql, into) => {
    expect(flat(postgresSql(sql))).toBe(into);
  });

  test('counts its parameters in one way only', () => {
    for (const sql of ['select ?, ?1', 'select ?1, ?', "select '?', ?, x, ?3"]) {
      expect(() => postgresSql(sql)).toThrow(RangeError);
    }
  });
});

describe('a schema in the words of PostgreSQL', () => {
  test.each<[sql: string, into: string]>([
    ['id integer primary key autoincrement', 'id serial primary key'],
    ['body blob not null', 'body bytea not null'],
    ['name text not null unique, text text', 'name text collate "C" not null unique, text text collate "C"'],
    ['create table a (b integer primary key) without rowid;', 'create table a (b integer primary key);'],
    ['id integer primary key', 'id integer primary key'],
  ])('%s', (sql, into) => {
    expect(postgresSchema(sql)).toBe(into);
  });
});
