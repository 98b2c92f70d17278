/** Clock times of Asia/Shanghai, where no hour is ever skipped or repeated; whatever zone the process is in. */

/** From when until when nobody is written to, each HH:MM; `next` is when it goes on. */
export interface QuietHours {
  readonly from: string;
  readonly until: string;
  readonly next: string;
}

export const QUIET_HOURS: QuietHours = { from: '21:00', until: '08:00', next: '09:00' };

/** By then everything of a day has come due: the last minute before the quiet hours. */
export const CLOSING_TIME = '20:59';

/** The moment a clock in Shanghai shows a time (HH:MM) on an ISO date. */
export function momentAt(date: string, time: string): Date {
  return new Date(`${date}T${time}:00+08:00`);
}

/** What a clock in Shanghai shows: ISO date and HH:MM. */
export function clockAt(moment: Date): { readonly date: string; readonly time: string } {
  const shown = new Date(moment.getTime() + EAST).toISOString();
  return { date: shown.slice(0, 10), time: shown.slice(11, 16) };
}

/**
 * When to write what is planned for a moment: then, or where it is in the quiet hours as soon as they are over. It is
 * never moved past the end of `lastDay` (ISO date): then it is written before the quiet hours begin.
 */
export function outsideQuietHours(moment: Date, lastDay: string | null, quiet: QuietHours = QUIET_HOURS): Date {
  const { date, time } = clockAt(moment);
  if (time < quiet.from && time >= quiet.until) return moment;
  const later = momentAt(date, quiet.next);
  const after = time < quiet.until ? later : new Date(later.getTime() + DAY);
  if (lastDay === null || date > lastDay || clockAt(after).date <= lastDay) return after;
  return new Date(momentAt(date, quiet.from).getTime() - MINUTE);
}

// --- internal ---

const EAST = 8 * 3_600_000;
const DAY = 86_400_000;
const MINUTE = 60_000;
