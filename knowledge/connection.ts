/**
 * What storage is written against: no file, no server. Statements are in what SQLite and PostgreSQL share, with SQLite's
 * words where they differ (postgres-sql.ts puts them into PostgreSQL's).
 */

export type Parameter = string | number | null | Buffer;

export type Engine = 'sqlite' | 'postgres';

/** What only reads. */
export interface Reader {
  /** What differs between engines beyond their words: full text, and what a schema is made of. */
  readonly engine: Engine;
  all<Row>(sql: string, ...parameters: Parameter[]): Promise<Row[]>;
  get<Row>(sql: string, ...parameters: Parameter[]): Promise<Row | undefined>;
}

/** What can be asked of an open database. Every statement is prepared once a handle and kept. */
export interface Connection extends Reader {
  run(sql: string, ...parameters: Parameter[]): Promise<{ readonly changes: number }>;
  /** Several statements at once, without parameters or results. */
  exec(sql: string): Promise<void>;
}

/** The one door to a database engine; another engine is another function that returns this. */
export interface Database extends Connection {
  /** A statement compiled now, so that its first use costs what every later one does. */
  prepare(sql: string): Promise<void>;
  /** Runs `work` in one write transaction; a rejection rolls it back. Statements outside wait until it has ended. */
  transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** Runs `work` on what is stored at this moment, for however long: it sees nothing of what is written meanwhile. */
  snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  /**
   * Where questions are read: a copy that follows shortly behind where there is one, else the database itself. What was
   * written in a transaction of this handle is seen there at once.
   */
  readonly replica: Reader;
  close(): Promise<void>;
}
