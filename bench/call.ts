import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { folderFor } from './databases.js';
import { type Found, saveFound } from './results.js';
import { writeBetween } from './written.js';

/** What every measurement's command line is: `--reports 60,900 --keep <folder> --rounds <n> --database <url> --write`. */
export interface BenchCall {
  /** `bench:answers` */
  readonly command: string;
  readonly reports: readonly number[];
  readonly folder: string;
  readonly rounds: number;
  /** Another database than files of SQLite; it holds one size. */
  readonly server: string | undefined;
  readonly engine: Found['engine'];
  /** The file that the results of all measurements gather in. */
  readonly results: string;
  readonly save: (found: Omit<Found, 'engine'>) => void;
  /** Prints a table and, with `--write`, puts it between the markers of its name. */
  readonly publish: (name: string, tables: readonly string[]) => void;
}

export function benchCall(
  command: string,
  defaults: { readonly reports?: string; readonly rounds?: number } = {},
): BenchCall {
  const { values } = parseArgs({
    options: {
      reports: { type: 'string', default: defaults.reports ?? '60,900' },
      rounds: { type: 'string', default: String(defaults.rounds ?? 300) },
      keep: { type: 'string' },
      database: { type: 'string' },
      results: { type: 'string', default: join(tmpdir(), 'disclosure-bench-results.json') },
      write: { type: 'boolean', default: false },
    },
  });
  const server = values.database;
  const engine = server !== undefined && /^postgres/.test(server) ? 'postgres' : 'sqlite';
  const reports = values.reports.split(',').map(Number);
  if (reports.some((count) => !Number.isInteger(count) || count < 1))
    throw new RangeError(`--reports ${values.reports}`);
  if (server !== undefined && reports.length > 1)
    throw new RangeError('--database holds one size: give one number of --reports');
  return {
    command,
    reports,
    folder: folderFor(values.keep),
    rounds: Number(values.rounds),
    server,
    engine,
    results: values.results,
    save: (found) => saveFound(values.results, { ...found, engine }),
    publish: (name, tables) => {
      const on = `${engine === 'postgres' ? 'PostgreSQL' : 'SQLite'}, ${cpus().length} processors, Node ${process.version}`;
      const asked = command === 'bench:goals' ? command : `${command} -- --reports ${values.reports}`;
      const text = [`\`npm run ${asked}\`: ${on}.`, ...tables.filter((each) => each !== '')].join('\n\n');
      process.stdout.write(`${text}\n`);
      if (values.write) writeBetween(engine === 'postgres' ? `${name}-postgres` : name, text);
    },
  };
}
