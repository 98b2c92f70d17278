import { describe, expect, it } from 'vitest';
import type { JournalLine } from '../../knowledge/journal.js';
import { groupWordings, likeWording, MISSES, outcomeOf } from '../../knowledge/misses.js';

const NOW = new Date('2026-11-21T03:00:00.000Z');
let ids = 0;

function line(question: string, given: Partial<JournalLine> = {}): JournalLine {
  ids += 1;
  const entry = { channel: 'web', kind: 'missing', detail: 'figure', person: 'p1', role: 'public' as const };
  return { id: ids, at: new Date(NOW.getTime() + ids * 1000), question, ...entry, likes: 0, dislikes: 0, ...given };
}

describe('what became of a question', () => {
  it.each([
    ['value', 'figure', 0, 'answered'],
    ['value', 'figure', 1, 'disliked'],
    ['help', 'unclear', 0, 'unclear'],
    ['help', 'unclear', 2, 'disliked'],
    ['help', 'help', 0, 'answered'],
    ['missing', 'figure', 0, 'missing'],
    ['refused', 'refusal', 0, 'refused'],
    ['refused', 'guard: number in text', 0, 'guarded'],
    ['refused', 'guard: number in text: 7', 1, 'guarded'],
    ['refused', 'file: guard: number in text', 0, 'guarded'],
    ['clarify', 'figure', 0, 'clarify'],
    ['error', 'reply failed', 0, 'error'],
  ])('%s by %s with %i dislikes: %s', (kind, detail, dislikes, expected) => {
    expect(outcomeOf({ kind, detail, dislikes })).toBe(expected);
  });
});

describe('like wordings', () => {
  it.each([
    ['西园2023年收到几件？', ' 西园２０２３年 收到几件 '],
    ['How many?', 'HOW  MANY'],
    ['「年报」呢', '年报呢！'],
  ])('%s is %s', (one, other) => {
    expect(likeWording(one)).toBe(likeWording(other));
  });
  it.each([
    ['西园2023年', '西园2022年'],
    ['👍', '👎'],
    ['???', '!!!'],
  ])('%s is not %s', (one, other) => {
    expect(likeWording(one)).not.toBe(likeWording(other));
  });

  it('are counted together, the most asked first, the latest words shown', () => {
    const lines = [
      line('西园2022年收到几件'),
      line('天气', { kind: 'refused', detail: 'refusal' }),
      line('西园 2022年收到几件？', { person: 'p2', channel: 'telegram' }),
      line('西园2022年收到几件', { kind: 'value', dislikes: 1, person: null }),
      line('省新镇几件', { kind: 'value' }),
      line(''),
      line('今天有哪些没答上来的问题', { kind: 'refused', detail: 'journal' }),
    ];
    const [first, second, ...others] = groupWordings(lines, MISSES);
    expect(first).toEqual({
      question: '西园2022年收到几件',
      count: 3,
      people: 2,
      lastAsked: lines[3]?.at,
      outcomes: [
        { outcome: 'missing', count: 2 },
        { outcome: 'disliked', count: 1 },
      ],
      likes: 0,
      dislikes: 1,
      channels: ['telegram', 'web'],
      id: lines[3]?.id,
    });
    expect(second?.question).toBe('天气');
    expect(others).toEqual([]);
    expect(groupWordings(lines, []).map(({ question }) => question)).toContain('省新镇几件');
    expect(groupWordings(lines, ['refused']).map(({ question }) => question)).toEqual(['天气']);
  });
});
