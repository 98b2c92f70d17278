import { addDays, arrangementKnown, type CountedDay, isWorkingDay, workingDaysAfter } from './working-days.js';

/** What happened to an application, in ISO dates; null where it did not or is not known. */
export interface ApplicationSteps {
  readonly received: string | null;
  /** When what had to be corrected came back: the time to answer begins anew (article 30). */
  readonly corrected: string | null;
  /** When a third party or another organ was asked, and when its opinion came: not counted (article 33, paragraph 3). */
  readonly asked: string | null;
  readonly opinion: string | null;
  /** Working days an opinion took, where they are told instead of its dates. */
  readonly took: number | null;
}

/** By when to answer, and how that was counted. */
export interface AnswerDue {
  /** The day that is not counted itself: receipt of the application, or of the corrected one. */
  readonly from: string;
  /** Working days used up when an opinion was asked for; null where none was, or only how long it took is told. */
  readonly used: number | null;
  /** Null while an opinion that was asked for is not there: nobody knows how long it takes. */
  readonly answer: CountedDay | null;
  /** With the longest extension there may be. */
  readonly extended: CountedDay | null;
}

/** Article 33, paragraph 2. */
export const ANSWER_DAYS = 20;

/**
 * Counts the time to answer an application (articles 30 and 33). Asking for an opinion stops it from the day after the
 * letter went out to the day the opinion came, and it goes on with the day after that.
 * @returns null where no day to count from is known, or the days contradict their order
 */
export function answerDue({ received, corrected, asked, opinion, took }: ApplicationSteps): AnswerDue | null {
  const from = corrected ?? received;
  if (from === null || (received !== null && corrected !== null && corrected < received)) return null;
  if (asked === null) {
    if (opinion !== null) return null;
    const days = ANSWER_DAYS + (took ?? 0);
    return {
      from,
      used: null,
      answer: workingDaysAfter(from, days),
      extended: workingDaysAfter(from, days + ANSWER_DAYS),
    };
  }
  if (asked < from || (opinion !== null && opinion < asked)) return null;
  const used = workingDaysBetween(from, asked);
  const left = ANSWER_DAYS - used;
  // It was too late before anybody was asked.
  if (left < 0) return { from, used, answer: workingDaysAfter(from, ANSWER_DAYS), extended: null };
  if (opinion === null) return { from, used, answer: null, extended: null };
  const counted = (days: number): CountedDay => {
    if (days === 0) return { date: opinion, certain: true };
    const { date, certain } = workingDaysAfter(opinion, days);
    return { date, certain: certain && arrangementKnown(Number(from.slice(0, 4))) };
  };
  return { from, used, answer: counted(left), extended: counted(left + ANSWER_DAYS) };
}

// --- internal ---

/** Working days after one date up to and with another. */
function workingDaysBetween(from: string, to: string): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to && count <= 400; day = addDays(day, 1)) if (isWorkingDay(day)) count += 1;
  return count;
}
