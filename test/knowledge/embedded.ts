import type { PGlite } from '@electric-sql/pglite';
import type { Database, Parameter } from '../../knowledge/connection.js';
import { type OpenOptions, readyOnPostgres } from '../../knowledge/database.js';
import { postgresDatabase } from '../../knowledge/postgres.js';
import type { Lent, Pool } from '../../knowledge/postgres-lending.js';
import { getTypeParser } from '../../knowledge/postgres-server.js';

/** Opens a schema of the PostgreSQL embedded in this process: one engine for all that is opened, started when needed. */
export async function openEmbedded(schema: string, options: OpenOptions = {}): Promise<Database> {
  return readyOnPostgres(await reachEmbedded(schema, options), `postgres://embedded/${schema}`, options);
}

/** The same as it is: no schema is looked at. */
export async function reachEmbedded(schema: string, { trace }: OpenOptions = {}): Promise<Database> {
  embedded ??= start();
  const engine = await embedded;
  await engine.lend(schema, () => engine.exec(`create schema if not exists ${schema}`));
  return postgresDatabase(poolOf(engine, schema), { where: `embedded/${schema}`, trace });
}

// --- internal ---

interface Engine {
  /** Its only connection, to one after the other, in this schema. */
  lend<T>(schema: string, work: () => Promise<T>): Promise<T>;
  exec(sql: string): Promise<void>;
  readonly query: Lent['query'];
}

let embedded: Promise<Engine> | null = null;

async function start(): Promise<Engine> {
  const pglite = await import('@electric-sql/pglite');
  const engine = await pglite.PGlite.create({ parsers: PARSERS, serializers: SERIALIZERS });
  let last: Promise<unknown> = Promise.resolve();
  return {
    lend: (schema, work) => {
      const lent = last.then(async () => {
        await engine.exec(`set search_path to ${schema}`);
        return work();
      });
      last = lent.catch(() => undefined);
      return lent;
    },
    exec: async (sql) => {
      await engine.exec(sql);
    },
    query: ({ text, name, values }) => (name === undefined ? several(engine, text) : one(engine, text, values ?? [])),
  };
}

async function several(engine: PGlite, text: string): ReturnType<Lent['query']> {
  await engine.exec(text);
  return { rows: [], rowCount: null };
}

async function one(engine: PGlite, text: string, values: readonly unknown[]): ReturnType<Lent['query']> {
  const { rows, affectedRows } = await engine.query(text, [...values]);
  return { rows, rowCount: affectedRows ?? null };
}

function poolOf(engine: Engine, schema: string): Pool {
  return {
    connect: () =>
      new Promise((resolve, reject) => {
        const lent = engine.lend(
          schema,
          () => new Promise<void>((release) => resolve({ query: engine.query, release: () => release() })),
        );
        lent.catch(reject);
      }),
    end: async () => undefined,
  };
}

/** The ids of the types that are read and written here (`pg_type.oid`), as knowledge/postgres-server.ts reads them. */
const READ = [16, 17, 20, 21, 23, 25, 114, 700, 701, 1043, 1700, 3802];
const WRITTEN = [16, 20, 21, 23, 25, 114, 700, 701, 1043, 1700, 3802];
const PARSERS = Object.fromEntries(READ.map((oid) => [oid, getTypeParser(oid)]));
/** As the driver of a server sends them: in words. */
const SERIALIZERS = Object.fromEntries(WRITTEN.map((oid) => [oid, (value: Exclude<Parameter, null>) => String(value)]));
