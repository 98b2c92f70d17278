import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** What the measurements found, gathered in a file so that goals and growth can be told from all of them. */

/** Of one measurement at one size: figures by name, in the unit that the name ends in. */
export interface Found {
  /** What measured: `answers`, `text` … */
  readonly bench: string;
  readonly reports: number;
  readonly engine: 'sqlite' | 'postgres';
  readonly values: Readonly<Record<string, number>>;
}

/** Those of the file; none where there is no such file. */
export function readFound(path: string): readonly Found[] {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as readonly Found[]) : [];
}

/** Puts one in place of what the file has of the same measurement and size. */
export function saveFound(path: string, found: Found): void {
  const others = readFound(path).filter(
    ({ bench, reports, engine }) => bench !== found.bench || reports !== found.reports || engine !== found.engine,
  );
  writeFileSync(`${path}.part`, `${JSON.stringify([...others, found], null, 1)}\n`);
  renameSync(`${path}.part`, path);
}
