/** Calendar files (RFC 5545): due days as all-day events, for any calendar program. */

import ical, {
  ICalAlarmRelatesTo,
  ICalAlarmType,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { addDays } from '../knowledge/working-days.js';

/** An all-day event. */
export interface CalendarEvent {
  /** The same for the same event in every file: what programs tell a change from a new event by. */
  readonly uid: string;
  /** ISO date. */
  readonly day: string;
  readonly summary: string;
  readonly description: string;
  /** Days before at which the program is to remind, at nine in the morning of where it is; 0 is the day itself. */
  readonly alarms: readonly number[];
}

/**
 * The file as text: UTF-8, CRLF, lines folded at 75 octets.
 * @param calendar.stamp ISO date on which what it says was known; the same content of the same day is the same file
 */
export function calendarFile(calendar: {
  readonly name: string;
  readonly description: string;
  readonly stamp: string;
  readonly events: readonly CalendarEvent[];
}): string {
  const { name, description, stamp, events } = calendar;
  const file = ical({
    name,
    description,
    // Published, not an invitation: Outlook then asks nobody to accept.
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'disclosure-bot', product: 'deadlines', language: 'ZH-CN' },
    scale: 'gregorian',
    ttl: DAY,
  });
  for (const { uid, day, summary, description: about, alarms } of events) {
    const event = file.createEvent({
      id: uid,
      start: atMidnight(day),
      end: atMidnight(addDays(day, 1)),
      allDay: true,
      stamp: atMidnight(stamp),
      summary,
      description: about,
      // Nobody is busy all day for it.
      transparency: ICalEventTransparency.TRANSPARENT,
      busystatus: ICalEventBusyStatus.FREE,
    });
    for (const days of alarms) {
      const before = days * DAY - NINE;
      const alarm = event.createAlarm({ type: ICalAlarmType.display, description: summary });
      // Left to itself the writer counts what comes after the start from the end.
      if (before > 0) alarm.triggerBefore(before);
      else alarm.triggerAfter(-before).relatesTo(ICalAlarmRelatesTo.start);
    }
  }
  return `${file.toString().replace(/(?:\r\n)+$/, '')}\r\n`;
}

// --- internal ---

const DAY = 86_400;
const NINE = 9 * 3_600;

/** All-day events are days without a zone; the writer reads them in UTC. */
function atMidnight(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
