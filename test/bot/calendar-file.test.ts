import fc from 'fast-check';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendarCalled, calendarOf } from '../../bot/calendar-events.js';
import { type CalendarEvent, calendarFile } from '../../bot/calendar-file.js';
import { dueDate } from '../../knowledge/deadlines.js';
import type { Knowledge } from '../../knowledge/knowledge.js';
import { openSamples } from './fixture.js';

/** Calendar files, read by a parser that is none of ours. */

const TODAY = '2026-11-21';
const EVENT: CalendarEvent = {
  uid: 'one@disclosure-bot',
  day: '2027-01-31',
  summary: '某某街道办事处：2026年度年报截止',
  description: '依据：《条例》\n第四十九条',
  alarms: [7, 0],
};

describe('a calendar file', () => {
  it('is an all-day event without a zone, published and not an invitation', () => {
    const { calendar, events } = parsed(written([EVENT]));
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('名称');
    expect(String(calendar.getFirstPropertyValue('refresh-interval'))).toBe('P1D');
    expect(calendar.getAllSubcomponents('vtimezone')).toEqual([]);
    const [event] = events;
    expect([event?.startDate.isDate, String(event?.startDate), String(event?.endDate)]).toEqual([
      true,
      '2027-01-31',
      '2027-02-01',
    ]);
    expect(String(event?.component.getFirstPropertyValue('dtstamp'))).toBe('2026-11-21T00:00:00Z');
    expect(event?.component.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
    expect([event?.uid, event?.summary, event?.description]).toEqual([EVENT.uid, EVENT.summary, EVENT.description]);
  });

  it('alarms go off at nine in the morning: days before, and on the day', () => {
    const [event] = parsed(written([{ ...EVENT, alarms: [15, 7, 1, 0] }])).events;
    const alarms = event?.component.getAllSubcomponents('valarm') ?? [];
    const moments = alarms.map((alarm) => {
      const trigger = alarm.getFirstProperty('trigger');
      expect([undefined, 'START']).toContain(trigger?.getParameter('related'));
      const moment = event?.startDate.clone();
      if (moment) moment.isDate = false;
      moment?.addDuration(trigger?.getFirstValue() as ICAL.Duration);
      return String(moment);
    });
    expect(moments).toEqual([
      '2027-01-16T09:00:00',
      '2027-01-24T09:00:00',
      '2027-01-30T09:00:00',
      '2027-01-31T09:00:00',
    ]);
    expect(alarms.every((alarm) => alarm.getFirstPropertyValue('action') === 'DISPLAY')).toBe(true);
    expect(alarms.every((alarm) => alarm.getFirstPropertyValue('description') === EVENT.summary)).toBe(true);
  });

  it('whatever is said comes back, in lines of at most 75 octets that cut no character', () => {
    const said = fc
      .array(fc.constantFrom(...'年报，,;；:：\\"“”\n 截止A1😀〔〕ü'), { minLength: 1, maxLength: 300 })
      .map((parts) => parts.join(''))
      .filter((text) => text === text.trim());
    fc.assert(
      fc.property(said, said, (summary, description) => {
        const file = written([{ ...EVENT, summary, description }]);
        const [event] = parsed(file).events;
        expect([event?.summary, event?.description]).toEqual([summary, description]);
        const lines = file.split('\r\n');
        expect(lines.at(-1)).toBe('');
        for (const line of lines) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n\uFFFD]/);
          expect(Buffer.from(line).toString()).toBe(line);
        }
      }),
      { numRuns: 300, seed: 5545 },
    );
  });

  it('no event is a calendar all the same', () => {
    expect(parsed(written([])).events).toEqual([]);
  });
});

describe('the calendar of an office or place', () => {
  let knowledge: Knowledge;
  beforeAll(async () => {
    knowledge = await openSamples();
  });
  afterAll(() => knowledge.close());

  async function of(name: string, today = TODAY): Promise<string> {
    const meant = await calendarCalled(knowledge, name);
    if (meant === null) throw new Error(`nothing is called ${name}`);
    return calendarOf(knowledge, meant, today);
  }

  it.each([
    ['2026-11-21', ['2027-01-31', '2028-01-31']],
    ['2027-01-31', ['2027-01-31', '2028-01-31']],
    ['2027-02-01', ['2028-01-31', '2029-01-31']],
  ])('on %s an office has the next two due days: %j', async (today, days) => {
    const { events } = parsed(await of('晋江市西园街道办事处', today));
    expect(events.map(({ startDate }) => String(startDate))).toEqual(days);
    expect(events.every(({ summary }) => summary.includes('西园街道'))).toBe(true);
    expect(events[0]?.description).toMatch(/第四十九条/);
  });

  it('tells the last working day where the due day is none', async () => {
    const [event] = parsed(await of('晋江市西园街道办事处')).events;
    expect(event?.description).toMatch(/2027-01-31（星期日）不是工作日.*2027-01-29（星期五）/);
  });

  it('a place has an event for a due day, not for each office', async () => {
    const { events } = parsed(await of('晋江市'));
    expect(events.map(({ startDate }) => String(startDate))).toEqual(['2027-01-31', '2028-01-31']);
    for (const name of ['东石镇', '灵源街道', '西园街道']) expect(events[0]?.description).toContain(name);
    expect(events[0]?.description).not.toContain('省新镇');
  });

  it.each([
    ['西园街道', true],
    ['晋江市西园街道办事处', true],
    ['晋江', true],
    ['福建省', true],
    ['西园', true],
    ['陈埭镇', false],
    ['', false],
    ['西园街道和灵源街道', false],
  ])('%s means something: %s', async (name, known) => {
    expect((await calendarCalled(knowledge, name)) !== null).toBe(known);
  });

  it('an event keeps its id, from day to day, and the file is the same all day', async () => {
    const ids = async (today: string) => parsed(await of('晋江市西园街道办事处', today)).events.map(({ uid }) => uid);
    const before = await ids('2026-11-21');
    expect(await ids('2027-01-15')).toEqual(before);
    expect((await ids('2027-03-01'))[0]).toBe(before[1]);
    expect(new Set(before).size).toBe(2);
    expect(await of('西园街道')).toBe(await of('晋江市西园街道办事处'));
  });

  it('a stored report is told of, and needs no alarm', async () => {
    const [first, second] = parsed(await of('晋江市西园街道办事处', '2023-12-01')).events;
    expect(String(first?.startDate)).toBe('2024-01-31');
    expect(first?.description).toMatch(/已经收录/);
    expect(first?.component.getAllSubcomponents('valarm')).toEqual([]);
    expect(second?.description).not.toMatch(/已经收录/);
    expect(second?.component.getAllSubcomponents('valarm').length).toBeGreaterThan(0);
  });

  it('each kind of office has its own ground, though all are due on one day', async () => {
    const mixed = {
      reports: async () => [],
      deadlines: {
        ...knowledge.deadlines,
        obligations: async (query: Parameters<Knowledge['deadlines']['obligations']>[0]) =>
          (await knowledge.deadlines.obligations(query)).map((each) =>
            each.entry.core === '东石镇'
              ? { ...each, entry: { ...each.entry, kind: '部门' as const }, due: dueDate('部门', query.year) }
              : each,
          ),
      },
    };
    const [event, ...others] = parsed(await calendarOf(mixed, { place: '晋江市' }, TODAY)).events;
    expect(others.length).toBe(1);
    expect(event?.description).toMatch(/部门的依据：《政府信息公开条例》第四十九条第一款/);
    expect(event?.description).toMatch(/街道办事处的依据：《政府信息公开条例》第四十九条没有点名/);
  });

  it('what a person entered about who has published is not told', async () => {
    const telling = {
      reports: async () => [],
      deadlines: {
        ...knowledge.deadlines,
        obligations: async (query: Parameters<Knowledge['deadlines']['obligations']>[0]) =>
          (await knowledge.deadlines.obligations(query)).map((each) => ({
            ...each,
            published: { on: '2026-12-30', evidence: '内部登记', daysLate: 0 },
          })),
      },
    };
    const meant = await calendarCalled(telling, '西园街道');
    if (meant === null) throw new Error('not found');
    expect(await calendarOf(telling, meant, TODAY)).toBe(await of('西园街道').then((file) => file));
  });
});

// --- internal ---

function written(events: readonly CalendarEvent[]): string {
  return calendarFile({ name: '名称', description: '说明', stamp: TODAY, events });
}

function parsed(file: string): { readonly calendar: ICAL.Component; readonly events: readonly ICAL.Event[] } {
  const calendar = new ICAL.Component(ICAL.parse(file));
  return { calendar, events: calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each)) };
}
