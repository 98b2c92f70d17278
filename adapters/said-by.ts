import { UserError } from '../knowledge/types.js';
import type { Call } from './call.js';

/**
 * Who decides and why, as a call says it.
 * @throws UserError NO_REASON where one of them is missing
 */
export function saidBy({ reason, who }: Pick<Call, 'reason' | 'who'>): {
  readonly reason: string;
  readonly who: string;
} {
  const said = { reason: reason?.trim() ?? '', who: who?.trim() ?? '' };
  if (said.reason !== '' && said.who !== '') return said;
  throw new UserError('NO_REASON', '请用 --reason 写明理由，用 --who 写明是谁决定的。');
}
