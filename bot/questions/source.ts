import { say, startDraft } from '../draft.js';
import { PHRASES } from '../phrases.js';
import { defineQuestion } from '../question.js';
import { reportName } from '../wording.js';

/** Where the last answer's figures and words stand. */
export const source = defineQuestion<true>({
  name: 'source',
  kind: 'passage',
  examples: ['出处在哪', '这个数哪来的', '原文是怎么写的'],
  notFor: ['西园街道存在什么问题', '灵源街道邮箱', '西园街道2023年收到多少件申请'],
  match({ text, offices, metrics }) {
    const short = text.length <= MAX_LENGTH && offices.length === 0;
    // 部分公开依据哪条 asks for the law.
    const law = metrics.length > 0 && /依据|根据|哪一?条|规定/.test(text);
    return short && !law && ASKS.test(text) && metrics.length <= 1 ? true : null;
  },
  async answer(_query, _understood, { memory, reports }) {
    const draft = startDraft();
    const lines = memory.cited.flatMap((place) => {
      const report = reports.find(({ id }) => id === place.reportId);
      if (!report) return [];
      draft.cite({ ...report, reportId: report.id }, place);
      return [PHRASES.passageHead(reportName(report), place.section), PHRASES.passageQuote(place.quote)];
    });
    return lines.length > 0 ? draft.build('passage', lines.join('\n')) : say('clarify', PHRASES.noSource);
  },
});

// --- internal ---

const MAX_LENGTH = 24;
const ASKS =
  /出处|来源|原文|原话|哪[里儿]?(?:来|写|看)的|(?:在|是)哪一?[页行段节部](?:分|里)?|从哪(?:里|儿)?(?:来|查|看|得)|凭什么|(?:数据|数字|依据|根据).{0,4}(?:哪|什么)|怎么(?:得|来)(?:的|出)|有(?:什么)?(?:依据|根据|证据)/;
