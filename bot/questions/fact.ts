import type { StoredFact, StoredReport } from '../../knowledge/stored.js';
import type { FactKey } from '../../knowledge/types.js';
import { type Draft, type DraftBuilder, say, startDraft } from '../draft.js';
import { FACT_NAMES } from '../fact-names.js';
import { namesGroup } from '../mentions/groups.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { resolveScope } from '../scope.js';
import { ofReport } from '../stored-index.js';
import type { Understanding } from '../understand.js';
import { countText, factText, reportName, reportPlace } from '../wording.js';

interface FactRule {
  readonly keys: readonly FactKey[];
  readonly name: string;
  readonly pattern: RegExp;
  readonly not?: RegExp;
}

/** Something a report states that is no number: a telephone, an account's name, a document number, a date. */
export const fact = defineQuestion<FactRule>({
  name: 'fact',
  kind: 'passage',
  examples: [
    '灵源街道党政办电话',
    '西园街道党政办在哪',
    '东石镇公众号叫什么',
    '东石镇邮编',
    '省新镇年报文号是什么',
    '东石镇2019年报什么时候发的',
  ],
  notFor: ['振兴街道公开栏设在哪', '西园街道公众号2023年发了多少篇', '西园街道存在什么问题'],
  match(understood) {
    const named = understood.offices.length > 0 || understood.unknownOffice !== null;
    const rule = RULES.find(({ pattern, not }) => pattern.test(understood.text) && !not?.test(understood.text));
    return rule && (named || !understood.operations.has('which')) ? rule : null;
  },
  async answer(rule, understood, context) {
    const scoped = resolveScope(understood, context, {
      noYear: 'latest',
      noOffice: asksAll(understood) ? 'all' : 'ask',
    });
    if (!scoped.found) return scoped.draft;
    if (asksAll(understood)) return answerForAll(rule, scoped.reports, context);
    const other = OTHER_CONTACT.exec(understood.topic)?.[1];
    if (other && rule.keys.some((key) => key.startsWith('contact.'))) {
      const names = scoped.reports.map(reportName).join('、');
      return say('missing', PHRASES.factMissing(names, `${other}的${rule.name}`));
    }
    const facts = await context.knowledge.facts({
      offices: scoped.offices.map(({ id }) => id),
      years: [...new Set(scoped.reports.map(({ year }) => year))],
      keys: rule.keys,
    });
    const draft = startDraft();
    const lines = scoped.reports.flatMap((report) => sayFacts(draft, report, rule, ofReport(facts, report.id)));
    const found = facts.some((each) => each.key === rule.keys[0]);
    const changing = found && rule.keys.some((key) => key.startsWith('contact.'));
    return draft.build(
      found ? 'passage' : 'missing',
      [...lines, ...(changing ? [PHRASES.factMayChange] : [])].join('\n'),
    );
  },
});

/** 公众号名字都报一下, 各单位电话: of every office that states it. */
function asksAll({ offices, operations, text, kinds, unknownOffice, pronoun }: Understanding): boolean {
  if (offices.length > 0 || unknownOffice !== null || pronoun) return false;
  return operations.has('listing') || kinds.size > 0 || namesGroup(text);
}

/** The facts of many reports, one line each; those without it are told at the end. */
async function answerForAll(rule: FactRule, reports: readonly StoredReport[], context: Context): Promise<Draft> {
  const [key] = rule.keys;
  const facts = await context.knowledge.facts({
    offices: [...new Set(reports.map(({ officeId }) => officeId))],
    years: [...new Set(reports.map(({ year }) => year))],
    keys: key ? [key] : [],
  });
  const of = (report: StoredReport) => ofReport(facts, report.id);
  const stating = reports.filter((report) => of(report).length > 0);
  const draft = startDraft();
  const lines = stating.slice(0, MAX_LINES).flatMap((report) => sayFacts(draft, report, rule, of(report)));
  if (stating.length > MAX_LINES) lines.push(PHRASES.listMore(countText(MAX_LINES)));
  const silent = reports.filter((report) => !stating.includes(report)).map(reportPlace);
  if (silent.length > 0)
    lines.push(PHRASES.lackNotStated(rule.name, silent.slice(0, MAX_LINES), silent.length > MAX_LINES));
  return draft.build(stating.length > 0 ? 'passage' : 'missing', lines.join('\n'));
}

/** Lines that tell the facts of one report, each quoted; what is asked first and not stated is said to be missing. */
export function sayFacts(
  draft: DraftBuilder,
  report: StoredReport,
  rule: Pick<FactRule, 'keys' | 'name'>,
  facts: readonly StoredFact[],
): string[] {
  const asked = facts.filter((each) => each.key === rule.keys[0]);
  if (asked.length === 0) return [PHRASES.factMissing(reportName(report), rule.name)];
  const told = rule.keys.flatMap((key) => facts.filter((each) => each.key === key));
  return [...new Map(told.map((each) => [`${each.key} ${each.text}`, each])).values()].map((each) => {
    if (/^[1-9]\d{3,10}$/.test(each.text)) draft.addFact(each, each.key);
    else draft.cite(each, each);
    return PHRASES.factText(reportName(report), FACT_NAMES[each.key], factText(each));
  });
}

// --- internal ---

const MAX_LINES = 20;

/** Somebody else's contact: a report gives that of the office alone. */
const OTHER_CONTACT =
  /([\u4e00-\u9fa5]{0,6}(?:财政所|派出所|司法所|税务所|服务中心|社区|村委会|村|学校|医院|卫生院|主任|书记|[镇乡区县局]长|领导|干部|负责人|个人|本人))的?(?:的|办公|值班|联系)*(?:电话|传真|邮箱|地址|座机|联系方式)/;

/** The first key is what is asked, the others are told with it where the report states them. */
const RULES: readonly FactRule[] = [
  { keys: ['document_number'], name: '文号', pattern: /文号|发文字号|document number/ },
  {
    keys: ['issued_on'],
    name: '落款日期',
    pattern:
      /(?:什么时候|何时|哪天|哪一天|几月几号|几号).{0,4}(?:发|公布|印发|落款|出的|出来)|(?:发布|落款|成文|印发|公布)(?:日期|时间)/,
    not: /提醒|截止|申请|什么时候(?:交|报送)/,
  },
  {
    keys: ['contact.address', 'contact.postcode', 'contact.phone'],
    name: '地址',
    pattern:
      /(?<!查阅)地址|办公地点|(?:什么|哪一?条|哪个)(?:路|街(?!道))|门牌号?|(?:几|多少)号楼|(?:党政办|党政综合办|办公室|办事处|街道办|政府|单位|街道|镇|乡|局)(?:的?(?:位置|地点))?在(?:哪|什么地方)|address/,
    not: /查阅|公开栏|公开点|网址|邮箱的?地址|邮件的?地址|网站的?地址|email/,
  },
  { keys: ['contact.email'], name: '电子邮箱', pattern: /邮箱|电子邮件|e-?mail/, not: /申请|多少件/ },
  { keys: ['contact.postcode'], name: '邮编', pattern: /邮编|邮政编码|postcode/ },
  { keys: ['contact.fax'], name: '传真', pattern: /传真/, not: /申请|多少件/ },
  {
    keys: ['contact.phone'],
    name: '电话',
    pattern: /电话|联系方式|怎么联系|座机|phone/,
    not: /打电话申请|投诉|多少[个次]|几[个次声]|热线|专线|12345/,
  },
  {
    keys: ['contact.website'],
    name: '网站',
    pattern: /网址|(?:年报|报告).{0,4}(?:哪里?|怎么)下载|在哪.{0,3}下载|门户网站是|website/,
    not: /申请[表书]|visit|views|hits/,
  },
  {
    keys: ['account_name'],
    name: '微信公众号名称',
    pattern:
      /(?:公众号|公众平台|微信号).{0,4}(?:叫|名|是什么|是哪个)|(?:公众号|公众平台)$|叫什么.{0,4}公众号|哪个公众号/,
    not: /多少|几|最[多少高低]|排名/,
  },
];
