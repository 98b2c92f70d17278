import type { Connection, Database, Reader } from './connection.js';
import { postgresSchema } from './postgres-sql.js';
import { CHANNELS } from './schema-channels.js';
import { DEADLINES } from './schema-deadlines.js';
import { DECISIONS } from './schema-decisions.js';
import { postgresBase } from './schema-postgres.js';
import { SEVERAL } from './schema-several.js';
import { READ_FILES, SQLITE_BASE } from './schema-sqlite.js';
import { VERSIONS_AND_NAMES } from './schema-versions.js';
import { UserError } from './types.js';

/** Version of the schema this program writes: the number of migrations. */
export function schemaVersion(): number {
  return MIGRATIONS.length;
}

/**
 * Brings a database to this program's schema, one version after the other, in one transaction.
 * @param parts into how many parts the tables of offices are cut on PostgreSQL, where they are made now
 * @param to a version to stop at; left out, this program's
 * @throws UserError as `storedVersion`
 */
export async function migrate(
  database: Database,
  { parts = 1, to = MIGRATIONS.length }: { readonly parts?: number; readonly to?: number } = {},
): Promise<void> {
  if ((await storedVersion(database)) >= to) return;
  await database.transaction(async (connection) => {
    // Read again under the lock: another process may have migrated meanwhile.
    const version = await storedVersion(connection);
    for (const migration of MIGRATIONS.slice(version, to))
      await connection.exec(statementsOf(migration, parts, connection));
    if (version < to) await connection.exec(MARKED[connection.engine](to));
  });
}

/**
 * The schema version a database was left at; 0 for a new one.
 * @throws UserError NEWER_SCHEMA when a newer program wrote it, FOREIGN_DATABASE when it is not ours.
 */
export async function storedVersion(connection: Reader): Promise<number> {
  const { version, application, tables } = await STORED[connection.engine](connection);
  if (tables > 0 && application !== APPLICATION) {
    throw new UserError('FOREIGN_DATABASE', '这个数据库属于别的程序，没有改动它。请换一个路径或地址。');
  }
  if (version > MIGRATIONS.length) {
    throw new UserError(
      'NEWER_SCHEMA',
      `这个知识库由更新版本的程序建立（结构版本 ${version}，本程序只认识到 ${MIGRATIONS.length}）。请升级程序后再用。`,
    );
  }
  return version;
}

// --- internal ---

/** One step of the schema. */
interface Migration {
  /** For SQLite; without `postgres`, also for PostgreSQL, put into its words. */
  readonly sqlite: string;
  /** For PostgreSQL where it is another. */
  readonly postgres?: (parts: number) => string;
}

function statementsOf({ sqlite, postgres }: Migration, parts: number, { engine }: Connection): string {
  if (engine === 'sqlite') return sqlite;
  return postgresSchema(postgres ? postgres(parts) : sqlite);
}

/** Marks the database as ours (`file` and other tools show it of a SQLite file); the letters "OGIB". */
const APPLICATION = 0x4f474942;

interface Stored {
  readonly version: number;
  readonly application: number;
  readonly tables: number;
}

const NEW: Stored = { version: 0, application: 0, tables: 0 };

/** What a database says of itself: SQLite in its header, PostgreSQL in `meta`. */
const STORED: { readonly [Each in Reader['engine']]: (connection: Reader) => Promise<Stored> } = {
  sqlite: async (connection) =>
    (await connection.get<Stored>(
      `select user_version as version, application_id as application, (select count(*) from sqlite_schema) as tables
         from pragma_user_version, pragma_application_id`,
    )) ?? NEW,
  postgres: async (connection) => {
    const found = await connection.get<{ schema: string | null; tables: number; meta: number }>(
      `select current_schema() as schema, count(*) as tables, count(*) filter (where c.relname = 'meta') as meta
         from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = current_schema() and c.relkind in ('r', 'p')`,
    );
    if (!found || found.schema === null) {
      throw new UserError('DATABASE_CANNOT_OPEN', '数据库里没有可用的模式（search_path），请先建立模式。');
    }
    if (found.meta === 0) return { ...NEW, tables: found.tables };
    const rows = await connection
      .all<{ key: string; value: number }>("select key, value from meta where key in ('schema', 'application')")
      .catch((error: unknown) => {
        // A server that went away meanwhile does not belong to anybody else.
        if (error instanceof UserError) throw error;
        return [];
      });
    const of = new Map(rows.map(({ key, value }) => [key, value]));
    return { version: of.get('schema') ?? 0, application: of.get('application') ?? 0, tables: found.tables };
  },
};

const MARKED: { readonly [Each in Reader['engine']]: (version: number) => string } = {
  sqlite: (version) => `pragma application_id = ${APPLICATION}; pragma user_version = ${version};`,
  postgres: (version) =>
    `insert into meta (key, value) values ('schema', ${version}), ('application', ${APPLICATION})
       on conflict (key) do update set value = excluded.value`,
};

/** A change is a new entry at the end, never an edit: databases in use are somewhere on this list. */
const MIGRATIONS: readonly Migration[] = [
  { sqlite: SQLITE_BASE, postgres: () => '' },
  { sqlite: VERSIONS_AND_NAMES, postgres: () => '' },
  { sqlite: READ_FILES, postgres: postgresBase },
  { sqlite: DECISIONS },
  { sqlite: CHANNELS },
  { sqlite: DEADLINES },
  { sqlite: SEVERAL },
];
