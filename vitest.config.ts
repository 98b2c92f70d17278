import { defineConfig } from 'vitest/config';
import { hasServer } from './test/postgres-project.js';

/** What is known, in one process: runs on the embedded PostgreSQL too, where there is no server. */
const KNOWLEDGE = [
  'database',
  'kill',
  'knowledge',
  'migrations',
  'office-identity',
  'office-index',
  'passage-text',
  'passages',
  'passages-without-jieba',
  'register',
  'report-words',
  'reports',
  'retention',
  'separate-offices',
  'sessions',
  'version-choice',
  'versions',
  'years-in-any-order',
].map((name) => `test/knowledge/${name}.test.ts`);

/**
 * What runs on a server of PostgreSQL as well as on SQLite: the same files. Left out is what asks the database nothing
 * that these do not ask: it would double the time for that.
 */
const ON_SERVER = {
  ingest: ['fetch-page', 'files', 'ingest-files', 'parallel', 'resume', 'storing', 'watch'],
  bot: [
    'conversation',
    'drafts',
    'journal',
    'owing',
    'questions',
    'roles',
    'subscriptions',
    'unplaced',
    'verdicts',
    'years',
  ],
  answers: ['every-ranking', 'reported'],
  adapters: [
    ...['check', 'desk', 'people-command', 'register', 'remind-command', 'reminding', 'reminding-kill'],
    ...['reminding-property', 'retention', 'same-office', 'versions'],
    ...['several-bots', 'several-desks', 'several-ingests', 'several-killed', 'several-rates'],
  ],
};

/** Of PostgreSQL alone. */
const OF_POSTGRES = 'test/**/postgres-*.test.ts';

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'sqlite',
          globalSetup: ['test/build.ts'],
          include: ['test/**/*.test.ts'],
          exclude: [OF_POSTGRES],
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          globalSetup: ['test/build.ts', 'test/postgres-project.ts'],
          include: [OF_POSTGRES, ...KNOWLEDGE, ...(hasServer() ? onServer() : [])],
          benchmark: { include: [] },
          env: { DISCLOSURE_TEST_ENGINE: 'postgres' },
        },
      },
    ],
  },
});

function onServer(): string[] {
  return Object.entries(ON_SERVER).flatMap(([folder, names]) => names.map((name) => `test/${folder}/${name}.test.ts`));
}
