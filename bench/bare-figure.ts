import type { Database as Driver } from 'sqlite3';

/** One cell read by the driver alone, prepared once: what a structured answer is measured against. */

export interface BareFigure {
  readonly read: (of: { readonly office: number; readonly year: number }) => Promise<string | undefined>;
  readonly close: () => Promise<void>;
}

export async function openBareFigure(url: string): Promise<BareFigure> {
  return /^postgres/.test(url) ? ofPostgres(url) : ofSqlite(url.replace(/^sqlite:/, ''));
}

// --- internal ---

interface Row {
  readonly stated: string;
}

const OF_CELL = `select stated from figure where metric = 'applications_new' and applicant = 'total' and source = 'table'`;

async function ofSqlite(path: string): Promise<BareFigure> {
  const { default: sqlite3 } = await import('sqlite3');
  const database = await new Promise<Driver>((resolve, reject) => {
    const opened = new sqlite3.Database(path, sqlite3.OPEN_READONLY, (error) => {
      if (error) reject(error);
      else resolve(opened);
    });
  });
  await new Promise<void>((resolve) => database.exec('pragma cache_size = -65536', () => resolve()));
  const statement = database.prepare(`${OF_CELL} and year = ? and office = ?`);
  return {
    read: ({ office, year }) =>
      new Promise((resolve, reject) => {
        statement.all<Row>([year, office], (error, rows) => (error ? reject(error) : resolve(rows[0]?.stated)));
      }),
    close: async () => {
      await new Promise<void>((resolve) => statement.finalize(() => resolve()));
      await new Promise<void>((resolve) => database.close(() => resolve()));
    },
  };
}

async function ofPostgres(url: string): Promise<BareFigure> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const query = { name: 'bare-figure', text: `${OF_CELL} and year = $1 and office = $2` };
  return {
    read: async ({ office, year }) => (await client.query<Row>({ ...query, values: [year, office] })).rows[0]?.stated,
    close: () => client.end(),
  };
}
