import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseOffice } from '../ingest/office-name.js';
import { readDocument } from '../ingest/readers.js';
import { type RefusedRow, type Region, readRegisterFile } from '../ingest/register-file.js';
import { enterOffices } from '../knowledge/register-entries.js';
import { linkRegister } from '../knowledge/register-links.js';
import { nextRevision } from '../knowledge/revision.js';
import { UserError } from '../knowledge/types.js';
import type { RegisterCall } from './register.js';
import { REGISTER_WORDING as WORDING } from './register-wording.js';

/**
 * `register import <file>`: every row that names an office is entered, the others are told one by one with why (exit 1).
 * Again with the same file changes nothing.
 * @throws UserError NO_SUCH_FILE, BAD_PLACE, NO_NAMES and those of `readDocument`
 */
export async function registerImport({ call, rest, database, now }: RegisterCall): Promise<number> {
  const [path, ...more] = rest;
  if (path === undefined || more.length > 0) throw new UserError('BAD_CALL', WORDING.usage);
  const region = regionOf(call.place);
  const { rows, refused } = readRegisterFile(await readDocument(path, await bytesOf(path)), region);
  if (rows.length === 0 && refused.length === 0) throw new UserError('NO_NAMES', WORDING.nothingRead);
  const who = call.who?.trim() || null;
  const outcomes = await database.transaction(async (connection) => {
    const offices = rows.map(({ office }) => office);
    const entered = await enterOffices(connection, offices, { source: basename(path), who, now });
    await linkRegister(connection);
    await nextRevision(connection);
    return entered;
  });
  const unclear = rows.flatMap(({ line, office }, index): RefusedRow[] =>
    outcomes[index] === 'ambiguous' ? [{ line, name: office.name, reason: WORDING.ambiguous }] : [],
  );
  const failed = [...refused, ...unclear].sort((a, b) => a.line - b.line);
  const count = (outcome: (typeof outcomes)[number]) => outcomes.filter((each) => each === outcome).length;
  const [added, updated, unchanged] = [count('added'), count('updated'), count('unchanged')];
  if (call.json) process.stdout.write(`${JSON.stringify({ added, updated, unchanged, failed })}\n`);
  else {
    process.stdout.write(`${WORDING.imported(added, updated, unchanged)}\n`);
    for (const { line, name, reason } of failed) process.stderr.write(`${WORDING.refused(line, name, reason)}\n`);
  }
  return failed.length > 0 ? 1 : 0;
}

// --- internal ---

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new UserError('NO_SUCH_FILE', `打不开文件：${path}。请检查路径。`, { cause });
  }
}

/** Where the offices lie that do not say so: 福建省泉州市晋江市. */
function regionOf(place: string | null): Region {
  if (place === null) return { province: null, city: null, county: null };
  const read = parseOffice(place) ?? parseOffice(`${place}人民政府`);
  if (read?.kind === '人民政府') return { province: read.province, city: read.city, county: read.county };
  throw new UserError('BAD_PLACE', `--place “${place}”看不懂，请写省、市、县（市、区）的全称，例如 某省某市某县。`);
}
