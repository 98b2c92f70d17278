import type { OwnSubscription } from '../../knowledge/subscription-store.js';
import { withWeekday } from '../../knowledge/working-days.js';
import { shanghaiDate } from '../calendar.js';
import { type Draft, say } from '../draft.js';
import { findSubscription, type SubscriptionSaid, unknownName, type Which } from '../mentions/subscriptions.js';
import { type Context, defineQuestion } from '../question.js';
import { momentOf, moveReminder, note, setReminder } from '../subscribing.js';
import { REMINDING, scheduleWords } from '../subscription-phrases.js';
import { entriesNamed, listedIn, whomOf, whomOfStored } from '../subscription-scope.js';
import { calendarLine, comingDays, dueLines, duesOf, stating } from '../subscription-telling.js';
import type { Understanding } from '../understand.js';

/** Setting, listing, moving and cancelling one's own reminders of annual reports. */
export const subscription = defineQuestion<SubscriptionSaid>({
  name: 'subscription',
  kind: 'deadline',
  examples: [
    '提醒我交年报',
    '提醒我下周交年报',
    '每年1月10日、20日、28日各提醒一次',
    '提前三天和当天提醒我们街道交年报',
    '1月20号上午10点提醒我西园街道交年报',
    '提醒全县没交的',
    '我的提醒',
    '取消提醒',
    '取消第2个',
    '别提醒了',
    '改到每年1月15日',
    '设置年报提醒',
  ],
  notFor: [
    '提醒函是什么',
    '年报里提醒了什么',
    '西园街道2023年报有哪些提醒',
    '年报什么时候交',
    '谁还没交年报',
    '取消行政许可多少件',
    '改成2022年',
  ],
  match: findSubscription,
  async answer(said, understood, context) {
    const own = await ownOf(context);
    // Who is no member of staff any more can still see what is set, and end it.
    const mayEnd = own.length > 0 && (said.act === 'list' || said.act === 'cancel');
    if (context.role !== 'staff' && !mayEnd) return refuse(understood, context);
    return answer(await withRegister(said, understood, context), own, understood, context);
  },
});

// --- internal ---

/** Reminders that went wrong, as many as one looks at. */
const TROUBLES = 5;

/** What was not understood may be the name of an office that only the register knows. */
async function withRegister(
  said: SubscriptionSaid,
  understood: Understanding,
  { knowledge }: Context,
): Promise<SubscriptionSaid> {
  if (said.act !== 'unclear') return said;
  const listed = listedIn(understood, await knowledge.deadlines.register());
  return findSubscription({ ...understood, offices: [...understood.offices, ...listed], unknownOffice: null }) ?? said;
}

async function answer(
  said: SubscriptionSaid,
  own: readonly OwnSubscription[],
  understood: Understanding,
  context: Context,
): Promise<Draft> {
  switch (said.act) {
    case 'list':
      return list(own, understood, context);
    case 'how':
      return stating('help', [REMINDING.how, ...examples(), ...(await listLines(own, understood, context))]);
    case 'unclear':
      return stating('clarify', [REMINDING.notUnderstood, ...examples()]);
    case 'create':
      return setReminder(said, own, understood, context);
    case 'cancel':
      return cancel(said.which, own, understood, context);
    case 'change': {
      if (own.length === 0) return say('deadline', REMINDING.none);
      const chosen =
        said.which === 'open' && own.length === 1 ? own : own.filter(({ number }) => isAmong(number, said.which));
      const [only, ...others] = chosen;
      if (only && others.length === 0) return moveReminder(said.schedule, only, understood, context);
      const { rules, time } = said.schedule;
      const words = rules.length > 0 ? scheduleWords({ rules, time: time ?? '09:00' }) : (time ?? '');
      const choices = own.map(({ number }) => choice(REMINDING.changeNumber(number, words)));
      return stating('clarify', [REMINDING.whichChange, ...(await listLines(own, understood, context))], choices);
    }
  }
}

/** A person's own; in a group those that are sent there, for everybody reads along. */
async function ownOf({ knowledge, person, channel, address }: Context): Promise<readonly OwnSubscription[]> {
  if (person === null) return [];
  const own = await knowledge.deadlines.subscriptions.active({ channel, person: person.id });
  return address?.group ? own.filter((each) => each.address === address.to) : own;
}

function isAmong(number: number, which: Which): boolean {
  return typeof which !== 'string' && which.includes(number);
}

const choice = (question: string): Draft['choices'][number] => ({ label: question, question });

function examples(): readonly string[] {
  return REMINDING.examples.map((each) => `· ${each}`);
}

/** Who is no member of staff hears when reports are due, and how a calendar can tell. */
async function refuse(understood: Understanding, context: Context): Promise<Draft> {
  const whom = await whomOf(understood, { digest: false, own: [] }, context);
  const { entries } = await context.knowledge.deadlines.register();
  const scope = 'ask' in whom ? { register: entries.map(({ id }) => id) } : whom.scope;
  const name =
    'ask' in whom || (whom.entries.length !== 1 && !whom.place)
      ? null
      : ((whom.place ? whom.name : whom.entries[0]?.name) ?? null);
  const dues = await duesOf(scope, understood.today, context);
  const calendar = calendarLine(name, context);
  const lines = [REMINDING.staffOnly, ...dueLines(dues, understood.today), ...(calendar === null ? [] : [calendar])];
  return stating('refused', lines);
}

async function list(own: readonly OwnSubscription[], understood: Understanding, context: Context): Promise<Draft> {
  if (own.length === 0) return stating('deadline', [REMINDING.none, REMINDING.how, ...examples()]);
  const troubles = (await troublesOf(own, context)).map(({ dueAt, subscription: id, state }) => {
    const day = withWeekday(shanghaiDate(new Date(dueAt)));
    return REMINDING.troubled(day, own.find((each) => each.id === id)?.number ?? 0, REMINDING.trouble[state]);
  });
  return stating('deadline', [
    REMINDING.listHead,
    ...(await listLines(own, understood, context)),
    ...(troubles.length > 0 ? [REMINDING.troubleHead, ...troubles] : []),
    REMINDING.howToManage,
  ]);
}

async function troublesOf(own: readonly OwnSubscription[], { knowledge, person, channel }: Context) {
  if (person === null) return [];
  const troubles = await knowledge.deadlines.subscriptions.troubles({ channel, person: person.id, limit: TROUBLES });
  return troubles.filter(({ subscription: id }) => own.some((each) => each.id === id));
}

async function listLines(
  own: readonly OwnSubscription[],
  { today }: Understanding,
  context: Context,
): Promise<readonly string[]> {
  const register = await context.knowledge.deadlines.register();
  const after = momentOf(today, context.now);
  return Promise.all(
    own.map(async (each) => {
      const [next = null] = comingDays(each, await duesOf(each.scope, today, context), after, 1);
      return REMINDING.listed(each.number, whomOfStored(each, register).name, scheduleWords(each.schedule), next);
    }),
  );
}

async function cancel(
  which: Which,
  own: readonly OwnSubscription[],
  understood: Understanding,
  context: Context,
): Promise<Draft> {
  const { person, channel, now, knowledge } = context;
  if (person === null || own.length === 0) return stating('deadline', [REMINDING.none]);
  const theirs = new Set(entriesNamed(understood, await knowledge.deadlines.register()).map(({ id }) => id));
  const named =
    theirs.size > 0 ||
    understood.offices.length > 0 ||
    understood.places.length > 0 ||
    unknownName(understood) !== null;
  const ofOffice = own.filter(({ scope }) => 'register' in scope && scope.register.every((id) => theirs.has(id)));
  const open = named ? ofOffice : own.length === 1 ? own : [];
  const chosen = which === 'all' ? own : which === 'open' ? open : own.filter(({ number }) => isAmong(number, which));
  // 取消第一个和第九个 where there is no ninth: nothing is done by halves.
  const missing =
    typeof which === 'string' ? [] : which.filter((number) => !own.some((each) => each.number === number));
  if (chosen.length === 0 || missing.length > 0) {
    const head = missing.length > 0 ? REMINDING.noneOfThese(missing) : REMINDING.whichCancel;
    const choices = [...own.map(({ number }) => choice(REMINDING.cancelNumber(number))), choice(REMINDING.cancelAll)];
    return stating('clarify', [head, ...(await listLines(own, understood, context))], choices);
  }
  await knowledge.deadlines.subscriptions.cancel({ channel, person: person.id, ids: chosen.map(({ id }) => id), now });
  const register = await knowledge.deadlines.register();
  const told = chosen.map((each) => {
    const { name, said, place } = whomOfStored(each, register);
    return { each, name, sentence: REMINDING.sentence(scheduleWords(each.schedule), said, place) };
  });
  await note(
    'unsubscribe',
    told.map(({ each, name }) => `${name}: ${scheduleWords(each.schedule)}`),
    context,
  );
  return stating('deadline', [
    REMINDING.cancelled,
    ...told.flatMap(({ each, name, sentence }) => [
      REMINDING.cancelledOne(each.number, name, scheduleWords(each.schedule)),
      REMINDING.restore(sentence),
    ]),
  ]);
}
