import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TABLE2_BLOCKS, TABLE3_ROWS } from '../knowledge/metrics.js';

const LAYERS = ['knowledge', 'ingest', 'bot', 'adapters'] as const;
/** What each layer may import of ours. */
const ALLOWED: Record<(typeof LAYERS)[number], readonly string[]> = {
  knowledge: ['knowledge'],
  ingest: ['ingest', 'knowledge'],
  bot: ['bot', 'knowledge'],
  adapters: ['adapters', 'bot', 'ingest', 'knowledge'],
};
/** Tables of data, not code. */
const TABLES = new Set([
  'knowledge/metrics.ts',
  'knowledge/definitions.ts',
  'knowledge/procedures.ts',
  'bot/phrases.ts',
]);

const FILES = LAYERS.flatMap((layer) =>
  readdirSync(layer, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(layer, name)),
);
const source = (file: string): string => readFileSync(file, 'utf8');

describe('architecture', () => {
  it.each(FILES)('%s imports inwards only', (file) => {
    const layer = file.split('/')[0] as (typeof LAYERS)[number];
    const imports = [...source(file).matchAll(/from '(\.[^']+)'/g)].map((match) =>
      normalize(join(dirname(file), match[1] ?? '')),
    );
    const outward = imports.filter((path) => !ALLOWED[layer].includes(path.split('/')[0] ?? ''));
    expect(outward).toEqual([]);
  });

  it.each(FILES.filter((file) => !TABLES.has(file)))('%s holds one concept: 250 lines at most', (file) => {
    expect(source(file).split('\n').length - 1).toBeLessThanOrEqual(250);
  });

  it.each(FILES)('%s says no re-export and no default export', (file) => {
    expect(source(file)).not.toMatch(/^export (?:\*|default|\{[^}]*\} from)/m);
  });

  it('statutory row labels stand in the table of metrics alone', () => {
    const labels = [
      ...TABLE3_ROWS.map((row) => row.label.replace(/^(?:[一二三四]、|（.）|\d\.)/, '')),
      ...TABLE2_BLOCKS.flatMap((block) => block.columns.map((column) => column.label)),
    ].filter((label) => label.length >= 6);
    const strays = FILES.filter((file) => !TABLES.has(file)).flatMap((file) =>
      labels.filter((label) => source(file).includes(label)).map((label) => `${file}: ${label}`),
    );
    expect(strays).toEqual([]);
  });

  it('no source file names an office or file of a report', () => {
    const named = FILES.filter((file) => /[0-9]{3}_[0-9a-f]{16}/.test(source(file)));
    expect(named).toEqual([]);
  });
});
