import { expect, test } from 'vitest';
import { figuresSql } from '../../knowledge/figures-sql.js';
import { postgresSql } from '../../knowledge/postgres-sql.js';

const SCOPES = (['sqlite', 'postgres'] as const).flatMap((engine) =>
  (['few', 'many', 'all'] as const).flatMap((offices) => [true, false].map((years) => ({ engine, offices, years }))),
);

test.each(SCOPES)(
  '$engine is asked for figures of $offices offices (years: $years) with each parameter it is given',
  ({ engine, offices, years }) => {
    const sql = figuresSql(engine, offices, years);
    const text = engine === 'postgres' ? postgresSql(sql) : sql;
    const used = [...new Set(text.match(/[?$]\d+/g) ?? [])].map((parameter) => Number(parameter.slice(1))).sort();
    // A server does not know the type of a parameter that it is given and that stands nowhere.
    const given = 1 + (offices === 'all' ? 0 : 1) + (years ? 1 : 0);
    expect(used).toEqual([1, 2, 3].slice(0, given));
  },
);
