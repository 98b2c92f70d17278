import { UserError } from '../knowledge/types.js';
import type { Call } from './call.js';
import { PEOPLE_WORDING } from './people-wording.js';

/** Where decisions made by command are noted to come from. */
export const BY_COMMAND = 'command-line';

/**
 * Who decides, as `--who` says.
 * @throws UserError NO_WHO
 */
export function decider({ who }: Call): string {
  if (!who?.trim()) throw new UserError('NO_WHO', PEOPLE_WORDING.noWho);
  return who.trim();
}

/**
 * Why, as `--reason` says.
 * @throws UserError NO_REASON
 */
export function reasonOf({ reason }: Call): string {
  if (!reason?.trim()) throw new UserError('NO_REASON', PEOPLE_WORDING.noReason);
  return reason.trim();
}

/**
 * Whom a decision is about, as `--name` says.
 * @throws UserError NO_NAME
 */
export function nameOf({ name }: Call): string {
  if (!name?.trim()) throw new UserError('NO_NAME', PEOPLE_WORDING.noName);
  return name.trim();
}

/** Shows a result: an object a line with `--json`, else the text. */
export function show(call: Call, result: unknown, text: string): void {
  process.stdout.write(call.json ? `${JSON.stringify(result)}\n` : `${text}\n`);
}
