import { openDatabase } from '../knowledge/database.js';
import { findEntries } from '../knowledge/journal.js';
import { SESSION_HOURS } from '../knowledge/knowledge.js';
import { groupWordings, MISSES, type Outcome } from '../knowledge/misses.js';
import { noteAction } from '../knowledge/people.js';
import { forgetOld } from '../knowledge/retention.js';
import { UserError } from '../knowledge/types.js';
import type { Call } from './call.js';
import { BY_COMMAND, show } from './decided.js';
import { writeExample } from './journal-example.js';
import { PEOPLE_WORDING as SAY } from './people-wording.js';

/** `disclosure-bot journal`: what people asked and was not answered well, like wordings together. */
export async function journal(call: Call): Promise<number> {
  const alone = [call.example !== null, call.forget].filter(Boolean).length;
  if (call.rest.length > 0 || alone > 1) throw new UserError('BAD_JOURNAL', SAY.usageJournal);
  const database = await openDatabase(call.config.databaseUrl);
  try {
    if (call.example !== null) return await writeExample(call, call.example, database);
    if (call.forget) {
      const { journalDays } = call.config;
      const forgotten = await forgetOld(database, { journalDays, sessionHours: SESSION_HOURS, now: new Date() });
      show(call, forgotten, SAY.forgotten(forgotten));
      return 0;
    }
    const outcomes = outcomesOf(call.kind);
    const since = call.since === null ? null : new Date(`${call.since}T00:00:00+08:00`);
    const who = call.who?.trim() || BY_COMMAND;
    const detail = [call.kind ?? 'missed', call.since, call.channel].filter((each) => each !== null).join(' ');
    await noteAction(database, { now: new Date(), channel: BY_COMMAND, who, action: 'journal', detail });
    const lines = await findEntries(database, { since, channel: call.channel });
    const groups = groupWordings(lines, outcomes);
    const shown = groups.slice(0, call.limit ?? LIMIT);
    const forgotten = lines.filter(({ question }) => question === '').length;
    const said = [
      ...(shown.length === 0 ? [SAY.noMisses] : shown.map(SAY.wording)),
      ...(shown.length < groups.length ? [SAY.moreWordings(groups.length - shown.length)] : []),
      ...(forgotten > 0 ? [SAY.textsForgotten(forgotten)] : []),
    ];
    show(call, { wordings: shown, more: groups.length - shown.length, forgotten }, said.join('\n'));
    return 0;
  } finally {
    await database.close();
  }
}

// --- internal ---

const LIMIT = 50;

/** What each `--kind` takes; without one, everything that somebody should look at. */
const KINDS: ReadonlyMap<string, readonly Outcome[]> = new Map<string, readonly Outcome[]>([
  ['missed', MISSES],
  ...(['unclear', 'missing', 'refused', 'guarded', 'clarify', 'error', 'disliked'] as const).map(
    (outcome): [string, readonly Outcome[]] => [outcome, [outcome]],
  ),
  ['all', []],
]);

function outcomesOf(kind: string | null): readonly Outcome[] {
  const outcomes = KINDS.get(kind ?? 'missed');
  if (!outcomes) throw new UserError('BAD_KIND', SAY.badKind([...KINDS.keys()]));
  return outcomes;
}
