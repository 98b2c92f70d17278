import { describe, expect, it } from 'vitest';
import { normalizeQuestion } from '../../bot/understand.js';

describe('the form a question is read in', () => {
  it.each([
    ['西园街道２０２３年', '西园街道2023年'],
    ['  西园街道  2023 年 ', '西园街道2023年'],
    ['西园 申请', '西园，申请'],
    ['How  many\tapplications', 'how many applications'],
    ['受理幺二三四五多少件', '受理12345多少件'],
    ['电话幺三零幺', '电话1301'],
    ['二三年一共', '二三年一共'],
    ['\u202e\u200b\u0007西园', '西园'],
  ])('%j', (asked, read) => {
    expect(normalizeQuestion(asked)).toBe(read);
  });
});
