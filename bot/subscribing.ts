import type { OwnSubscription } from '../knowledge/subscription-store.js';
import type { Schedule } from '../knowledge/subscriptions.js';
import { addDays } from '../knowledge/working-days.js';
import { type Draft, say } from './draft.js';
import type { ScheduleSaid } from './mentions/schedules.js';
import { personText } from './person.js';
import type { Context } from './question.js';
import { clockAt, momentAt, QUIET_HOURS } from './quiet-hours.js';
import { REMINDING, scheduleWords } from './subscription-phrases.js';
import { choicesOf, type Whom, whomOf, whomOfStored } from './subscription-scope.js';
import { comingDays, digestLine, dueLines, duesOf, otherWays, stating } from './subscription-telling.js';
import type { Understanding } from './understand.js';

/** Most subscriptions of one person. */
export const MOST_SUBSCRIPTIONS = 20;

/** Sets a reminder as a message wants it, and says what was set; asks back where the message leaves something open. */
export async function setReminder(
  said: { readonly schedule: ScheduleSaid; readonly digest: boolean; readonly years: readonly number[] },
  own: readonly OwnSubscription[],
  understood: Understanding,
  context: Context,
): Promise<Draft> {
  const trouble = troubleIn(said.schedule);
  if (trouble !== null) return say('clarify', trouble);
  const { time, moved } = timeOf(said.schedule.time);
  const rules = said.schedule.rules.length > 0 ? said.schedule.rules : DEFAULT_RULES;
  const schedule: Schedule = { rules, time };
  const asIs = said.schedule.rules.length === 0 && said.schedule.time === null;
  const whom = await whomOf(understood, { digest: said.digest, own }, context);
  if ('ask' in whom) {
    if (context.address === null) return cannotSpeak(null, understood, context);
    return say(
      whom.of.length > 0 ? 'clarify' : 'missing',
      whom.ask,
      choicesOf(whom, asIs ? null : scheduleWords(schedule)),
    );
  }
  if (context.address === null) return cannotSpeak(whom, understood, context);
  if (context.person === null) return say('refused', REMINDING.nobody);
  const { today } = understood;
  const dues = await duesOf(whom.scope, today, context);
  const past = said.years.find((year) => (dues.get(year) ?? []).every(({ due }) => due < today));
  if (past !== undefined) return stating('clarify', [REMINDING.pastYear(`${past}年度`)]);
  const days = comingDays({ scope: whom.scope, schedule }, dues, momentOf(today, context.now), SHOWN);
  if (days.length === 0) return say('clarify', REMINDING.noOccasion);

  const { channel, to: address } = context.address;
  const wanted = { channel, address, person: context.person.id, scope: whom.scope, schedule };
  const { subscriptions } = context.knowledge.deadlines;
  const { state, id } = await subscriptions.subscribe({ ...wanted, most: MOST_SUBSCRIPTIONS, now: context.now });
  if (state === 'full') return stating('refused', [REMINDING.full(MOST_SUBSCRIPTIONS)]);
  if (state === 'made') await note('subscribe', [`${whom.name}: ${scheduleWords(schedule)}`], context);
  const number = await numberOf(id, context);
  const echo = [
    state === 'same' ? REMINDING.sameAlready(whom.name) : REMINDING.set(whom.name),
    ...dueLines(dues, today),
    REMINDING.when(scheduleWords(schedule)),
    ...(said.schedule.rules.length === 0 ? [REMINDING.byDefault] : []),
    ...(said.schedule.time === null ? [REMINDING.defaultTime] : []),
    ...(moved ? [REMINDING.movedTime(said.schedule.time ?? '', time, QUIET_HOURS.from, QUIET_HOURS.until)] : []),
    ...echoLines(schedule, days, whom, context),
    ...afterwards(schedule, whom, today),
    REMINDING.howToCancel(number),
  ];
  return stating('deadline', echo);
}

/** Gives a person's own reminder other days or another time. */
export async function moveReminder(
  said: ScheduleSaid,
  before: OwnSubscription,
  understood: Understanding,
  context: Context,
): Promise<Draft> {
  const trouble = troubleIn(said);
  if (trouble !== null) return say('clarify', trouble);
  const { time, moved } = said.time === null ? { time: before.schedule.time, moved: false } : timeOf(said.time);
  const schedule: Schedule = { rules: said.rules.length > 0 ? said.rules : before.schedule.rules, time };
  const whom = whomOfStored(before, await context.knowledge.deadlines.register());
  const dues = await duesOf(before.scope, understood.today, context);
  const days = comingDays({ scope: before.scope, schedule }, dues, momentOf(understood.today, context.now), SHOWN);
  if (days.length === 0) return say('clarify', REMINDING.noOccasion);
  const { channel, address, person, scope } = before;
  const { subscriptions } = context.knowledge.deadlines;
  const done = await subscriptions.replace(before.id, { channel, address, person, scope, schedule, now: context.now });
  if (!done) return say('missing', REMINDING.none);
  await note(
    'change reminder',
    [`${whom.name}: ${scheduleWords(before.schedule)} -> ${scheduleWords(schedule)}`],
    context,
  );
  const after = await subscriptions.active({ channel, person });
  const echo = [
    REMINDING.changed(whom.name),
    REMINDING.when(scheduleWords(schedule)),
    ...(moved ? [REMINDING.movedTime(said.time ?? '', time, QUIET_HOURS.from, QUIET_HOURS.until)] : []),
    ...echoLines(schedule, days, whom, context),
    REMINDING.restore(REMINDING.changeNumber(after.at(-1)?.number ?? 0, scheduleWords(before.schedule))),
    REMINDING.howToCancel(after.at(-1)?.number ?? 0),
  ];
  return stating('deadline', echo);
}

/** Now, on the day that counts as today. */
export function momentOf(today: string, now: Date): Date {
  return momentAt(today, clockAt(now).time);
}

/** Notes what a member of staff did about their reminders. */
export async function note(action: string, details: readonly string[], context: Context): Promise<void> {
  const { knowledge, person, channel, now, role } = context;
  if (role !== 'staff' || person === null) return;
  await knowledge.channels.note({ now, channel, who: personText(person), action, detail: details.join('; ') });
}

// --- internal ---

/** When nothing else was said. */
const DEFAULT_RULES: Schedule['rules'] = [15, 7, 1, 0].map((days) => ({ kind: 'ahead', days }));
const DEFAULT_TIME = '09:00';
/** What is asked for late in the evening comes before it is quiet. */
const EVENING = '20:00';
/** Days within which a date is one of the near future. */
const SOON = 31;
/** Days that the echo tells. */
const SHOWN = 3;

/** Nobody is written to in the quiet hours. */
function timeOf(said: string | null): { readonly time: string; readonly moved: boolean } {
  if (said === null) return { time: DEFAULT_TIME, moved: false };
  if (said >= QUIET_HOURS.from) return { time: EVENING, moved: true };
  return said < QUIET_HOURS.until ? { time: QUIET_HOURS.until, moved: true } : { time: said, moved: false };
}

function troubleIn({ noSuchDay, trouble }: ScheduleSaid): string | null {
  if (noSuchDay !== null) return REMINDING.noDate(noSuchDay);
  return trouble === null ? null : REMINDING.refusedSchedule[trouble];
}

async function numberOf(id: number | null, { knowledge, address, person }: Context): Promise<number> {
  if (address === null || person === null) return 0;
  const own = await knowledge.deadlines.subscriptions.active({ channel: address.channel, person: person.id });
  return own.find((each) => each.id === id)?.number ?? 0;
}

function echoLines(schedule: Schedule, days: readonly string[], whom: Whom, { address }: Context): readonly string[] {
  return [
    REMINDING.nextDays(days),
    ...(schedule.rules.some((rule) => rule.kind === 'yearly' && rule.month === 2 && rule.day === 29)
      ? [REMINDING.leapDay]
      : []),
    ...(whom.entries.length > 1 ? [digestLine(whom.entries)] : []),
    address?.group ? REMINDING.toGroup : REMINDING.toHere,
    ...(address?.reach === 'recent' ? [REMINDING.recently] : []),
  ];
}

/** A day without a year may have been meant for each year; tomorrow was not. */
function afterwards({ rules, time }: Schedule, whom: Whom, today: string): readonly string[] {
  const once = rules.flatMap((rule) => (rule.kind === 'once' ? [rule.date] : []));
  if (once.length === 0 || once.length < rules.length) return [REMINDING.whileOpen];
  if (once.some((date) => date < addDays(today, SOON))) return [REMINDING.onceOnly, REMINDING.whileOpen];
  const yearly = once.map((date) => ({
    kind: 'yearly' as const,
    month: Number(date.slice(5, 7)),
    day: Number(date.slice(8)),
  }));
  const sentence = REMINDING.sentence(scheduleWords({ rules: yearly, time }), whom.said, whom.place);
  return [REMINDING.onceOrYearly(sentence), REMINDING.whileOpen];
}

async function cannotSpeak(whom: Whom | null, { today }: Understanding, context: Context): Promise<Draft> {
  const all = whom ?? {
    scope: { register: (await context.knowledge.deadlines.register()).entries.map(({ id }) => id) },
  };
  const official = context.channel === 'official-account';
  const name =
    whom === null ? null : whom.entries.length === 1 ? (whom.entries[0]?.name ?? null) : whom.place ? whom.name : null;
  return stating('deadline', [
    official ? REMINDING.officialAccount : REMINDING.cannotSpeak,
    ...otherWays(name, context),
    ...dueLines(await duesOf(all.scope, today, context), today),
  ]);
}
