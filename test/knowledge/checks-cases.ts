import { METRICS, STATISTICS_ROWS, STATISTICS_TABLE } from '../../knowledge/metrics.js';
import type { Finding, Report, Stated } from '../../knowledge/types.js';
import { HEADINGS, reportWith, type Spoken, tableFigure, type Wanted } from './report-builder.js';

/** One rule on three invented reports: where it holds, where it is broken, where it cannot be told. */
export interface Case {
  readonly rule: string;
  readonly at?: string;
  readonly holds: Sample;
  readonly broken: Sample;
  /** What the message of the broken instance must say. */
  readonly says: readonly string[];
  readonly severity: Finding['severity'];
  /** Null where whatever is missing leaves the rule without an instance; then `because` says why. */
  readonly cannotTell: Sample | null;
  readonly because?: string;
}

export interface Sample {
  readonly report: Report;
  readonly previous?: Report;
}

export const CASES: readonly Case[] = [
  {
    rule: 'T3-BAL',
    at: 'natural_person',
    holds: of({ table3: { applications_new: 5, granted: 3, results_total: 3, applications_carried_out: 2 } }),
    broken: of({ table3: { applications_new: 5, granted: 3, results_total: 3 } }),
    says: ['青禾街道2023年报', '“自然人”列不平', '＝5，', '＝3，', '相差2'],
    severity: 'error',
    cannotTell: of({ table3: { applications_carried_out: ['blank', 0, 0, 0, 0, 0, 0] } }),
  },
  {
    rule: 'T3-SUM',
    at: 'commercial_enterprise',
    holds: of({ table3: { granted: [0, 2, 0, 0, 0, 0, 2], results_total: [0, 2, 0, 0, 0, 0, 2] } }),
    broken: of({ table3: { granted: [0, 2, 0, 0, 0, 0, 2], results_total: [0, 3, 0, 0, 0, 0, 3] } }),
    says: ['“商业企业”列', '相加为2', '填的是3', '相差1'],
    severity: 'error',
    cannotTell: of({ table3: { rejected_repeated: [0, 'unreadable', 0, 0, 0, 0, 0] } }),
  },
  {
    rule: 'T3-TOT',
    at: 'denied_internal_affairs',
    holds: of({ table3: { denied_internal_affairs: [1, 0, 0, 0, 2, 0, 3] } }),
    broken: of({ table3: { denied_internal_affairs: [1, 0, 0, 0, 2, 0, 4] } }),
    says: ['相加为3', '“总计”列填的是4'],
    severity: 'error',
    cannotTell: of({ missing: ['denied_internal_affairs'] }),
  },
  {
    rule: 'T3-NEG',
    holds: of({}),
    broken: of({ table3: { granted: [-1, 0, 0, 0, 0, 0, -1] } }),
    at: 'granted.natural_person',
    says: ['填了-1', '不小于0的整数'],
    severity: 'error',
    cannotTell: of({ table3: { granted: ['unreadable', 0, 0, 0, 0, 0, 0] } }),
  },
  {
    rule: 'T3-BLANK',
    holds: of({}),
    broken: of({ table3: { granted: ['blank', 'slash', 0, 0, 0, 0, 0] } }),
    says: ['2个空白单元格', '（一）予以公开/自然人', '请填0'],
    severity: 'warning',
    cannotTell: of({ table3: { granted: ['unreadable', 0, 0, 0, 0, 0, 0] } }),
  },
  {
    rule: 'T3-ZERO-ROW-NONZERO-RESULT',
    holds: of({ table3: { applications_new: 2, granted: 2, results_total: 2 } }),
    // With a number there the imbalance is T3-BAL's to say.
    broken: of({ table3: { granted: 2, results_total: 2, applications_carried_out: [0, 0, 0, 0, 0, 0, 'blank'] } }),
    says: ['“总计”列', '2件办理结果'],
    severity: 'error',
    cannotTell: of({
      table3: {
        applications_new: ['blank', 0, 0, 0, 0, 0, 'blank'],
        granted: 2,
        results_total: 2,
        applications_carried_out: ['blank', 0, 0, 0, 0, 0, 'blank'],
      },
    }),
  },
  {
    rule: 'T3-TOTALCOL-EMPTY',
    holds: of({ table3: { granted: 1, results_total: 1 } }),
    broken: of({ table3: { granted: [0, 1, 0, 0, 0, 0, 0], results_total: [0, 1, 0, 0, 0, 0, 'blank'] } }),
    says: ['“总计”列全部为0或空白', '“商业企业”列有数'],
    severity: 'error',
    cannotTell: of({ table3: { granted: [0, 1, 0, 0, 0, 0, 'unreadable'] } }),
  },
  {
    rule: 'T3-OTHER-LARGE',
    holds: of({ table3: { other_miscellaneous: 3, results_total: 10 } }),
    broken: of({ table3: { other_miscellaneous: 4, results_total: 10 } }),
    says: ['4件', '10件', '40.00%'],
    severity: 'info',
    cannotTell: of({ table3: { other_miscellaneous: ['blank', 0, 0, 0, 0, 0, 'blank'] } }),
  },
  {
    rule: 'T3-CARRYOUT-LATE',
    holds: of({ table3: { applications_new: 2, applications_carried_out: 2 } }),
    broken: of({ table3: { applications_new: 1, applications_carried_out: 2 } }),
    says: ['2件多于本年新收1件'],
    severity: 'info',
    cannotTell: of({ table3: { applications_carried_out: [0, 0, 0, 0, 0, 0, 'slash'] } }),
  },
  {
    rule: 'T3-WRONG-COLUMN',
    at: 'natural_person',
    holds: spoken(
      { metric: 'applications_new', stated: 2, quote: '共收到申请2件，均为自然人提出。' },
      { table3: { applications_new: 2 } },
    ),
    broken: spoken(
      { metric: 'applications_new', stated: 2, quote: '共收到申请2件，均为自然人提出。' },
      { table3: { applications_new: [0, 2, 0, 0, 0, 0, 2] } },
    ),
    says: ['申请人为自然人', '“商业企业”列'],
    severity: 'warning',
    cannotTell: spoken(
      { metric: 'applications_new', stated: 2, applicant: 'natural_person' },
      { table3: { applications_new: ['blank', 0, 0, 0, 0, 0, 2] } },
    ),
  },
  ...(
    [
      ['T4-SUM-REC', 'reconsideration'],
      ['T4-SUM-DIR', 'litigation_direct'],
      ['T4-SUM-AFT', 'litigation_after_reconsideration'],
    ] as const
  ).map(
    ([rule, block]): Case => ({
      rule,
      holds: of({ table4: { [`${block}_upheld`]: 1, [`${block}_pending`]: 1, [`${block}_total`]: 2 } }),
      broken: of({ table4: { [`${block}_upheld`]: 1, [`${block}_total`]: 2 } }),
      says: ['四项相加为1', '总计填的是2'],
      severity: 'error',
      cannotTell: of({ table4: { [`${block}_other`]: 'blank' } }),
    }),
  ),
  {
    rule: 'T4-BLANK',
    at: 'litigation_direct',
    holds: of({}),
    broken: of({ table4: { litigation_direct_other: 'blank', litigation_direct_pending: 'slash' } }),
    says: ['有2格空白'],
    severity: 'warning',
    cannotTell: of({ table4: { litigation_direct_other: 'unreadable' } }),
  },
  {
    rule: 'T4-15',
    holds: of({ table4: { reconsideration_other: 'blank' } }),
    broken: of({ missing: ['litigation_direct_other', 'litigation_direct_total'] }),
    says: ['15个数', '13个'],
    severity: 'error',
    cannotTell: of({ table4: { litigation_direct_other: 'unreadable' } }),
  },
  {
    rule: 'T4-DIRECT-2024',
    holds: of({ year: 2024 }),
    broken: of({ year: 2024, table4: { litigation_direct_total: 2 } }),
    says: ['2024年起', '2件'],
    severity: 'info',
    cannotTell: of({ year: 2024, table4: { litigation_direct_total: 'blank' } }),
  },
  {
    rule: 'T4-CORRECTED',
    holds: of({
      table4: { reconsideration_corrected: 1, reconsideration_total: 1 },
      passages: [['problems_and_improvements', '一件答复被复议机关纠正，已整改。']],
    }),
    broken: of({ table4: { reconsideration_corrected: 1, litigation_direct_corrected: 2 } }),
    says: ['3件被纠正'],
    severity: 'info',
    cannotTell: of({ table4: { reconsideration_corrected: 'blank' } }),
  },
  {
    rule: 'T2-CUM',
    at: 'normative_documents',
    holds: old({ table2: t2('normative_documents', { newly_disclosed: 2, total_public: 2 }) }),
    broken: old({ table2: t2('normative_documents', { newly_disclosed: 3, total_public: 2 }) }),
    says: ['3件多于', '2件'],
    severity: 'warning',
    cannotTell: old({ table2: t2('normative_documents', { total_public: 'blank' }) }),
  },
  {
    rule: 'T2-MADE-PUB',
    at: 'normative_documents',
    holds: old({ table2: t2('normative_documents', { newly_made: 2, newly_disclosed: 2, total_public: 9 }) }),
    broken: old({ table2: t2('normative_documents', { newly_made: 1, newly_disclosed: 2, total_public: 9 }) }),
    says: ['2件多于', '1件', '往年文件'],
    severity: 'info',
    cannotTell: old({ table2: t2('normative_documents', { newly_made: 'unreadable' }) }),
  },
  {
    rule: 'T2-ITEMS-DEC',
    at: 'administrative_penalty',
    holds: old({ table2: t2('administrative_penalty', { items_previous_year: 5, decisions: 7 }) }),
    broken: old({ table2: t2('administrative_penalty', { items_previous_year: 1, items_change: -1, decisions: 7 }) }),
    says: ['上一年1、增减-1', '处理决定7件'],
    severity: 'warning',
    cannotTell: old({ table2: t2('administrative_penalty', { items_previous_year: 'blank', decisions: 7 }) }),
  },
  {
    rule: 'T2-PROC-0',
    holds: old({ table2: t2('government_procurement', { project_count: 2, total_amount: 8.5 }) }),
    broken: old({ table2: t2('government_procurement', { project_count: 2 }) }),
    says: ['项目2个', '金额0'],
    severity: 'warning',
    cannotTell: old({ table2: t2('government_procurement', { project_count: 2, total_amount: 'slash' }) }),
  },
  {
    rule: 'T2-PROC-UNIT',
    holds: old({ table2: t2('government_procurement', { project_count: 2, total_amount: 8.5 }) }),
    broken: old({ amountUnit: null, table2: t2('government_procurement', { project_count: 2, total_amount: 850 }) }),
    says: ['“850”没有写单位'],
    severity: 'warning',
    cannotTell: old({ table2: t2('government_procurement', { total_amount: 'blank' }) }),
  },
  {
    rule: 'T2-RULES',
    holds: of({}),
    broken: of({ table2: t2('rules', { issued: 3, in_force: 3 }) }),
    says: ['规章一行填了3', '青禾街道没有规章制定权'],
    severity: 'warning',
    cannotTell: of({ table2: t2('rules', { issued: 'blank' }) }),
  },
  {
    rule: 'T2-INFORCE',
    at: 'normative_documents',
    holds: of({ table2: t2('normative_documents', { issued: 2, repealed: 1, in_force: 1 }) }),
    broken: of({ table2: t2('normative_documents', { issued: 2, in_force: 1 }) }),
    says: ['现行有效1件', '制发2件'],
    severity: 'warning',
    cannotTell: of({ table2: t2('normative_documents', { repealed: 'blank' }) }),
  },
  {
    rule: 'T2-BLANK',
    holds: of({}),
    broken: of({ table2: t2('administrative_licensing', { decisions: 'blank' }) }),
    at: 'administrative_licensing',
    says: ['行政许可', '未填'],
    severity: 'warning',
    cannotTell: of({ table2: t2('administrative_licensing', { decisions: 'unreadable' }) }),
  },
  {
    rule: 'T2-FEE-UNIT',
    holds: of({ table2: t2('administrative_fees', { amount_wanyuan: 26.55 }) }),
    broken: of({ table2: t2('administrative_fees', { amount_wanyuan: 316441 }) }),
    says: ['316441万元'],
    severity: 'info',
    cannotTell: of({ table2: t2('administrative_fees', { amount_wanyuan: 'blank' }) }),
  },
  {
    rule: 'X-CARRY',
    at: 'total',
    holds: of({ table3: { applications_carried_in: 2 } }, { table3: { applications_carried_out: 2 } }),
    broken: of({ table3: { applications_carried_in: 1 } }, { table3: { applications_carried_out: 2 } }),
    says: ['2023年报', '1件', '2022年报', '2件'],
    severity: 'error',
    cannotTell: of({}, { table3: { applications_carried_out: [0, 0, 0, 0, 0, 0, 'blank'] } }),
  },
  {
    rule: 'X-NORM-2021',
    at: 'normative_documents',
    holds: of(
      { table2: t2('normative_documents', { issued: 2, repealed: 1, in_force: 5 }) },
      { table2: t2('normative_documents', { in_force: 4 }) },
    ),
    broken: of(
      { table2: t2('normative_documents', { issued: 2, repealed: 1, in_force: 6 }) },
      { table2: t2('normative_documents', { in_force: 4 }) },
    ),
    says: ['现行有效6件', '上年4＋制发2－废止1应为5件'],
    severity: 'warning',
    cannotTell: of({}, { table2: t2('normative_documents', { in_force: 'blank' }) }),
  },
  {
    rule: 'X-ITEMS-2019',
    at: 'administrative_fees',
    holds: old(
      { table2: t2('administrative_fees', { items_previous_year: 4 }) },
      { table2: t2('administrative_fees', { items_previous_year: 5, items_change: -1 }) },
    ),
    broken: old(
      { table2: t2('administrative_fees', { items_previous_year: 5 }) },
      { table2: t2('administrative_fees', { items_previous_year: 5, items_change: -1 }) },
    ),
    says: ['填5', '应为4'],
    severity: 'warning',
    cannotTell: old({}, { table2: t2('administrative_fees', { items_change: 'blank' }) }),
  },
  {
    rule: 'X-PUB-2019',
    at: 'normative_documents',
    holds: old(
      { table2: t2('normative_documents', { newly_disclosed: 2, total_public: 5 }) },
      { table2: t2('normative_documents', { total_public: 3 }) },
    ),
    broken: old(
      { table2: t2('normative_documents', { newly_disclosed: 2, total_public: 4 }) },
      { table2: t2('normative_documents', { total_public: 3 }) },
    ),
    says: ['4件', '3件＋本年新公开2件应为5件'],
    severity: 'info',
    cannotTell: old({}, { table2: t2('normative_documents', { total_public: 'blank' }) }),
  },
  {
    rule: 'X-CUMUL',
    holds: told(
      { proactive_cumulative_count: 130, proactive_disclosed_count: 30 },
      { proactive_cumulative_count: 100 },
    ),
    broken: told(
      { proactive_cumulative_count: 131, proactive_disclosed_count: 30 },
      { proactive_cumulative_count: 100 },
    ),
    says: ['累计主动公开131条', '100＋本年30＝130'],
    severity: 'warning',
    cannotTell: told(
      { proactive_cumulative_count: 130, proactive_disclosed_count: 30 },
      { proactive_cumulative_count: 'unreadable' },
    ),
  },
  {
    rule: 'X-FOLLOWERS',
    holds: told({ wechat_followers_previous: 800 }, { wechat_followers: 800 }),
    broken: told({ wechat_followers_previous: 700 }, { wechat_followers: 800 }),
    says: ['700人', '800人'],
    severity: 'info',
    cannotTell: told({ wechat_followers_previous: 'unreadable' }, { wechat_followers: 800 }),
  },
  {
    rule: 'X-PENDING',
    holds: of({ table4: { reconsideration_upheld: 1 } }, { table4: { reconsideration_pending: 1 } }),
    broken: of({}, { table4: { reconsideration_pending: 1 } }),
    says: ['1件尚未审结', '全部为0'],
    severity: 'info',
    cannotTell: of({ table4: { reconsideration_total: 'blank' } }, { table4: { reconsideration_pending: 1 } }),
  },
  {
    rule: 'X-DUP-TEXT',
    holds: copied(0.8),
    broken: copied(0.95),
    says: ['重复度9', '每连续10个字', '与上年相同'],
    severity: 'info',
    cannotTell: null,
    because: 'a text is compared as it was read, and one too short to compare has no instance',
  },
  {
    rule: 'N-GROW',
    at: 'proactive_disclosed_count',
    holds: grown('比上年增加20条', 100),
    broken: grown('比上年增加30条', 100),
    says: ['增加30条', '上年年报100', '增加20条'],
    severity: 'info',
    cannotTell: grown('同比增长20%', 0),
  },
  {
    rule: 'N-NEW',
    holds: spoken({ metric: 'applications_new', stated: 2 }, { table3: { applications_new: 2 } }),
    broken: spoken({ metric: 'applications_new', stated: 2 }, { table3: { applications_new: 3 } }),
    says: ['收到申请2件', '为3件'],
    severity: 'error',
    cannotTell: spoken(
      { metric: 'applications_new', stated: 2 },
      { table3: { applications_new: [2, 0, 0, 0, 0, 0, 'blank'] } },
    ),
  },
  {
    rule: 'N-DONE',
    holds: spoken({ metric: 'results_total', stated: 2 }, { table3: { results_total: 2 } }),
    broken: spoken({ metric: 'results_total', stated: 2 }, { table3: { results_total: [0, 2, 0, 0, 0, 0, 0] } }),
    says: ['办理2件', '为0件', '“商业企业”2件与正文一致'],
    severity: 'error',
    cannotTell: spoken({ metric: 'results_total', stated: 2, approximate: true }, { table3: { results_total: 2 } }),
  },
  {
    rule: 'N-RES',
    at: 'denied_total',
    holds: spoken(
      { metric: 'denied_total', stated: 3, applicant: null },
      { table3: { denied_state_secret: 1, denied_internal_affairs: 2 } },
    ),
    broken: spoken({ metric: 'denied_total', stated: 3, applicant: null }, { table3: { denied_state_secret: 1 } }),
    says: ['“不予公开”3件', '为1件'],
    severity: 'error',
    cannotTell: spoken(
      { metric: 'denied_total', stated: 3, applicant: null },
      { table3: { denied_state_secret: [0, 0, 0, 0, 0, 0, 'blank'] } },
    ),
  },
  {
    rule: 'N-CARRY',
    at: 'applications_carried_out',
    holds: spoken({ metric: 'applications_carried_out', stated: 1 }, { table3: { applications_carried_out: 1 } }),
    broken: spoken({ metric: 'applications_carried_out', stated: 1 }),
    says: ['结转1件', '为0件'],
    severity: 'error',
    cannotTell: spoken({ metric: 'applications_carried_out', stated: 1 }, { missing: ['applications_carried_out'] }),
  },
  {
    rule: 'N-RES-SUM',
    holds: told({ applications_new: 4, granted: 3, denied_third_party_rights: 1 }),
    broken: told({ applications_new: 4, granted: 3, denied_third_party_rights: 2 }),
    says: ['相加5件', '收到4件'],
    severity: 'warning',
    cannotTell: told({ applications_new: 4, granted: 3 }),
  },
  {
    rule: 'N-NO-NARRATIVE',
    holds: told({ applications_new: 0 }),
    broken: told({}),
    says: ['只在表三', '0件'],
    severity: 'info',
    cannotTell: null,
    because: 'what the text states is either found or not',
  },
  {
    rule: 'N-REV-LIT',
    at: 'litigation_stated',
    holds: told({ litigation_stated: 0 }),
    broken: spoken(
      { metric: 'litigation_stated', stated: 0 },
      { table4: { litigation_direct_total: 1, litigation_after_reconsideration_total: 1 } },
    ),
    says: ['没有行政诉讼', '2件'],
    severity: 'error',
    cannotTell: spoken({ metric: 'litigation_stated', stated: 0 }, { table4: { litigation_direct_total: 'blank' } }),
  },
  {
    rule: 'N-NORM',
    holds: spoken(
      { metric: 'normative_document_stated', stated: 4 },
      { table2: t2('normative_documents', { issued: 4, in_force: 9 }) },
    ),
    broken: spoken(
      { metric: 'normative_document_stated', stated: 4 },
      { table2: t2('normative_documents', { issued: 3, in_force: 9 }) },
    ),
    says: ['规范性文件数为4件', '3件', '9件'],
    severity: 'warning',
    cannotTell: spoken(
      { metric: 'normative_document_stated', stated: 4 },
      { table2: t2('normative_documents', { issued: 'blank', in_force: 9 }) },
    ),
  },
  {
    rule: 'N-FEE',
    holds: fees([380, '元'], [0.038, '万元']),
    broken: fees([380, '元'], [0, '元']),
    says: ['380元', '0元'],
    severity: 'warning',
    cannotTell: fees([380, '元'], ['unreadable', null]),
  },
  {
    rule: 'N-CAT',
    holds: categories('其中，', [10, 5, 3], 18),
    broken: categories('其中，', [10, 5, 2], 18),
    says: ['主动公开18条', '相加为17条', '相差1条'],
    severity: 'warning',
    cannotTell: categories('其中，', [10, 5, 'unreadable'], 18),
  },
  {
    rule: 'N-CAT-PART',
    holds: categories('主要集中在', [10, 5, 3], 18),
    broken: categories('主要集中在', [10, 5, 2], 18),
    says: ['17条', '18条', '主要集中在'],
    severity: 'info',
    cannotTell: categories('主要集中在', [10, 5, 'unreadable'], 18),
  },
  {
    rule: 'N-CHAN',
    holds: categories('其中，', [10, 8], 18, ['网站', '公众号']),
    broken: categories('其中，', [10, 9], 18, ['网站', '公众号']),
    says: ['19条', '18条', '相差1条'],
    severity: 'info',
    cannotTell: categories('其中，', [10, 'unreadable'], 18, ['网站', '公众号']),
  },
  {
    rule: 'N-PCT',
    at: '甲类',
    holds: categories('其中，', [30, 60, 90], 180, undefined, '，占比16.7%'),
    broken: categories('其中，', [30, 60, 90], 180, undefined, '，占比17%'),
    says: ['甲类', '17%', '30/180', '16.67%'],
    severity: 'info',
    cannotTell: categories('其中，', [30, 60, 90], 0, undefined, '，占比17%'),
  },
  {
    rule: 'N-YEAR',
    holds: text('overview', '2023年，我街道做好公开工作。'),
    broken: text('overview', '一是强化领导。2022年，我街道做好公开工作。'),
    at: '2022',
    says: ['2022年', '2023'],
    severity: 'warning',
    cannotTell: null,
    because: 'a text without a year says nothing of one',
  },
  {
    rule: 'N-PERIOD',
    holds: of({}),
    broken: of({ period: { from: '2022-01-01', to: '2022-12-31' } }),
    says: ['2022年1月1日至2022年12月31日', '2023年1月1日至12月31日'],
    severity: 'error',
    cannotTell: null,
    because: 'not every report states a period, and none need',
  },
  {
    rule: 'N-PARTS',
    holds: text('preamble', '本年度报告由总体情况等六个部分组成。'),
    broken: text('preamble', '本年度报告由总体情况等7个部分组成。'),
    says: ['由7部分组成', '6个标题'],
    severity: 'warning',
    cannotTell: of({ headings: [] }),
  },
  {
    rule: 'STR-SECTION',
    at: 'other_matters',
    holds: of({}),
    broken: of({ headings: HEADINGS.slice(0, -1) }),
    says: ['缺少“六、'],
    severity: 'error',
    cannotTell: null,
    because: 'a heading is found or not; lost numbers are told at the empty instance, tested below',
  },
  {
    rule: 'STR-TABLE',
    at: '4',
    holds: of({}),
    broken: of({ without: [4] }),
    says: ['第四部分没有识别到表格'],
    severity: 'error',
    cannotTell: {
      report: {
        ...reportWith({ without: [4] }),
        figures: [...reportWith({ without: [4] }).figures, tableFigure('reconsideration_total', null, 'unreadable')],
      },
    },
  },
  {
    rule: 'STR-ROW-MISSING',
    at: 'rejected_repeated',
    holds: of({}),
    broken: of({ missing: ['rejected_repeated'] }),
    says: ['表三缺少“2.重复申请”'],
    severity: 'warning',
    cannotTell: null,
    because: 'the rows of a table that was read are known',
  },
  {
    rule: 'STR-UNKNOWN-ROW',
    at: '9.其他情形',
    holds: of({}),
    broken: of({ notes: [note('unknown_row', '9.其他情形', null)] }),
    says: ['多出一行“9.其他情形”'],
    severity: 'warning',
    cannotTell: null,
    because: 'the reader notes the row or does not',
  },
  {
    rule: 'STR-ROW-UNREADABLE',
    at: 'granted',
    holds: of({}),
    broken: of({ notes: [note('wrong_cell_count', 'granted', 5)] }),
    says: ['（一）予以公开', '5格'],
    severity: 'warning',
    cannotTell: null,
    because: 'the reader notes the row or does not',
  },
  {
    rule: 'STR-FMT-YEAR',
    holds: of({}),
    broken: of({ format: '2019' }),
    says: ['2021〕30号', '2019〕60号'],
    severity: 'warning',
    cannotTell: of({ format: 'narrative' }),
  },
  {
    rule: 'STR-MIXED-TEXT',
    holds: of({}),
    broken: of({ furniture: [40, 41, 42], notes: [{ ...note('page_furniture', '', 3), table: null }] }),
    says: ['3行'],
    severity: 'info',
    cannotTell: null,
    because: 'the reader notes foreign lines or does not',
  },
  {
    rule: 'STR-PROBLEM-EMPTY',
    holds: of({}),
    broken: text('problems_and_improvements', '公开内容还不够丰富。'),
    says: ['没有写明改进措施'],
    severity: 'warning',
    cannotTell: of({ passages: [] }),
  },
  {
    rule: 'STR-ASSESS',
    holds: of({ kind: '镇人民政府' }),
    broken: of({ kind: '镇人民政府', passages: [['overview', '一年来，我镇做好公开工作。']] }),
    says: ['考核', '社会评议', '责任追究'],
    severity: 'info',
    cannotTell: of({ kind: '镇人民政府', passages: [] }),
  },
  {
    rule: 'DATE-MISSING',
    holds: of({}),
    broken: of({ issuedOn: null }),
    says: ['未识别到落款日期'],
    severity: 'info',
    cannotTell: null,
    because: 'that the date is missing is the finding',
  },
  {
    rule: 'DATE-BEFORE-YEAREND',
    holds: of({ issuedOn: '2024-01-01' }),
    broken: of({ issuedOn: '2023-12-31' }),
    says: ['2023年12月31日'],
    severity: 'warning',
    cannotTell: of({ issuedOn: null }),
  },
  {
    rule: 'DATE-LATE',
    holds: of({ issuedOn: '2024-01-31' }),
    broken: of({ issuedOn: '2024-02-09' }),
    says: ['2024年1月31日前', '2024年2月9日', '逾期9天', '通行做法'],
    severity: 'warning',
    cannotTell: of({ issuedOn: null }),
  },
  {
    rule: 'S-CHANNELS',
    holds: statistics({ applications_new: 3, 'legacy.applied_online': 2, 'legacy.applied_by_letter': 1 }),
    broken: statistics({ applications_new: 4, 'legacy.applied_online': 2, 'legacy.applied_by_letter': 1 }),
    says: ['“收到申请数”各项之和为3', '填的是4', '相差1'],
    severity: 'error',
    cannotTell: statistics({ applications_new: 3, 'legacy.applied_online': 'blank' }),
  },
  {
    rule: 'S-COMPLETED',
    holds: statistics({
      'legacy.applications_completed': 9,
      'legacy.completed_on_time': 7,
      'legacy.completed_late': 2,
    }),
    broken: statistics({
      'legacy.applications_completed': 9,
      'legacy.completed_on_time': 9,
      'legacy.completed_late': 2,
    }),
    says: ['“申请办结数”各项之和为11', '填的是9', '相差2'],
    severity: 'error',
    cannotTell: statistics({ 'legacy.completed_late': 'slash' }),
  },
  {
    rule: 'S-ANSWERED',
    holds: statistics({ 'legacy.applications_answered': 6, granted: 3, 'legacy.denied': 1, 'legacy.referred': 2 }),
    broken: statistics({ 'legacy.applications_answered': 6, granted: 3, 'legacy.denied': 1, 'legacy.referred': 1 }),
    says: ['“申请答复数”各项之和为5', '填的是6', '相差1'],
    severity: 'error',
    cannotTell: statistics({ 'legacy.denied': 'unreadable' }),
  },
  {
    rule: 'S-TEXT',
    at: 'applications_new',
    holds: statistics({ applications_new: 0 }, [{ metric: 'applications_new', stated: 0 }]),
    broken: statistics({ applications_new: 0 }, [{ metric: 'applications_new', stated: 6 }]),
    says: ['正文说“收到申请数”6件', '政府信息公开情况统计表', '为0件'],
    severity: 'error',
    cannotTell: statistics({ applications_new: 'blank' }, [{ metric: 'applications_new', stated: 6 }]),
  },
  ...(
    [
      ['S-UNKNOWN-ROW', 'unknown_row', '多出一行'],
      ['S-ROW-UNREADABLE', 'unreadable_row', '分不清属于哪一组'],
      ['S-CELL', 'wrong_cell_count', '分不清哪一格'],
    ] as const
  ).map(
    ([rule, kind, says]): Case => ({
      rule,
      at: '其他情形数',
      holds: statistics({}),
      broken: withNote(statistics({}), { ...note(kind, '其他情形数', 2), table: 'statistics' }),
      says: ['政府信息公开情况统计表', '“其他情形数”', says],
      severity: 'warning',
      cannotTell: null,
      because: 'a row is either taken as it stands or noted',
    }),
  ),
];

// --- internal ---

function of(wanted: Wanted, previous?: Wanted): Sample {
  const report = reportWith(wanted);
  return previous ? { report, previous: reportWith({ year: report.year - 1, ...previous }) } : { report };
}

/** The same on the form of 2019 and 2020. */
function old(wanted: Wanted, previous?: Wanted): Sample {
  return of({ year: 2020, ...wanted }, previous);
}

function spoken(figure: Spoken, wanted: Wanted = {}): Sample {
  return of({ narrative: [figure], ...wanted });
}

/** Reports whose narrative states these numbers. */
function told(
  figures: Readonly<Record<string, Spoken['stated']>>,
  previous?: Readonly<Record<string, Spoken['stated']>>,
) {
  const narrative = (of: Readonly<Record<string, Spoken['stated']>>) =>
    Object.entries(of).map(([metric, stated]) => ({ metric, stated }));
  return of({ narrative: narrative(figures) }, previous && { narrative: narrative(previous) });
}

function text(section: 'preamble' | 'overview' | 'problems_and_improvements', sentence: string): Sample {
  return of({ passages: [[section, sentence]] });
}

function t2(row: string, cells: Readonly<Record<string, Spoken['stated']>>): Record<string, Spoken['stated']> {
  return Object.fromEntries(Object.entries(cells).map(([column, stated]) => [`t2.${row}.${column}`, stated]));
}

function grown(words: string, before: number): Sample {
  const figure = {
    metric: 'proactive_disclosed_count',
    stated: 120,
    printed: '120条',
    quote: `主动公开120条，${words}。`,
  };
  return of({ narrative: [figure] }, { narrative: [{ metric: 'proactive_disclosed_count', stated: before }] });
}

function fees(...stated: readonly (readonly [Spoken['stated'], string | null])[]): Sample {
  return of({
    narrative: stated.map(([amount, unit]) => ({
      metric: 'fee_collected',
      stated: amount,
      unit,
      printed: `${amount}${unit ?? ''}`,
    })),
  });
}

/** “主动公开18条。其中，甲类10条、乙类5条…”; `share` stands behind the first category. */
function categories(
  lead: string,
  counts: readonly Spoken['stated'][],
  total: number,
  names: readonly string[] = ['甲类', '乙类', '丙类'],
  share = '',
): Sample {
  const list = counts.map((count, i) => `${names[i]}${count}条${i === 0 ? share : ''}`).join('、');
  const quote = `${lead}${list}。`;
  return of({
    narrative: [
      { metric: 'proactive_disclosed_count', stated: total, printed: `${total}条`, quote: `主动公开${total}条。` },
      ...counts.map((stated, i) => ({
        metric: 'category_count',
        stated,
        part: names[i] ?? null,
        printed: `${stated}条`,
        quote,
      })),
    ],
  });
}

/** A report of 2017 whose statistics table says 0 but for some cells. */
function statistics(cells: Readonly<Record<string, Stated>>, narrative: readonly Spoken[] = []): Sample {
  const report = reportWith({ year: 2017, format: 'narrative', headings: [], issuedOn: '2018-03-02', narrative });
  const figures = STATISTICS_ROWS.map(({ key, unit, label }, at) => {
    const figure = tableFigure(key, METRICS.get(key)?.table === 3 ? 'total' : null, cells[key] ?? 0, 500 + at);
    return { ...figure, unit, section: STATISTICS_TABLE, quote: `${label} ${unit} ${figure.printed}` };
  });
  return { report: { ...report, figures: [...figures, ...report.figures] } };
}

function withNote({ report }: Sample, added: Report['notes'][number]): Sample {
  return { report: { ...report, notes: [...report.notes, added] } };
}

function note(kind: Report['notes'][number]['kind'], label: string, count: number | null): Report['notes'][number] {
  return { kind, table: 3, label, count, section: '三、', quote: label, line: 300 };
}

/** A text of 20 sentences without a stretch in common, so many of which stand in last year's report as well. */
function copied(share: number): Sample {
  const sentence = (nth: number): string =>
    Array.from({ length: 40 }, (_, at) => String.fromCodePoint(0x4e00 + nth * 40 + at)).join('');
  const text = (from: number): string[] =>
    Array.from({ length: 20 }, (_, nth) => `${sentence(nth < 20 * share ? nth : from + nth)}。`);
  const passages = (from: number): NonNullable<Wanted['passages']> =>
    text(from).map((each) => ['overview', each] as const);
  return {
    report: reportWith({ passages: passages(100) }),
    previous: reportWith({ year: 2022, passages: passages(200) }),
  };
}
