import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll } from 'vitest';
import type { Database } from '../../knowledge/connection.js';
import type { CheckReports } from '../../knowledge/recheck.js';
import { storeReport, type ToStore } from '../../knowledge/reports.js';
import type { Report } from '../../knowledge/types.js';
import { NO_CHECKS } from './fixtures.js';

/** A fresh folder for this test file's databases, removed after it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'disclosure-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** SQLite reports its statements a moment after they ran: waits until it has been quiet. */
export async function quiet(statements: readonly string[]): Promise<void> {
  for (let seen = -1; statements.length !== seen; await sleep(50)) seen = statements.length;
}

export const NOW = new Date('2026-11-21T03:00:00.000Z');

export async function store(
  database: Database,
  report: Report,
  {
    hash = JSON.stringify(report),
    now = NOW,
    check = NO_CHECKS,
    ...more
  }: { hash?: string; now?: Date; check?: CheckReports } & Pick<ToStore, 'content' | 'onConflict'> = {},
): ReturnType<typeof storeReport> {
  return storeReport(database, { report, hash, now, check, ...more });
}
