import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Reader } from './connection.js';
import { type Report, UserError } from './types.js';

/** The whole report as it is stored, compressed: the lines of the source as JSON, which are read most, and the rest below. */
export async function packReport({ lines, ...rest }: Report): Promise<Buffer> {
  return compress(`${JSON.stringify(lines)}\n${JSON.stringify(rest)}`);
}

/** The report of an office and a year as it was stored, or null. */
export async function reportOfYear(connection: Reader, office: number, year: number): Promise<CurrentReport | null> {
  const row = await connection.get<Omit<CurrentReport, 'report'> & { body: Buffer }>(
    'select id, version, hash, content, body from report where office = ? and year = ?',
    office,
    year,
  );
  if (!row) return null;
  const { body, ...current } = row;
  return { ...current, report: await unpackReport(body) };
}

/** The report that is in use of an office and a year. */
export interface CurrentReport {
  readonly id: number;
  readonly version: number;
  readonly hash: string;
  readonly content: string | null;
  readonly report: Report;
}

/** The report of a body that `packReport` made. */
export async function unpackReport(body: Buffer): Promise<Report> {
  const [lines, rest] = await partsOf(body);
  // A body of before is one JSON.
  return rest === undefined ? JSON.parse(lines) : { ...JSON.parse(rest), lines: JSON.parse(lines) };
}

/** The lines of such a body, without the rest of the report, which is many times as long. */
export async function unpackLines(body: Buffer): Promise<Report['lines']> {
  const [lines, rest] = await partsOf(body);
  return rest === undefined ? (JSON.parse(lines) as Report).lines : JSON.parse(lines);
}

/**
 * A whole report under its id; its office carries the canonical name and region of the registry.
 * @throws UserError REPORT_GONE where there is none (another process may have taken it away)
 */
export async function readReport(connection: Reader, id: number): Promise<Report> {
  const row = await connection.get<StoredBody>(
    `select r.body as body, o.name as name, o.province as province, o.city as city, o.county as county
       from report r join office o on o.id = r.office where r.id = ?`,
    id,
  );
  if (!row) throw new UserError('REPORT_GONE', '这份年报已不在知识库中，请重新提问。');
  const { body, ...registered } = row;
  const report = await unpackReport(body);
  return { ...report, office: { ...report.office, ...registered } };
}

// --- internal ---

/** JSON has no line break of its own. */
async function partsOf(body: Buffer): Promise<readonly [string, string?]> {
  const text = (await decompress(body)).toString();
  const end = text.indexOf('\n');
  return end < 0 ? [text] : [text.slice(0, end), text.slice(end + 1)];
}

interface StoredBody {
  readonly body: Buffer;
  readonly name: string;
  readonly province: string | null;
  readonly city: string | null;
  readonly county: string | null;
}

const compress = promisify<string, Buffer>(gzip);
const decompress = promisify<Buffer, Buffer>(gunzip);
