import type { Knowledge } from '../knowledge/knowledge.js';
import { createOfficeFinder } from '../knowledge/offices.js';
import type { StoredOffice } from '../knowledge/stored.js';
import { UserError } from '../knowledge/types.js';
import { sayAbsentYears } from './absent-years.js';
import type { Answer } from './answer.js';
import { shanghaiDate } from './calendar.js';
import { sayUncharted } from './charts/uncharted.js';
import { inTurn, type Turn } from './conversation.js';
import { type Draft, finish, say } from './draft.js';
import { chosenQuestion, inContext, startsOver } from './followup-words.js';
import { findViolation, type Violation } from './guard.js';
import { NOTHING, remember } from './memory.js';
import { type Person, personText } from './person.js';
import { PHRASES } from './phrases.js';
import type { Context } from './question.js';
import { type ChatAddress, NO_OFFERS, type Offers } from './reach.js';
import { sayAssumed } from './scope.js';
import { answerFile, type CheckFile, fileName, questionWith, type SentFile } from './sent-file.js';
import { settle } from './settle.js';
import { withoutDismissed } from './settled-doubts.js';
import { yearsOf } from './stored-index.js';
import { type Understanding, understand } from './understand.js';
import { sayUnplaced } from './unplaced.js';
import { repeated } from './wording.js';

/** One message to the bot, free of any platform. */
export interface Incoming {
  readonly text: string;
  /** Questions of one session see each other; null: none. */
  readonly session: string | null;
  readonly role: Role;
  /** Who writes; null where the channel does not know. */
  readonly person: Person | null;
  /** Where a reminder can be sent to; none where the channel cannot speak first. */
  readonly address?: ChatAddress | null;
  /** A draft to be checked. The text is then what was written beside it. */
  readonly file?: SentFile;
}

export type Role = 'public' | 'staff';

/** Where a message came from. */
export interface Origin {
  readonly channel: string;
  /** ISO date that 去年 counts from; null: today in Asia/Shanghai. */
  readonly today: string | null;
}

/** What was understood and done, for staff and failing tests. */
export interface Explanation {
  readonly question: string;
  readonly understood: Understanding;
  readonly rejected: readonly string[];
  readonly violation: Violation | null;
  readonly draft: Draft;
}

/** An answer and the entry of the journal that feedback on it names; null where the journal could not be written. */
export interface Responded {
  readonly answer: Answer;
  readonly entry: number | null;
  /** Rises with every answer of a conversation, whichever process gave it; null where it left no trace in it. */
  readonly turn: number | null;
}

export interface Bot {
  /** Answers one message. Never rejects: what goes wrong unexpectedly becomes an answer of kind `error` and a log line. */
  readonly reply: (message: Incoming, origin: Origin) => Promise<Answer>;
  /** As `reply`, with what the journal calls it. */
  readonly respond: (message: Incoming, origin: Origin) => Promise<Responded>;
  readonly explain: (message: Incoming, origin: Origin) => Promise<Explanation>;
}

export interface BotOptions {
  readonly knowledge: Knowledge;
  readonly now: () => Date;
  /** Who answers what the bot cannot. */
  readonly contact: string;
  /** Other ways to hear of a deadline than a message; left out, none. */
  readonly offers?: Offers;
  /** Reads and checks a draft; left out, files are declined. */
  readonly checkFile?: CheckFile;
  /** Called with what went wrong; must not throw. */
  readonly log: (message: string, error: unknown) => void;
}

/** The pipeline: follow-up, understand, route, answer, guard, journal. The one error boundary. */
export function createBot(options: BotOptions): Bot {
  const finderOf = rememberingLast((offices: readonly StoredOffice[]) => createOfficeFinder(offices));

  const knowledge = withoutDismissed(options.knowledge);

  const explain = async (message: Incoming, origin: Origin): Promise<Explanation> =>
    (await inTurn(message.session, options, (turn) => work(message, origin, turn))).result;

  const work = async (message: Incoming, origin: Origin, turn: Turn) => {
    const [offices, reports] = await Promise.all([knowledge.offices(), knowledge.reports()]);
    const finder = finderOf(offices);
    const memory = startsOver(message.text) ? NOTHING : turn.memory;
    const context: Context = {
      knowledge,
      offices,
      reports,
      role: message.role,
      person: message.person,
      now: options.now(),
      channel: origin.channel,
      address: message.address ?? null,
      offers: options.offers ?? NO_OFFERS,
      contact: options.contact,
      memory,
    };
    const text = inContext(chosenQuestion(message.text, memory) ?? message.text, memory);
    const today = origin.today ?? shanghaiDate(options.now());
    const readIn = (words: string) => understand(words, finder, today);
    const { understood, chosen, memory: before } = await settle(text, readIn, memory, context);
    const { name } = chosen.question;
    if (ACTIONS.has(name) && !(await turn.claim())) return null;
    const answered = sayUnplaced(await chosen.answer(context), understood, context);
    const told = sayAbsentYears(answered, understood, context);
    const draft = sayUncharted(sayAssumed(told, understood, context), understood);
    const violation = await guarded(draft, understood, context);
    const isOver = startsOver(text) || draft.text.startsWith(PHRASES.startedOver);
    return {
      result: { question: name, understood, rejected: chosen.rejected, violation, draft },
      memory: isOver ? NOTHING : remember(understood, { question: name, draft, reports }, before),
    };
  };

  const respond = async (message: Incoming, origin: Origin): Promise<Responded> => {
    const asked = message.file ? questionWith(message.file, message.text) : message.text;
    try {
      const { draft, violation, detail, turn } = message.file
        ? { ...(await answerFile(message.file, { ...message, ...options }, options.checkFile ?? null)), turn: null }
        : await answerText(message, origin);
      const answer = finish(asked, violation ? say('refused', PHRASES.guarded) : draft);
      if (violation) options.log(`guard: ${violation.rule}`, violation.detail);
      const entry = await note(
        message,
        origin.channel,
        answer,
        violation ? `guard: ${violation.rule}: ${violation.detail}` : detail,
        options,
      );
      return { answer, entry, turn };
    } catch (error) {
      options.log('reply failed', error);
      const away = error instanceof UserError && /^DATABASE_|^DISK_/.test(error.code);
      const answer = finish(asked, say('error', away ? PHRASES.databaseAway : PHRASES.error));
      const entry = await note(message, origin.channel, answer, 'reply failed', options);
      return { answer, entry, turn: null };
    }
  };

  const answerText = async (message: Incoming, origin: Origin) => {
    const { result, turn } = await inTurn(message.session, options, (mine) => work(message, origin, mine));
    const { draft, violation, question } = result;
    const acts = ACTIONS.has(question) && message.role === 'staff' && message.person !== null;
    return { draft, violation, turn, detail: acts ? `${question}: ${personText(message.person)}` : question };
  };
  const reply = async (message: Incoming, origin: Origin) => (await respond(message, origin)).answer;
  return { reply, respond, explain };
}

// --- internal ---

/** Questions that change something: the journal says who asked, and no other process answers in their conversation meanwhile. */
const ACTIONS: ReadonlySet<string> = new Set(['verdict', 'subscription']);

async function guarded(draft: Draft, understood: Understanding, context: Context): Promise<Violation | null> {
  const sources = await context.knowledge.words(draft.citations.map(({ reportId }) => reportId));
  return findViolation(draft, {
    sourceOf: (reportId) => sources.get(reportId) ?? null,
    years: new Set([...yearsOf(context.reports), ...understood.years.years].flatMap((year) => [year - 1, year])),
    // What an answer repeats of the question it repeats as it was read.
    question: [understood.original, understood.text, understood.topic].map((words) => repeated(words)).join('\n'),
  });
}

/** A journal that cannot be written must not cost the answer. */
async function note(
  message: Incoming,
  channel: string,
  answer: Answer,
  detail: string,
  options: BotOptions,
): Promise<number | null> {
  const entry = {
    at: options.now(),
    channel,
    question: (message.file ? `${PHRASES.fileQuestion(fileName(message.file))} ${message.text}` : message.text)
      .trim()
      .slice(0, 500),
    kind: answer.kind,
    detail: message.file ? `file: ${detail}` : detail,
    person: message.person?.id ?? null,
    role: message.role,
  };
  return options.knowledge.journal(entry).catch((error: unknown) => {
    options.log('journal failed', error);
    return null;
  });
}

function rememberingLast<A, B>(make: (input: A) => B): (input: A) => B {
  let last: { input: A; output: B } | null = null;
  return (input) => {
    if (last === null || last.input !== input) last = { input, output: make(input) };
    return last.output;
  };
}
