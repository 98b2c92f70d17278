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
const ON_SERVER = [
  ...['fetch-page', 'files', 'ingest-files', 'parallel', 'remarks', 'resume', 'storing', 'watch'].map(
    (name) => `ingest/${name}`,
  ),
  ...['conversation', 'drafts', 'guard', 'journal', 'names', 'older-years', 'owing', 'questions', 'roles'].map(
    (name) => `bot/${name}`,
  ),
  ...['subscriptions', 'two-doubts', 'two-years', 'unplaced', 'verdicts', 'versions', 'years'].map(
    (name) => `bot/${name}`,
  ),
  ...['every-cell', 'every-ranking', 'everyday', 'reported'].map((name) => `answers/${name}`),
  ...['check', 'desk', 'people-command', 'register', 'remind-command', 'reminding'].map((name) => `adapters/${name}`),
  ...['reminding-kill', 'reminding-property', 'retention', 'same-office', 'versions'].map((name) => `adapters/${name}`),
  ...['bots', 'desks', 'ingests', 'killed', 'rates'].map((name) => `adapters/several-${name}`),
].map((name) => `test/${name}.test.ts`);

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
          include: [OF_POSTGRES, ...KNOWLEDGE, ...(hasServer() ? ON_SERVER : [])],
          env: { DISCLOSURE_TEST_ENGINE: 'postgres' },
        },
      },
    ],
  },
});
