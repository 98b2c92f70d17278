import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { keepRetention } from '../../adapters/retention.js';
import { openDatabase } from '../../knowledge/database.js';
import { readJournal, writeJournal } from '../../knowledge/journal.js';
import { freshDatabase } from '../knowledge/databases.js';
import { until } from './contract.js';

const folder = mkdtempSync(join(tmpdir(), 'disclosure-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const NOW = new Date('2026-11-21T04:00:00Z');

describe('forgetting on time', () => {
  it('happens when the bot starts, by the days the operator set, and leaves no timer', async () => {
    const databaseUrl = freshDatabase().url;
    const database = await openDatabase(databaseUrl);
    const entry = { channel: 'web', kind: 'value', detail: 'figure', person: null, role: 'public' as const };
    await writeJournal(database, { ...entry, question: '旧', at: new Date(NOW.getTime() - 31 * 86_400_000) });
    await writeJournal(database, { ...entry, question: '新', at: new Date(NOW.getTime() - 29 * 86_400_000) });
    const failures: unknown[] = [];
    const log = (_: string, error: unknown): void => void failures.push(error);
    const keeper = keepRetention({ config: { databaseUrl, journalDays: 30 }, now: () => NOW, log });
    await keeper.stop();
    expect((await readJournal(database, 9)).map(({ question }) => question)).toEqual(['新', '']);
    expect(failures).toEqual([]);
    await database.close();
  });

  it('that fails is logged and stops nothing', async () => {
    const failures: string[] = [];
    const config = { databaseUrl: 'sqlite:/dev/null/nowhere.db', journalDays: 30 };
    const keeper = keepRetention({ config, now: () => NOW, log: (message) => failures.push(message) });
    await until(() => failures.length > 0);
    expect(failures).toEqual(['retention failed']);
    await keeper.stop();
  });
});
