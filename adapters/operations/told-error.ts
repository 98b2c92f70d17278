import { UserError } from '../../knowledge/types.js';
import type { Redact } from './redact.js';

/** An error as a log tells it. */
export interface ToldError {
  readonly type: string;
  readonly code?: string;
  readonly message: string;
  /** Where it came about, innermost first. */
  readonly stack?: readonly string[];
  readonly cause?: ToldError;
}

/** What went wrong: its kind, its code, where it came about, and as much of its message as may be told. */
export function tellError(error: unknown, redact: Redact, depth = 0): ToldError {
  if (!(error instanceof Error)) return { type: typeof error, message: redact(wordsOf(error), 'library') };
  const ours = error instanceof UserError;
  const code = codeOf(error);
  const cause = depth < DEEPEST && error.cause !== undefined ? tellError(error.cause, redact, depth + 1) : null;
  return {
    type: NAME.test(error.name) ? error.name : 'Error',
    ...(code === null ? {} : { code }),
    // What a library says in further lines is what it was given.
    message: ours ? redact(error.message, 'ours') : redact(error.message.split('\n', 1)[0] ?? '', 'library'),
    stack: placesOf(error).map((place) => redact(place, 'library')),
    ...(cause === null ? {} : { cause }),
  };
}

// --- internal ---

const DEEPEST = 3;
const MOST_PLACES = 10;
const NAME = /^\w{1,40}$/;
const CODE = /^[A-Za-z][A-Za-z_]{0,39}$/;
/** A message can have lines that look like places; such as come from files of a program are few. */
const PLACE = /^\s+at (?:[\w$.<>[\] ]+ \()?(?:file:\/\/\/|node:|\/)[^\s()?]+:\d+:\d+\)?$/;

function wordsOf(error: unknown): string {
  if (typeof error === 'string') return error;
  return typeof error === 'object' && error !== null ? Object.prototype.toString.call(error) : String(error);
}

function codeOf(error: Error): string | null {
  if (!('code' in error)) return null;
  const { code } = error;
  if (typeof code === 'number' && Math.abs(code) < 1_000_000) return String(code);
  return typeof code === 'string' && CODE.test(code) ? code : null;
}

/** Without the message, which the stack begins with. */
function placesOf({ stack = '', message }: Error): string[] {
  const at = stack.indexOf(message);
  return stack
    .slice(at < 0 ? 0 : at + message.length)
    .split('\n')
    .filter((line) => PLACE.test(line))
    .slice(0, MOST_PLACES)
    .map((line) => line.trim().replace(/^at /, ''));
}
