import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version in the nearest `package.json` above this file; `unknown` where there is none to read. */
export function versionOf(folder: string = import.meta.dirname): string {
  try {
    const read: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : UNKNOWN;
  } catch {
    return dirname(folder) === folder ? UNKNOWN : versionOf(dirname(folder));
  }
}

// --- internal ---

const UNKNOWN = 'unknown';
