import { describe, expect, it } from 'vitest';
import { checkReport } from '../../knowledge/checks.js';
import { reportWith } from './report-builder.js';

describe('the year in the text', () => {
  it.each([
    ['a comparison', '2022年，我街道主动公开30条，2023年增加到50条。'],
    ['a comparison with last year', '2022年，我街道粉丝800人，同比增加。'],
    ['a plan', '2024年，我街道将继续做好公开工作。'],
    ['a law named with its year', '根据2019年修订的《条例》，我街道规范了流程。'],
    ['a document number', '按照《通知》（某政办〔2021〕9号）要求，全年公开50条。'],
    ['a year within a sentence', '公众号关注人数从2022年的800人增加到900人。'],
    ['another year without the office', '2022年12月，市政府印发了要点。'],
  ])('may be another in %s', (_, sentence) => {
    const found = checkReport(reportWith({ passages: [['overview', sentence], ...PROBLEMS] }), null);
    expect(found.filter((f) => f.rule === 'N-YEAR')).toEqual([]);
  });
});

describe('lists of categories', () => {
  const total = { metric: 'proactive_disclosed_count', stated: 18, printed: '18条', quote: '主动公开18条。' };

  it.each([
    ['a break-down in brackets', '其中，甲类10条（一般4条、专项6条）、乙类5条、丙类3条。', [10, 4, 6, 5, 3], []],
    ['the break-down of something else', '公众号发布12条，其中甲类3条、乙类4条、丙类4条。', [3, 4, 4], []],
    ['a list left open by 等', '其中甲类3条、乙类4条、丙类4条等。', [3, 4, 4], ['N-CAT-PART info']],
    ['one category', '其中甲类3条。', [3], []],
    ['more than there is, without introduction', '甲类9条、乙类9条、丙类9条。', [9, 9, 9], ['N-CAT-PART warning']],
  ])('with %s', (_, quote, counts, expected) => {
    const posts = quote.startsWith('公众号')
      ? [{ metric: 'wechat_post_count', stated: 12, printed: '12条', quote }]
      : [];
    const parts = counts.map((stated, i) => ({
      metric: 'category_count',
      stated,
      printed: `${stated}条`,
      part: `${'甲乙丙丁戊'[i]}`,
      quote,
    }));
    const narrative = [{ metric: 'applications_new', stated: 0 }, total, ...posts, ...parts];
    const found = checkReport(reportWith({ narrative }), null);
    expect(found.map((f) => `${f.rule} ${f.severity}`)).toEqual(expected);
  });
});

// --- internal ---

const PROBLEMS = [['problems_and_improvements', '公开内容还不够丰富。下一步将加强培训。']] as const;
