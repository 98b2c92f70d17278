import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../adapters/commands.js';
import { QUESTIONS } from '../bot/routes.js';
import { SETTINGS } from '../bot/settings.js';

const README = readFileSync('README.md', 'utf8');

describe('the README', () => {
  it.each(QUESTIONS.map(({ name }) => name))('lists the question %s', (name) => {
    expect(README).toContain(`| \`${name}\` |`);
  });
  it.each(Object.values(SETTINGS).map(({ name }) => name))('lists the setting %s', (name) => {
    expect(README).toContain(`\`${name}\``);
  });
  it.each(Object.keys(COMMANDS))('shows the command %s', (command) => {
    expect(README).toContain(`npx disclosure-bot ${command}`);
  });
  it.each(readdirSync('samples'))('describes the sample %s', (file) => {
    expect(README).toContain(file);
  });
  it('names only files that are there', () => {
    const named = [...README.matchAll(/`((?:knowledge|ingest|bot|adapters|test|samples)\/[\w./-]*)`/g)].map(
      (match) => match[1] ?? '',
    );
    for (const path of named)
      expect(() => (path.endsWith('/') ? readdirSync(path) : readFileSync(path)), path).not.toThrow();
  });
});
