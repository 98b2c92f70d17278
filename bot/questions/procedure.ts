import { findDefinition } from '../../knowledge/definitions.js';
import { findProcedure, type Procedure } from '../../knowledge/procedures.js';
import { type Draft, type DraftBuilder, startDraft } from '../draft.js';
import { picksOffices } from '../mentions/among.js';
import { plainWords } from '../mentions/typing.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { latestOf } from '../scope.js';
import type { Understanding } from '../understand.js';
import { reportName } from '../wording.js';
import { sayFacts } from './fact.js';

/** How applying for information goes, and what one can do about it: the law in our own words, with the article. */
export const procedure = defineQuestion<Procedure>({
  name: 'procedure',
  kind: 'passage',
  examples: [
    '怎么申请信息公开',
    '申请公开要身份证吗',
    '多久答复',
    '申请公开要钱吗',
    '不给公开怎么办',
    '超期不回复怎么办',
    '什么信息不公开',
    '工商登记能申请公开吗',
    '怎么向西园街道申请公开信息',
    '年报去哪下载',
  ],
  notFor: [
    '西园街道2023年收到多少件申请',
    '申请公开了几件',
    '西园街道2023年收费多少',
    '不予公开的有几件',
    '西园打算怎么改进',
    '灵源街道信息发布前谁审查',
    '西园街道年报去年收到的投诉',
  ],
  match(understood) {
    if (picksOffices(understood)) return null;
    const bare = plainWords(bareOf(understood));
    if (COUNTS.test(bare) && !LIMIT.test(bare)) return null;
    if (ABOUT_REPORTS.test(bare)) return null;
    if (asksMeaning(bare)) return null;
    const found = findProcedure(bare);
    if (!found) return null;
    const dated = understood.years.mentions.some(({ relative }) => !relative);
    if (dated && !found.anyYear) return null;
    return isMeant(found, understood) ? found : null;
  },
  answer: tell,
});

// --- internal ---

/** A figure is asked for. */
const COUNTS =
  /(?<!钱)有多少$|(?:多少|好多|(?<!哪)几)(?:十|百)?多?(?:来)?(?:件|条|份|次|宗|起|篇|人|项|期|场|户|单|个(?!部分|工作日|月|方面|章|部门|单位|小时|星期|礼拜))|件数|条数|申请[量数率]|数量|(?<!汇)总数(?!据)|占比|比例|排名|趋势|公开率|办结率|合计|一共|分别(?!是|指|叫|写)/;
/** 最多能申请几次 asks for a limit, not for a figure. */
const LIMIT =
  /(?:最多|可以|能|允许|限制?)(?:申请|提|提出)?(?:几|多少)[次件个](?:申请)?$|(?:多少|几)[件页张份].{0,6}(?:收费|要钱|要收|才收|免费|不收|不要钱)|(?:数量|次数)(?:限制|上限)/;
/** Which reports or offices did something: their texts are meant. */
const ABOUT_REPORTS =
  /错在|填错|算错|哪里错|提到|提及|讲了|讲到|写了|写到|谈到|提过|哪(?:些|几个|几家|个|家|份)(?:单位|街道|乡镇|镇|报告|年报|地方)(?:有|没|设|开|提|讲|写|做|收|公开了)/;
/** What is left of a question for the meaning of a term is the term. */
const MEANING =
  /什么是|什么叫|啥叫|啥是|何谓|何为|什么意思|啥意思|含义|定义|what (?:is|does)|指的?是?(?:什么|谁|啥|哪些)|是(?:什么|啥)$/;
const AROUND =
  /请问|意思|是指|指的|指(?=什么|啥|谁|哪)|是|什么|啥|有|叫|哪些|谁|何谓|何为|含义|定义|what (?:is|does)|mean|[的呢啊呀 ]/g;

/** Somebody turns to the office: 向某某街道申请, 我在某某镇. */
const TURNS_TO = /(?:向|跟|找|给|对|去|到|在|问|请|让|叫|要求)$/;
const ONESELF = /我|本人|咱|俺|自己/;

/** A term of the reports is to be explained: that is the definition's. */
function asksMeaning(bare: string): boolean {
  if (!MEANING.test(bare)) return false;
  const term = bare.replace(AROUND, '');
  return findDefinition(term)?.terms.some((each) => term.includes(each) && term.length - each.length <= 1) ?? false;
}

/** The question without the offices and years it names. */
function bareOf(understood: Understanding): string {
  const { text, topic, offices } = understood;
  const unknown = unknownName(understood);
  if (unknown !== null) return text.replace(unknown, '');
  return offices.length > 0 ? topic : text;
}

/** The name of an office that is not known, without the words that lead to it: 怎么向某某镇. */
function unknownName({ unknownOffice }: Understanding): string | null {
  return unknownOffice?.replace(/^.*(?:向|跟|找|给|去|到|在|对|让|叫)(?=.{2})/, '') ?? null;
}

function isMeant({ named }: Procedure, understood: Understanding): boolean {
  const { text, offices } = understood;
  const unknown = unknownName(understood);
  if (offices.length === 0 && unknown === null) return true;
  if (named !== 'to') return named === 'always';
  const starts = unknown === null ? offices.map(({ start }) => start) : [text.indexOf(unknown)];
  return ONESELF.test(text) || starts.some((start) => TURNS_TO.test(text.slice(0, start)));
}

async function tell(found: Procedure, understood: Understanding, context: Context): Promise<Draft> {
  const draft = startDraft(context.reports);
  const lines = [draft.state(PHRASES.definition(found.text, found.basis))];
  if (found.facts) lines.push(...(await contactOf(found.facts, draft, understood, context)));
  return draft.build(found.elsewhere ? 'refused' : 'passage', lines.join('\n'));
}

/** What the newest report of each named office says of where to turn. */
async function contactOf(
  keys: NonNullable<Procedure['facts']>,
  draft: DraftBuilder,
  understood: Understanding,
  { knowledge, reports }: Context,
): Promise<string[]> {
  const unknown = unknownName(understood);
  if (unknown !== null) return [PHRASES.contactUnknown(unknown)];
  const newest = [...new Set(understood.offices.flatMap(({ ids }) => ids))].flatMap((id) => latestOf(reports, id));
  const lines: string[] = [];
  for (const report of newest) {
    const facts = await knowledge.facts({ offices: [report.officeId], years: [report.year], keys });
    const [first] = keys.filter((key) => facts.some((fact) => fact.key === key));
    if (!first) {
      lines.push(PHRASES.factMissing(reportName(report), keys.includes('contact.phone') ? '联系方式' : '网站'));
      continue;
    }
    lines.push(...sayFacts(draft, report, { keys: [first, ...keys.filter((key) => key !== first)], name: '' }, facts));
    lines.push(PHRASES.factMayChange);
  }
  return lines;
}
