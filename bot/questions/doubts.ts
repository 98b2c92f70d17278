import { METRICS } from '../../knowledge/metrics.js';
import { isDismissed } from '../../knowledge/verdicts.js';
import { tellDoubts } from '../doubt-telling.js';
import { type DraftBuilder, say, startDraft } from '../draft.js';
import type { Told } from '../memory.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { metricName, reportName } from '../wording.js';

/** Why the numbers of the last answer differ: what the checks found about those figures. */
export const doubts = defineQuestion<true>({
  name: 'doubts',
  kind: 'check',
  examples: ['为啥两个数不一样', '怎么会有两个数', '以哪个数为准', '哪个数是对的'],
  notFor: [
    '西园街道2023年报数据对不对',
    '灵源分类加起来等于95吗',
    '西园街道存在什么问题',
    '灵源与振兴的问题有什么不同',
  ],
  match({ text, offices, unknownOffice, metrics, years }) {
    const bare = offices.length === 0 && unknownOffice === null && years.years.length === 0 && metrics.length === 0;
    return bare && text.length <= MAX_LENGTH && ASKS.test(text) ? true : null;
  },
  async answer(_query, _understood, context) {
    const { told } = context.memory;
    if (told.length === 0) return say('clarify', PHRASES.noSource);
    const draft = startDraft(context.reports);
    const reports = [...new Map(told.map((each) => [`${each.officeId} ${each.year}`, each])).values()];
    const lines = await Promise.all(reports.map((each) => linesFor(draft, each, context)));
    return draft.build('check', lines.flat().join('\n'));
  },
});

// --- internal ---

const MAX_LENGTH = 20;
const ASKS =
  /(?:为什么|为啥|为何|咋|怎么|怎会).{0,10}(?:不一样|不一致|不同|对不上|矛盾|不符|不相符|两个|两种|差这么多|有出入)|(?:两个|两处|两种|前后|这些?)(?:数字?|数据|答案|结果|说法)?.{0,6}(?:不一样|不一致|不同|对不上|矛盾|有出入)|以哪(?:个|一个|处)(?:数字?|数据)?为准|(?:信|用|看|听)哪(?:个|一个)(?:数|$)|哪(?:个|一个|处)(?:数字?|数据)?(?:才)?(?:是)?(?:对|正确|准|真)的?|which (?:one|number) is (?:right|correct)|why .{0,20}differ/;

async function linesFor(draft: DraftBuilder, told: Told, context: Context): Promise<string[]> {
  const { knowledge, reports, memory, role } = context;
  const report = reports.find(({ officeId, year }) => officeId === told.officeId && year === told.year);
  if (!report) return [];
  const metrics = new Set(
    memory.told
      .filter(({ officeId, year }) => officeId === told.officeId && year === told.year)
      .map(({ metric }) => metric),
  );
  const findings = await knowledge.findings({ offices: [told.officeId], years: [told.year] });
  const found = findings.filter(
    (each) =>
      each.reportId === report.id && each.outcome === 'broken' && each.metrics.some((metric) => metrics.has(metric)),
  );
  const about = role === 'staff' ? found : found.filter((each) => !isDismissed(each));
  if (about.length < found.length && about.length === 0) return [PHRASES.checkSettled(reportName(report), '')];
  if (about.length === 0)
    return [PHRASES.noDoubts(reportName(report), [...metrics].filter((key) => METRICS.has(key)).map(metricName))];
  return [
    PHRASES.checkHead(reportName(report)),
    ...tellDoubts(draft, about, role, ({ message }, ids) => PHRASES.checkFound(`${ids}${message}`)),
    PHRASES.conflictEnd,
  ];
}
