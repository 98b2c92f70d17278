import { openKnowledge } from '../knowledge/knowledge.js';
import { UserError } from '../knowledge/types.js';
import type { Call } from './call.js';
import { CHECK_WORDING } from './check-wording.js';
import { BY_COMMAND } from './decided.js';

/** `disclosure-bot verdict <id> confirmed|dismissed`: notes what a person decided about a finding. */
export async function verdict(call: Call): Promise<number> {
  const [id, decided, ...more] = call.rest;
  const verdict = DECISIONS.get(decided ?? '');
  if (id === undefined || !verdict || more.length > 0) {
    throw new UserError(
      'BAD_VERDICT',
      '用法：disclosure-bot verdict <编号> confirmed|dismissed --reason <理由> --who <姓名>',
    );
  }
  const { reason, who } = call;
  if (!reason?.trim() || !who?.trim())
    throw new UserError('NO_REASON', '请用 --reason 写明理由，用 --who 写明是谁决定的。');
  const knowledge = await openKnowledge(call.config.databaseUrl, { create: false });
  try {
    const decision = { verdict, reason: reason.trim(), who: who.trim(), now: new Date() };
    const finding = await knowledge.decide(id, decision);
    const detail = `${id} ${verdict}: ${decision.reason}`;
    await knowledge.channels.note({ ...decision, channel: BY_COMMAND, action: 'verdict', detail });
    if (call.json) process.stdout.write(`${JSON.stringify({ id, ...finding, verdict, reason, who })}\n`);
    else process.stdout.write(`${CHECK_WORDING.saved(finding.office, finding.year, finding.message, verdict)}\n`);
    return 0;
  } finally {
    await knowledge.close();
  }
}

// --- internal ---

const DECISIONS: ReadonlyMap<string, 'confirmed' | 'dismissed'> = new Map([
  ['confirmed', 'confirmed'],
  ['dismissed', 'dismissed'],
  ['属实', 'confirmed'],
  ['不成立', 'dismissed'],
]);
