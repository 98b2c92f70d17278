import { describe, expect, it } from 'vitest';
import { bestSentence, headlines, sentences } from '../../bot/quoting.js';

describe('what is quoted of a paragraph', () => {
  it.each([
    ['一是公开不全。二是解读单一。', ['一是公开不全。', '二是解读单一。']],
    ['一是公开不全。部分栏目没有更新。', ['一是公开不全。']],
    ['1. 认识不到位。还有差距。', ['1. 认识不到位。']],
    ['人手不足，重点不突出。', ['人手不足，重点不突出。']],
    ['（一）加强领导。（二）完善制度。', ['（一）加强领导。', '（二）完善制度。']],
  ])('points of %s', (text, points) => {
    expect(headlines(text)).toEqual(points);
    for (const point of points) expect(text).toContain(point);
  });

  it('is whole sentences, the one that fits the question', () => {
    const text = '设有公开栏。查阅点在一楼大厅。每月更新一次。';
    expect(sentences(text)).toHaveLength(3);
    expect(bestSentence(text, ['查阅点'], null)).toContain('查阅点在一楼大厅。');
    expect(bestSentence(text, ['更新'], null)).toContain('每月更新一次。');
  });
});
