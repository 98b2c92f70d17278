import { owedOf } from '../bot/owed.js';
import { CLOSING_TIME, clockAt, momentAt } from '../bot/quiet-hours.js';
import { REMINDERS } from '../bot/reminder-phrases.js';
import { tellReminder } from '../bot/reminder-text.js';
import { type Knowledge, openKnowledge } from '../knowledge/knowledge.js';
import { overtakes, type Reminder, type ReminderOccasion, type ReminderState } from '../knowledge/reminders.js';
import { UserError } from '../knowledge/types.js';
import { withWeekday } from '../knowledge/working-days.js';
import type { Adapter } from './adapter.js';
import type { Call } from './call.js';
import { CHANNELS } from './channels.js';
import { sendersOf } from './remind-loop.js';
import { plannerFor, remindOnce } from './reminding.js';

/**
 * `disclosure-bot remind`: sends the reminders that are due through the channels a command can use; `--dry-run` tells
 * what would go to whom and why, `--failed` what could not be sent. Exit code 1 where some failed.
 * `--today` stands for the end of that day, before the quiet hours.
 */
export async function remind(call: Call): Promise<number> {
  if (call.rest.length > 0 || (call.dryRun && call.failed)) throw new UserError('BAD_CALL', REMINDERS.command.usage);
  const now = call.today === null ? () => new Date() : () => momentAt(call.today ?? '', CLOSING_TIME);
  const knowledge = await openKnowledge(call.config.databaseUrl);
  try {
    if (call.failed) return await tellFailed(call, knowledge);
    if (call.dryRun) return await tellDue(call, knowledge, now());
    return await sendDue(call, knowledge, now);
  } finally {
    await knowledge.close();
  }
}

// --- internal ---

/** Channels whose adapter sends without being started; a WeChat account is in the hands of the process that logged it in. */
const FROM_A_COMMAND: ReadonlySet<string> = new Set(['telegram', 'official-account']);
const MOST_LISTED = 10_000;

/** A reminder as it is told; nobody is named but by a hash. */
interface Line {
  readonly channel: string;
  readonly person: string;
  readonly subscription: number;
  readonly key: string;
  readonly why: string;
  /** When it was to be sent, and before when it is not sent: ISO times. */
  readonly dueAt: string;
  readonly notBefore: string | null;
  readonly state: ReminderState | 'send' | 'wait' | 'drop';
  readonly reason: string | null;
  readonly late: boolean;
  readonly attempts: number;
  readonly text: string | null;
}

async function tellDue(call: Call, knowledge: Knowledge, now: Date): Promise<number> {
  const { reminders, deadlines } = knowledge;
  const planner = plannerFor({ knowledge, obligations: deadlines.obligations });
  const written = await reminders.list({ states: ['waiting'], limit: MOST_LISTED });
  const pending = await planner.pending(now);
  const due = [
    ...written.filter(({ dueAt }) => Date.parse(dueAt) <= now.getTime()),
    ...pending.map((one) => ({
      ...one,
      dueAt: one.dueAt.toISOString(),
      nextAt: one.nextAt.toISOString(),
      attempts: 0,
    })),
  ].sort((one, other) => (one.dueAt < other.dueAt ? -1 : one.dueAt > other.dueAt ? 1 : 0));
  const off = new Set((await knowledge.channels.off()).map(({ channel }) => channel));
  const owed = owedOf(deadlines.obligations);
  const lines: Line[] = [];
  for (const [index, one] of due.entries()) {
    const subscription = await reminders.subscription(one.subscription);
    if (subscription === null) continue;
    const { channel, person, scope, cancelledAt } = subscription;
    const base = {
      ...{ channel, person, subscription: one.subscription, key: one.key, why: whyOf(one.about), dueAt: one.dueAt },
      ...{
        notBefore: one.nextAt > now.toISOString() ? one.nextAt : null,
        attempts: one.attempts,
        late: false,
        text: null,
      },
    };
    const overtaken = due
      .slice(index + 1)
      .some((newer) => newer.subscription === one.subscription && overtakes(newer.about, one.about));
    const told =
      cancelledAt !== null
        ? { drop: 'cancelled' as const }
        : overtaken
          ? { drop: 'overtaken' as const }
          : tellReminder({
              ...{ about: one.about, dueAt: new Date(one.dueAt), scope, now },
              obligations: await owed(scope, one.about.year),
            });
    if ('drop' in told) lines.push({ ...base, state: 'drop', reason: REMINDERS.dropped[told.drop] });
    else {
      const hindered = off.has(channel) ? REMINDERS.command.noChannel : hindranceOf(channel, call);
      const reason = hindered ?? (base.notBefore === null ? null : REMINDERS.command.notBefore(shown(base.notBefore)));
      lines.push({ ...base, ...told, state: reason === null ? 'send' : 'wait', reason });
    }
  }
  tell(call, { now, lines, nothing: REMINDERS.command.nothing });
  return 0;
}

/** Why nothing can be sent on a channel, or null where it can. */
function hindranceOf(channel: string, { config }: Call): string | null {
  const known = CHANNELS.find(({ name }) => name === channel);
  if (!known?.configured(config) || channel === 'web') return REMINDERS.command.noChannel;
  return FROM_A_COMMAND.has(channel) ? null : REMINDERS.command.needsStart;
}

async function tellFailed(call: Call, { reminders }: Knowledge): Promise<number> {
  const rows = await reminders.list({ states: ['failed', 'unclear'], limit: MOST_LISTED });
  const lines: Line[] = [];
  for (const row of rows) {
    const subscription = await reminders.subscription(row.subscription);
    if (subscription) lines.push(settledLine(row, subscription));
  }
  tell(call, { now: null, lines, nothing: REMINDERS.command.nothingFailed });
  return 0;
}

function settledLine(row: Reminder, { channel, person }: { readonly channel: string; readonly person: string }): Line {
  const { subscription, key, about, dueAt, state, attempts, detail } = row;
  const reason = detail === 'lost' ? REMINDERS.lost : detail;
  const rest = { notBefore: null, late: false, text: null };
  return { channel, person, subscription, key, why: whyOf(about), dueAt, state, attempts, reason, ...rest };
}

async function sendDue(call: Call, knowledge: Knowledge, now: () => Date): Promise<number> {
  const adapters = await commandAdapters(call, knowledge, now);
  try {
    const { obligations } = knowledge.deadlines;
    const planner = plannerFor({ knowledge, obligations });
    const done = await remindOnce({ knowledge, obligations, planner, senders: sendersOf(adapters), now });
    const waiting = done.waiting.reduce((sum, { count }) => sum + count, 0);
    if (call.json) process.stdout.write(`${JSON.stringify(done)}\n`);
    else process.stdout.write(`${REMINDERS.command.done({ ...done, waiting })}\n`);
    return done.failed + done.unclear > 0 ? 1 : 0;
  } finally {
    await Promise.all(adapters.map((adapter) => adapter.stop()));
  }
}

async function commandAdapters({ config }: Call, knowledge: Knowledge, now: () => Date): Promise<Adapter[]> {
  const log = (message: string, error: unknown): void => void process.stderr.write(`${message}: ${String(error)}\n`);
  const none = async (): Promise<readonly string[]> => [];
  const parts = { config, knowledge, now, log, examples: none, hot: none, pictureOf: async () => null };
  const usable = CHANNELS.filter(({ name, configured }) => FROM_A_COMMAND.has(name) && configured(config));
  return Promise.all(usable.map(({ create }) => create(parts)));
}

function tell(
  call: Call,
  { now, lines, nothing }: { now: Date | null; lines: readonly Line[]; nothing: string },
): void {
  if (call.json) {
    const today = now === null ? {} : { today: clockAt(now).date };
    process.stdout.write(`${JSON.stringify({ ...today, reminders: lines })}\n`);
    return;
  }
  if (lines.length === 0) process.stdout.write(`${nothing}\n`);
  for (const { channel, person, key, why, dueAt, state, reason, text } of lines) {
    const said = `${REMINDERS.command.states[state]}${reason === null ? '' : `，${reason}`}`;
    const head = REMINDERS.command.line({ to: `${channel} ${person}`, key, planned: shown(dueAt), why, state: said });
    process.stdout.write(`${head}\n${text === null ? '' : `${text.replace(/^/gm, '    ')}\n`}`);
  }
}

function whyOf({ kind, days }: ReminderOccasion): string {
  if (kind === 'ahead' || kind === 'overdue') return REMINDERS.why[kind](days);
  return REMINDERS.why[kind];
}

function shown(moment: string): string {
  const { date, time } = clockAt(new Date(moment));
  return `${withWeekday(date)} ${time}`;
}
