import { existsSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import type { AnswerKind } from '../bot/answer.js';
import { shanghaiDate } from '../bot/calendar.js';
import type { Connection } from '../knowledge/connection.js';
import { readEntry } from '../knowledge/journal.js';
import { likeWording, outcomeOf } from '../knowledge/misses.js';
import { noteAction } from '../knowledge/people.js';
import { withoutPersonal } from '../knowledge/personal.js';
import { UserError } from '../knowledge/types.js';
import type { Call } from './call.js';
import { BY_COMMAND, show } from './decided.js';
import { PEOPLE_WORDING as SAY } from './people-wording.js';

/**
 * Appends a journal entry as a line of expected answers (the form of `test/answers/*.jsonl`): the question without what
 * names a person, the day it was asked, and the kind of answer that is expected: `--expect`, else the kind it got.
 * Nothing is written twice.
 * @throws UserError NO_SUCH_ENTRY, TEXT_FORGOTTEN, BAD_EXPECT, NEEDS_EXPECT, NO_OUT, EXAMPLE_THERE, BAD_FILE
 */
export async function writeExample(call: Call, id: number, database: Connection): Promise<number> {
  const entry = await readEntry(database, id);
  if (!entry) throw new UserError('NO_SUCH_ENTRY', SAY.noSuchEntry(id));
  const question = withoutPersonal(entry.question).trim();
  if (question === '') throw new UserError('TEXT_FORGOTTEN', SAY.textGone);
  const outcome = outcomeOf(entry);
  if (call.expect === null && (outcome === 'error' || outcome === 'guarded')) {
    throw new UserError('NEEDS_EXPECT', SAY.needsExpect);
  }
  const kind = call.expect ?? entry.kind;
  if (!isKind(kind)) throw new UserError('BAD_EXPECT', SAY.badExpect(KINDS));
  const file = call.out ?? (existsSync(EXAMPLES_FOLDER) ? `${EXAMPLES_FOLDER}/reported.jsonl` : null);
  if (file === null) throw new UserError('NO_OUT', SAY.noOut);

  const written = await examplesIn(file);
  const same = written.find((example) => likeWording(example.question) === likeWording(question));
  if (same) throw new UserError('EXAMPLE_THERE', SAY.exampleThere(same.id));
  const example = {
    id: freeId(written.map((each) => each.id)),
    question,
    today: shanghaiDate(entry.at),
    ...(entry.role === 'staff' ? { role: entry.role } : {}),
    expect: { kind },
  };
  await appendFile(file, `${JSON.stringify(example)}\n`).catch((cause: unknown) => {
    throw new UserError('BAD_FILE', SAY.badFile(file), { cause });
  });
  const who = call.who?.trim() || BY_COMMAND;
  await noteAction(database, { now: new Date(), channel: BY_COMMAND, who, action: 'example', detail: `${id}` });
  show(call, { file, example }, SAY.exampleWritten(example.id, file));
  return 0;
}

// --- internal ---

const EXAMPLES_FOLDER = 'test/answers';

/** Every kind of answer that may be expected. */
const KINDS = [
  'value',
  'table',
  'computed',
  'passage',
  'check',
  'deadline',
  'clarify',
  'missing',
  'help',
  'refused',
] as const satisfies readonly AnswerKind[];

function isKind(kind: string): kind is (typeof KINDS)[number] {
  return KINDS.some((each) => each === kind);
}

interface Written {
  readonly id: string;
  readonly question: string;
}

/** The examples a file holds; none where there is no file yet. */
async function examplesIn(file: string): Promise<Written[]> {
  if (!existsSync(file)) return [];
  try {
    const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
    return lines.map((line) => JSON.parse(line) as Written);
  } catch (cause) {
    throw new UserError('BAD_FILE', SAY.badFile(file), { cause });
  }
}

function freeId(taken: readonly string[]): string {
  const numbers = taken.flatMap((id) => /^r(\d+)$/.exec(id)?.[1] ?? []).map(Number);
  return `r${Math.max(0, ...numbers) + 1}`;
}
