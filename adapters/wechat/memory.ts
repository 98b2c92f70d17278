import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Where the login is kept between starts, beside the database, as wechaty wants it: without its ending. The file is made
 * here so that nobody else can read it: whoever holds it is the account.
 */
export function memoryBeside(databaseUrl: string): string {
  const path = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : '';
  const folder = path === '' || path === ':memory:' ? 'data' : dirname(path);
  const name = resolve(join(folder, 'disclosure-bot'));
  const file = `${name}.memory-card.json`;
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) writeFileSync(file, '{}', { mode: 0o600, flag: 'wx' });
  return name;
}
