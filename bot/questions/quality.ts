import type { StoredFinding } from '../../knowledge/stored.js';
import { answerChecks, type CheckedTopic } from '../check-telling.js';
import { checkTopic, LATENESS, tableAsked, UNIT_ASKED } from '../mentions/checks.js';
import { defineQuestion } from '../question.js';
import { resolveScope } from '../scope.js';
import type { Understanding } from '../understand.js';
import { metricName } from '../wording.js';
import { tellStanding } from './owing.js';

/** What the checks found in one report, or in all; a question about one rule, table or figure is answered for that alone. */
interface QualityQuery {
  readonly topic: CheckedTopic | null;
}

export const quality = defineQuestion<QualityQuery>({
  name: 'quality',
  kind: 'check',
  examples: [
    '检查一下西园2023',
    '西园街道2023年报数据对不对',
    '哪些年报有错误',
    '省新镇的勾稽关系平不平',
    '灵源哪里有空白',
    '西园分类数对吗',
    '灵源街道年报交晚了没',
    '东石镇年报缺不缺章节',
    '西园表四正常吗',
  ],
  notFor: ['西园街道存在什么问题', '什么是勾稽关系', '西园街道2023年收到多少件申请', '西园街道收到的申请是6件对吗'],
  match(understood) {
    const { operations, text } = understood;
    const about = understood.offices.length > 0 || understood.unknownOffice !== null || operations.has('which');
    const late = (about || understood.years.years.length > 0) && asksLateness(understood);
    if (!operations.has('check') && !UNIT_ASKED.test(text) && !late) return null;
    if (!about && operations.has('meaning')) return null;
    const topic = topicOf(understood);
    return confirmsFigure(understood) && checkTopic(text) === null ? null : { topic };
  },
  async answer({ topic }, understood, context) {
    // Staff are told by the register, which knows local notices and what people entered, of reports not stored as well.
    if (context.role === 'staff' && asksLateness(understood) && namesYearOrNew(understood)) {
      const standing = await tellStanding(understood, context);
      if (standing) return standing;
    }
    const scoped = resolveScope(understood, context, { noYear: 'all', noOffice: 'all' });
    if (!scoped.found) return scoped.draft;
    return answerChecks(scoped.reports, topic, context);
  },
});

// --- internal ---

/** Of a year, or of an office without a stored report: otherwise all its stored reports are checked. */
function namesYearOrNew({ years, offices }: Understanding): boolean {
  return years.years.length > 0 || offices.length === 0;
}

/** The date of a report, not that of applications or of what is published. */
function asksLateness({ text, metrics, operations }: Understanding): boolean {
  return LATENESS.test(text) && metrics.length === 0 && !operations.has('how') && !NOT_REPORTS.test(text);
}

const NOT_REPORTS = /申请|答复|补正|信息发布|信息公开(?!(?:工作)?(?:年度)?(?:年报|报告))|栏目|缴费|多少(?!天)|几[件条]/;

/** 收到的申请是6件对吗: the figure itself answers. */
function confirmsFigure({ metrics, topic }: Understanding): boolean {
  return (
    metrics.length > 0 &&
    /[\d一二两三四五六七八九十百千万]+多?[件条个篇人份起项]?.{0,4}(?:对不对|对吗|对吧|对么|没错)/.test(topic)
  );
}

/** A rule, a table or both; else the figures named. */
function topicOf({ text, metrics }: Understanding): CheckedTopic | null {
  const rule = checkTopic(text);
  const table = tableAsked(text);
  const inTable = (check: Pick<StoredFinding, 'rule' | 'message'>) =>
    table === null || check.rule.startsWith(`T${table}-`) || check.message.includes(`表${TABLE_NAMES[table]}`);
  if (rule || table !== null) {
    const name = [table === null ? '' : `表${TABLE_NAMES[table]}`, rule?.name ?? ''].filter((each) => each !== '');
    return {
      name: name.join('的'),
      takes: (check) => inTable(check) && (rule?.rules.test(check.rule) ?? true),
      quotes: rule?.quotes ?? false,
    };
  }
  const keys = [...new Set(metrics.flatMap((mention) => mention.keys))];
  const [first] = keys;
  if (first === undefined || keys.length > MAX_FIGURES) return null;
  return {
    name: `“${metricName(first)}”`,
    takes: (check) => check.metrics.some((key) => keys.includes(key)),
    quotes: true,
  };
}

const TABLE_NAMES = { 2: '二', 3: '三', 4: '四' } as const;
/** A word for more figures than these means the whole. */
const MAX_FIGURES = 6;
