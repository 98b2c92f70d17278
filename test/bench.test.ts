import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from './knowledge/temporary.js';

/** Each measurement runs, on as few reports as it can; how long anything takes is none of a test's business. */

const folder = temporaryFolder();
const results = join(folder, 'results.json');
const SMALL = ['--reports', '14', '--rounds', '3', '--keep', folder, '--results', results];
const MEASUREMENTS = ['answers', 'text', 'ingest', 'cold', 'offices'] as const;

beforeAll(() => execFileSync('npx', ['tsc', '-p', 'tsconfig.bench.json'], { stdio: 'pipe' }));

describe('measurements', () => {
  it.each(MEASUREMENTS)('%s runs and tells what it found', { timeout: 240_000 }, (name) => {
    const said = execFileSync('node', ['--expose-gc', `dist/bench/${name}.js`, ...SMALL], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
    expect(said).toContain(`npm run bench:${name} -- --reports 14`);
    const found = (JSON.parse(readFileSync(results, 'utf8')) as { bench: string; values: object }[]).filter(
      ({ bench }) => bench === name,
    );
    expect(found).toHaveLength(1);
    expect(Object.values(found[0]?.values ?? {}).filter((value) => typeof value !== 'number')).toEqual([]);
  });

  it('tells goals and growth of what was found', () => {
    const said = execFileSync('node', ['dist/bench/goals.js', '--results', results], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
    expect(said).toContain('| statements of one structured answer |');
    expect(said).toMatch(/\| named offices found \| ≥ 1 \| sqlite, 14 \| 1 \| met \|/);
  });

  it('has a command and a place on the page for each', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const page = readFileSync('docs/performance.md', 'utf8');
    for (const name of [...MEASUREMENTS, 'goals']) {
      expect(scripts[`bench:${name}`], name).toContain(`dist/bench/${name}.js`);
      expect(readdirSync('bench'), name).toContain(`${name}.ts`);
      expect(page, name).toContain(`<!-- ${name} -->\n`);
      expect(page, name).toContain(`<!-- /${name} -->\n`);
    }
  });
});
