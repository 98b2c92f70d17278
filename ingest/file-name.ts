import { basename } from 'node:path';

/** A path as the system takes it: text, or bytes where they are no UTF-8 (names written by an old Chinese Windows). */
export type Path = string | Buffer;

/** The last part of a path as text; bytes that are no UTF-8 are read as GB18030. */
export function nameOf(path: Path): string {
  if (typeof path === 'string') return basename(path);
  const name = path.subarray(path.lastIndexOf('/') + 1);
  for (const label of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(label, { fatal: true }).decode(name);
    } catch {
      // The next one, or what is certain of it.
    }
  }
  return name.toString();
}

/** Text that says which path it is, and no other: names the system keeps in bytes are spelt in bytes. */
export function keyOf(path: Path): string {
  return typeof path === 'string' ? path : `bytes:${path.toString('hex')}`;
}

/** A path below a folder; text wherever both are. */
export function below(folder: Path, name: Buffer): Path {
  const text = name.toString();
  if (typeof folder === 'string' && Buffer.from(text).equals(name)) return `${folder.replace(/[/\\]$/, '')}/${text}`;
  return Buffer.concat([Buffer.from(folder), Buffer.from('/'), name]);
}

/** A name for a person's eyes: no line breaks, no control characters, nothing that turns the direction of writing. */
export function shownName(name: string, longest = 120): string {
  const shown = name.replace(INVISIBLE, (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
  const chars = [...shown];
  return chars.length <= longest ? shown : `${chars.slice(0, longest - 1).join('')}…`;
}

// --- internal ---

const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
