/** What storage is written against: no engine, no file. */

export type Parameter = string | number | null | Buffer;

/** What can be asked of an open database. Every statement is prepared once a handle and kept. */
export interface Connection {
  all<Row>(sql: string, ...parameters: Parameter[]): Promise<Row[]>;
  get<Row>(sql: string, ...parameters: Parameter[]): Promise<Row | undefined>;
  run(sql: string, ...parameters: Parameter[]): Promise<{ readonly changes: number; readonly lastId: number }>;
  /** Several statements at once, without parameters or results. */
  exec(sql: string): Promise<void>;
}

/** The one door to a database engine; another engine is another function that returns this. */
export interface Database extends Connection {
  /** A statement compiled now, so that its first use costs what every later one does. */
  prepare(sql: string): Promise<void>;
  /** Runs `work` in one write transaction; a rejection rolls it back. Statements outside wait until it has ended. */
  transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
