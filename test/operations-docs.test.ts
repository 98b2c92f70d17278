import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { metricsOf } from '../adapters/operations/metrics.js';
import { SETTINGS } from '../bot/settings.js';
import { openDatabase } from '../knowledge/database.js';
import { openKnowledge } from '../knowledge/knowledge.js';

const DOCS = readdirSync('docs').map((name) => join('docs', name));
const OPERATIONS = readFileSync('docs/operations.md', 'utf8');
const NAMES = new Set<string>(Object.values(SETTINGS).map(({ name }) => name));

describe('what operators are told', () => {
  test.each(DOCS)('%s names only settings there are', (file) => {
    for (const [name] of readFileSync(file, 'utf8').matchAll(/\bDISCLOSURE_[A-Z_]+\b/g)) expect(NAMES).toContain(name);
  });

  test.each(DOCS.filter((file) => file.endsWith('.md')))('%s leads only to files that are there', (file) => {
    for (const [, to = ''] of readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      expect(existsSync(join('docs', to)), to).toBe(true);
    }
  });

  test('its alerts and its table name metrics there are', async () => {
    const knowledge = await openKnowledge('sqlite::memory:');
    const health = async () => ({
      ok: true,
      version: '1',
      database: true,
      writable: true,
      channels: { web: 'up' as const },
    });
    const told = await metricsOf({
      ...{ version: '1', knowledge, databaseUrl: 'sqlite:x', health },
      channels: () => [],
      log: (message, error) => {
        throw new Error(message, { cause: error });
      },
    }).text();
    await knowledge.close();
    const exported = new Set([...told.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name));
    const named = [...OPERATIONS.matchAll(/\b(disclosure_\w+|process_\w+_bytes)/g)].map(([name]) =>
      name.replace(/_bucket$/, ''),
    );
    expect(named.length).toBeGreaterThan(10);
    for (const name of named) expect(exported).toContain(name);
    const ours = [...exported].filter((name) => name?.startsWith('disclosure_'));
    for (const name of ours) expect(named).toContain(name);
  });

  test('its backup of a database in use is whole', async () => {
    const [, script = ''] = /node -e "(.*)" data\/disclosure\.db backup\.db/.exec(OPERATIONS) ?? [];
    const folder = mkdtempSync(join(tmpdir(), 'disclosure-'));
    const [from, to] = [join(folder, 'in use.db'), join(folder, 'backup.db')];
    const database = await openDatabase(`sqlite:${from}`);
    await database.run("insert into channel_off (channel, reason, who, at) values ('web', '维护', 'x', '2026')");
    execFileSync('node', ['-e', script, from, to], { stdio: 'pipe' });
    await database.close();
    const backup = await openDatabase(`sqlite:${to}`, { create: false });
    expect(await backup.get('select reason from channel_off')).toEqual({ reason: '维护' });
    await backup.close();
  });
});

describe('how it is run', () => {
  const unit = readFileSync('docs/disclosure-bot.service', 'utf8');
  const compose = readFileSync('docs/compose.yaml', 'utf8');
  const image = readFileSync('docs/Dockerfile', 'utf8');

  test('the unit has sections of settings and nothing else', () => {
    for (const line of unit.split('\n')) expect(line).toMatch(/^(?:#.*|\[(?:Unit|Service|Install)\]|[A-Z]\w+=.*|)$/);
    expect(unit).not.toMatch(/^MemoryDenyWriteExecute/m);
  });

  test('the compose file has no tabs, an even indentation and no key twice on a level', () => {
    const path: string[] = [];
    const seen = new Set<string>();
    for (const line of compose.split('\n').filter((each) => each.trim() !== '' && !each.trim().startsWith('#'))) {
      expect(line).toMatch(/^(?: {2})*(?:[\w-]+:(?: .+)?|- .+)$/);
      const [, indent = '', key] = /^( *)([\w-]+):/.exec(line) ?? [];
      if (key === undefined) continue;
      path.splice(indent.length / 2, path.length, key);
      expect(seen).not.toContain(path.join('.'));
      seen.add(path.join('.'));
    }
  });

  test('both start what the package starts, and wait longer than stopping takes', () => {
    const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: Record<string, string> };
    const command = bin['disclosure-bot'] ?? '';
    for (const text of [unit, image, OPERATIONS]) expect(text).toContain(command);
    const waits = [/TimeoutStopSec=(\d+)/.exec(unit)?.[1], /stop_grace_period: (\d+)s/.exec(compose)?.[1]];
    for (const seconds of waits) expect(Number(seconds)).toBeGreaterThan(10 + 15);
  });

  test('the image is built of files that are there', () => {
    const copied = [...image.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files = '']) => files.split(' '));
    expect(copied.length).toBeGreaterThan(5);
    for (const file of copied) expect(existsSync(file), file).toBe(true);
  });
});
