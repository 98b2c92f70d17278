import { describe, expect, it } from 'vitest';
import { duration, startPace } from '../../adapters/pace.js';

describe('the pace', () => {
  it('is not told before anything is known', () => {
    const pace = startPace(0);
    expect(pace.rate()).toBeNull();
    pace.mark(1, 50);
    expect(pace.rate()).toBeNull();
  });

  it('is what was done a second, lately', () => {
    const pace = startPace(0);
    // A thousand passed over in a second, then ten a second.
    for (let done = 1; done <= 1000; done += 1) pace.mark(done, done);
    expect(pace.rate()).toBeCloseTo(1000);
    for (let tenth = 1; tenth <= 600; tenth += 1) pace.mark(1000 + tenth, 1000 + tenth * 100);
    expect(pace.rate()).toBeGreaterThan(9.5);
    expect(pace.rate()).toBeLessThan(10.5);
  });
});

describe('a length of time', () => {
  it.each([
    [0.2, '1秒'],
    [59.1, '1分0秒'],
    [45, '45秒'],
    [200, '3分20秒'],
    [7500, '2小时5分'],
  ])('of %d seconds is %s', (seconds, text) => expect(duration(seconds)).toBe(text));
});
