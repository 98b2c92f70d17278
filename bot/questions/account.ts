import { startDraft } from '../draft.js';
import { PHRASES } from '../phrases.js';
import { defineQuestion } from '../question.js';
import { resolveScope } from '../scope.js';
import { ofReport } from '../stored-index.js';
import { tell } from '../telling.js';
import { factText, reportName } from '../wording.js';

/** An office's public account, without saying what of it: its name, its posts, its followers. */
export const account = defineQuestion<true>({
  name: 'account',
  kind: 'table',
  examples: ['东石政府2019公众号', '灵源街道的微信公众号情况'],
  notFor: ['东石镇公众号叫什么', '西园街道公众号2023年发了多少篇', '粉丝最多的公众号'],
  match({ topic, offices, operations, metrics }) {
    const bare = /^(?:的|微信|官方|年报)*(?:公众号|公众平台)(?:情况|怎么样|数据|运营|的)*[?？。呢]*$/.test(topic);
    const other = operations.has('ranking') || metrics.some(({ keys }) => keys.some((key) => !KEYS.includes(key)));
    return bare && !other && offices.length > 0 ? true : null;
  },
  async answer(_query, understood, context) {
    const scoped = resolveScope(understood, context, { noYear: 'latest', noOffice: 'ask' });
    if (!scoped.found) return scoped.draft;
    const scope = {
      offices: scoped.offices.map(({ id }) => id),
      years: [...new Set(scoped.reports.map(({ year }) => year))],
    };
    const [facts, { figures, findings }] = await Promise.all([
      context.knowledge.facts({ ...scope, keys: ['account_name'] }),
      context.knowledge.figures({ ...scope, metrics: KEYS }),
    ]);
    const draft = startDraft(context.reports);
    const query = { keys: KEYS, applicants: [], clues: [], unit: null, topic: understood.topic };
    const lines = scoped.reports.flatMap((report) => {
      const names = ofReport(facts, report.id);
      for (const name of names) draft.cite(name, name);
      const rows = ofReport(figures, report.id);
      const doubts = ofReport(findings, report.id);
      return [
        ...names.map((name) => PHRASES.factText(reportName(report), '微信公众号名称', factText(name))),
        ...(names.length === 0 ? [PHRASES.factMissing(reportName(report), '微信公众号名称')] : []),
        ...KEYS.filter((key) => rows.some((row) => row.metric === key)).flatMap(
          (key) => tell(draft, { report, key, query, applicant: null, rows, doubts })?.text ?? [],
        ),
      ];
    });
    const kind = figures.length > 0 ? 'table' : facts.length > 0 ? 'passage' : 'missing';
    return draft.build(kind, lines.join('\n'));
  },
});

// --- internal ---

const KEYS: readonly string[] = ['wechat_post_count', 'wechat_followers'];
