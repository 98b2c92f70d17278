import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { postgresPrograms, startPostgres } from './postgres-server.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of a database on the server of the tests; empty where there is none. */
    postgres: string;
    /** PostgreSQL's own command line, where there is a server. */
    psql: string;
  }
}

/** Whether the tests of PostgreSQL run on a server; else they run, as far as one process goes, on the embedded one. */
export function hasServer(): boolean {
  return process.env.DISCLOSURE_TEST_NO_SERVER !== '1' && postgresPrograms() !== null;
}

/** Starts the server of the vitest project `postgres`. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!hasServer()) {
    console.warn(WITHOUT_SERVER);
    project.provide('postgres', '');
    project.provide('psql', '');
    return undefined;
  }
  const server = await startPostgres();
  project.provide('psql', join(postgresPrograms() ?? '', 'psql'));
  project.provide('postgres', await server.createDatabase('tests'));
  return () => server.remove();
}

// --- internal ---

const WITHOUT_SERVER =
  'PostgreSQL server skipped (its programs are not installed: apt-get install postgresql); test/knowledge runs on the embedded one';
