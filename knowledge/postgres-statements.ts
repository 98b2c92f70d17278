import { postgresSql } from './postgres-sql.js';

export interface Statement {
  /** A server keeps each prepared under its name. */
  readonly name: string;
  readonly text: string;
  readonly isReading: boolean;
}

/** A statement of storage as it is sent; made once, for statements are few and written in this program. */
export function statementOf(sql: string): Statement {
  const known = STATEMENTS.get(sql);
  if (known) return known;
  const isReading = /^\s*(?:select|with)\b/i.test(sql) && !/\b(?:insert into|update|delete from)\b/i.test(sql);
  const statement = { name: `s${STATEMENTS.size + 1}`, text: postgresSql(sql), isReading };
  STATEMENTS.set(sql, statement);
  return statement;
}

// --- internal ---

const STATEMENTS = new Map<string, Statement>();
