import { describe, expect, it } from 'vitest';
import { findMetrics } from '../../bot/mentions/metrics.js';
import { metricName } from '../../bot/wording.js';
import { METRICS, metric } from '../../knowledge/metrics.js';

describe('metrics in a question', () => {
  it.each<[string, string[]]>([
    ['收到多少件政府信息公开申请', ['applications_new']],
    ['收到申请多少件', ['applications_new']],
    ['申请数', ['applications_new']],
    ['依申请公开', ['applications_new']],
    ['处理了多少件申请', ['results_total']],
    ['办结了几件申请', ['results_total']],
    ['予以公开几件', ['granted']],
    ['不予公开几件', ['denied_total']],
    ['予以公开几件,不予公开几件', ['granted', 'denied_total']],
    ['因为保护第三方不公开的有几件', ['denied_third_party_rights']],
    ['属于国家秘密的多少', ['denied_state_secret']],
    ['本机关不掌握有多少件', ['unavailable_not_held']],
    ['上年结转多少', ['applications_carried_in']],
    ['结转下年度多少件', ['applications_carried_out']],
    ['行政复议几件', ['reconsideration_total']],
    ['行政复议维持几件', ['reconsideration_upheld']],
    ['有没有被行政诉讼', ['litigation_stated']],
    ['复议后起诉多少件', ['litigation_after_reconsideration_total']],
    ['主动公开多少条信息', ['proactive_disclosed_count']],
    ['公开信息多少条', ['proactive_disclosed_count']],
    ['公开了多少条信息', ['proactive_disclosed_count']],
    ['历年累计公开多少条', ['proactive_cumulative_count']],
    ['历年一共受理过几次申请', ['applications_cumulative']],
    ['公众号发了多少篇', ['wechat_post_count']],
    ['公众号有多少粉丝', ['wechat_followers']],
    ['粉丝数', ['wechat_followers']],
    ['公众号关注人数', ['wechat_followers']],
    ['阅读量多少', ['wechat_reads']],
    ['受理12345多少件', ['hotline_12345_count']],
    ['制发了几件规范性文件', ['t2.normative_documents.issued']],
    ['对外公开规范性文件总数', ['t2.normative_documents.total_public']],
    ['行政事业性收费多少', ['t2.administrative_fees.amount_wanyuan']],
    ['政府集中采购多少钱', ['t2.government_procurement.total_amount']],
    ['行政处罚多少件', ['t2.administrative_penalty.decisions']],
    ['民政类信息多少条', ['category_count']],
    ['有没有收到信息公开的投诉', ['complaints_count']],
    ['减税降费宣讲几场', ['outreach_count']],
    ['培训几次', ['training_count']],
    ['公众号发了多少政策解读', ['policy_interpretation_count']],
    ['how many applications did receive in', ['applications_new']],
    ['总人口', []],
    ['存在什么问题', []],
  ])('%s', (text, keys) => {
    expect(findMetrics(text).flatMap((mention) => (mention.group ? [] : mention.keys))).toEqual(keys);
  });

  // The sum of 其他处理 is reached through the row of the same name of the older form.
  it.each(
    [...METRICS.values()]
      .filter((metric) => !metric.means && metric.key !== 'other_total' && metric.formula?.kind !== 'growth')
      .map((metric) => [metricName(metric.key), metric.key]),
  )('every metric answers to its own name: %s', (name, key) => {
    expect(findMetrics(`${name}是多少`, metric(key).legacy)[0]?.keys).toContain(key);
  });
});
