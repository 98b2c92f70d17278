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

/** What runs on a server of PostgreSQL as well as on SQLite: the same files. */
const ON_SERVER = {
  ingest: ['files', 'ingest-files', 'resume', 'storing'],
  bot: ['conversation', 'journal', 'owing', 'questions', 'roles', 'subscriptions', 'unplaced', 'verdicts', 'years'],
  answers: ['every-ranking', 'reported'],
  adapters: [
    ...['desk', 'reminding', 'reminding-kill', 'retention'],
    ...['several-bots', 'several-desks', 'several-ingests', 'several-killed', 'several-rates'],
  ],
};

/** What runs there too with DISCLOSURE_TEST_POSTGRES=all: it asks a database little that those do not ask, for as long. */
const ON_SERVER_TOO = {
  ingest: ['fetch-page', 'parallel', 'remarks', 'watch'],
  bot: ['drafts', 'guard', 'names', 'older-years', 'two-doubts', 'two-years', 'versions'],
  answers: ['every-cell', 'everyday'],
  adapters: ['check', 'people-command', 'register', 'remind-command', 'reminding-property', 'same-office', 'versions'],
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
  const chosen = process.env.DISCLOSURE_TEST_POSTGRES === 'all' ? [ON_SERVER, ON_SERVER_TOO] : [ON_SERVER];
  return chosen.flatMap((folders) =>
    Object.entries(folders).flatMap(([folder, names]) => names.map((name) => `test/${folder}/${name}.test.ts`)),
  );
}
