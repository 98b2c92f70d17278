import { describe, expect, it } from 'vitest';
import { type ApplicationSteps, answerDue } from '../../knowledge/answer-clock.js';

const NOTHING: ApplicationSteps = { received: null, corrected: null, asked: null, opinion: null, took: null };

describe('the time to answer an application', () => {
  it.each([
    ['from receipt', { received: '2026-07-01' }, '2026-07-29', '2026-08-26'],
    ['over the National Day and its make-up Saturday', { received: '2026-09-28' }, '2026-10-30', '2026-11-27'],
    [
      'anew from the corrected application',
      { received: '2026-07-01', corrected: '2026-07-15' },
      '2026-08-12',
      '2026-09-09',
    ],
    [
      'without the time of an opinion',
      { received: '2026-07-01', asked: '2026-07-06', opinion: '2026-07-20' },
      '2026-08-12',
      '2026-09-09',
    ],
    [
      'an opinion of the same day costs nothing',
      { received: '2026-07-01', asked: '2026-07-06', opinion: '2026-07-06' },
      '2026-07-29',
      '2026-08-26',
    ],
    [
      'an opinion asked for on the last day',
      { received: '2026-07-01', asked: '2026-07-29', opinion: '2026-08-05' },
      '2026-08-05',
      '2026-09-02',
    ],
    [
      'an opinion after corrections',
      { received: '2026-06-01', corrected: '2026-07-01', asked: '2026-07-06', opinion: '2026-07-20' },
      '2026-08-12',
      '2026-09-09',
    ],
    ['so many days of an opinion', { received: '2026-07-01', took: 10 }, '2026-08-12', '2026-09-09'],
  ] as const)('%s', (_, steps, answer, extended) => {
    const due = answerDue({ ...NOTHING, ...steps });
    expect([due?.answer, due?.extended]).toEqual([
      { date: answer, certain: true },
      { date: extended, certain: true },
    ]);
  });

  it.each([
    ['an opinion that is not there yet', { received: '2026-07-01', asked: '2026-07-06' }, 3],
    ['asked on the day of receipt', { received: '2026-07-01', asked: '2026-07-01' }, 0],
  ])('is not known with %s', (_, steps, used) => {
    expect(answerDue({ ...NOTHING, ...steps })).toEqual({ from: '2026-07-01', used, answer: null, extended: null });
  });

  it.each([
    ['no day to count from', { asked: '2026-07-06' }],
    ['corrected before it came', { received: '2026-07-01', corrected: '2026-06-30' }],
    ['asked before it came', { received: '2026-07-01', asked: '2026-06-30' }],
    ['an opinion before it was asked for', { received: '2026-07-01', asked: '2026-07-06', opinion: '2026-07-03' }],
    ['an opinion nobody asked for', { received: '2026-07-01', opinion: '2026-07-03' }],
  ])('is not counted with %s', (_, steps) => {
    expect(answerDue({ ...NOTHING, ...steps })).toBeNull();
  });

  it('says where a year’s holidays are not arranged yet', () => {
    expect(answerDue({ ...NOTHING, received: '2028-12-20' })?.answer?.certain).toBe(false);
    expect(
      answerDue({ ...NOTHING, received: '2026-12-20', asked: '2026-12-25', opinion: '2027-01-04' })?.answer?.certain,
    ).toBe(false);
  });
});
