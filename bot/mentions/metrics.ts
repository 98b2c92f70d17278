import { APPLICANT_LABELS, METRICS } from '../../knowledge/metrics.js';
import { APPLICANTS, type Applicant } from '../../knowledge/types.js';
import { ENTRIES, type Part, weightOf } from './entries.js';

/** Finding what is asked for: the catalogue's words, longest explanation of the question first. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface MetricMention {
  /** Keys to show; several where the words name a row without a column. */
  readonly keys: readonly string[];
  /** True where the words name a whole row or block: its cells are listed. */
  readonly group: boolean;
  /** What the words explain of the question. */
  readonly spans: readonly Span[];
  /** The spans, and words that name a part and so stay to be explained by it: no other metric may be read from them. */
  readonly covers: readonly Span[];
  /** Characters of the question the words explain (generic words count a tenth). */
  readonly score: number;
}

export interface ApplicantMention extends Span {
  readonly applicant: Applicant;
}

/**
 * Metrics named in a normalised question whose office and year mentions are blanked out; best first.
 * @param older the question is about years before the forms alone: what only their statistics table prints is looked for
 *   as well, and comes before what is named by the same words.
 */
export function findMetrics(text: string, older = false): MetricMention[] {
  const readable = text.replace(NEUTRAL, (words) => BLANK.repeat(words.length));
  const entries = older ? OLDER_FIRST : LATER;
  const candidates = entries.flatMap((entry) => {
    const match = matchEntry(readable, entry.parts);
    return match ? [{ keys: entry.keys, group: entry.group, weak: entry.weak, row: entry.row, ...match }] : [];
  });
  const strong = candidates.filter(({ weak }) => !weak);
  return withoutApplications(choose(strong.length > 0 ? strong : candidates), readable);
}

/** Applicants of table 3 named in the question. */
export function findApplicants(text: string): ApplicantMention[] {
  return APPLICANTS.flatMap((applicant) => {
    const { words, asked } = APPLICANT_LABELS[applicant];
    for (const word of `${words}|${asked}`.split('|').sort((a, b) => b.length - a.length)) {
      const start = text.indexOf(word);
      const end = start + word.length;
      // 几个人 is a count, 个人隐私 a ground, 企业类信息 a category.
      if (start < 0 || /[几少]$/.test(text.slice(0, start)) || NO_APPLICANT.test(text.slice(end))) continue;
      if (wholeWord(text, { start, end })) return [{ applicant, start, end }];
    }
    return [];
  });
}

// --- internal ---

const LATER = ENTRIES.filter(({ legacy }) => !legacy);
const OLDER_FIRST = [...ENTRIES.filter(({ legacy }) => legacy), ...LATER];

const BLANK = '\u0001';

/** The name of the thing itself, and compounds of words that count in which they do not. */
const NEUTRAL =
  /(?:行政)?(?:规范性文件|规章|许可|处罚|强制|事业性收费|采购)(?=类(?!申请))|收费[站员口]|(?:及时|按时|主动|应|村务|党务|财务)公开率|(?:复议|诉讼|申请)费(?!用)|申请(?:书|表|单|材料|指南|渠道|方式|流程|条件|程序)|(?<!有)(?:没有?|未|尚未)(?:及时|按时|给)*(?:处理|答复|回复|办理)(?![完结好])|(?:处罚|许可|强制|采购|收费|规范性文件)(?:类|的)?(?:投诉|举报|信访|公示|解读|听证|备案|审查|清理|延期|延续|变更|撤销|注销|培训|宣传)|(?:没有?|未)(?:办|处理)[完结](?:的|了)*(?:12345|热线)?(?:工单|办件|交办件|投诉|信访|案件|案子|项目|工程|事项|许可|处罚)|(?:明|来|次|下一?)年(?:度)?(?:继续|再|接着|办|处理|建|做)*的(?:项目|工程|任务|工单|预算|计划)|(?:秘密|隐私|机密)(?:的|类)?(?:投诉|举报|案件|泄露|保护|纠纷)|(?<=(?:12345|热线|工单|提案|建议|议案|投诉|信访|留言)[的共都已]*)(?:办结|办完)(?!率)|(?:办结|办完)(?=(?:了|的|多少件|几件|多少|几)*(?:工单|12345|热线|提案|议案|投诉|信访|留言))|(?:复议|诉讼|起诉|诉)(?:之)?前|和解|调解|(?:申请|答复|办理)的?(?:超期|逾期(?![不未没])|延期|超时|听证)|[没不]给钱|(?:复议|诉讼|起诉|官司|法院).{0,6}驳回|驳回(?!原告诉讼请求).{0,4}(?:复议|起诉|诉讼)|许可证|(?:许可|处罚|强制)(?:收费|罚款|金额)|处罚(?:人|对象)|(?:政府)?信息公开(?!了|多少|几|条|数|量|总)|政务公开|公开(?:栏|点|指南|目录|平台|专栏|材料|属性|机制|制度|形式|流程|渠道|工作|年度)/g;

/** What makes the word before it part of another one. */
const NO_APPLICANT = /^(?:的)?(?:隐私|秘密|权益|类)/;

interface Candidate extends MetricMention {
  /** Row of table 2 or block of table 4 that the first span names, null for others. */
  readonly row: string | null;
  /** Where a column of that row is named by more than a word that asks. */
  readonly column: Span | null;
}

/** The candidates that explain most, none of whose words another already explains. */
function choose(candidates: Candidate[]): MetricMention[] {
  candidates.sort((a, b) => b.score - a.score || a.keys.length - b.keys.length);
  const chosen: Candidate[] = [];
  for (const candidate of candidates) {
    if (chosen.some((better) => sharesKey(better, candidate) || collide(better, candidate))) continue;
    chosen.push(candidate);
  }
  return withoutSumsOf(chosen);
}

/** Two cells may share the name of their row where each names its column: 规范性文件制发、废止各几件. */
function collide(better: Candidate, other: Candidate): boolean {
  const beside = better.row !== null && better.row === other.row && better.column !== null && other.column !== null;
  return beside && better.column && other.column
    ? overlaps([better.column], [other.column])
    : overlaps(better.covers, other.covers);
}

function matchEntry(
  text: string,
  parts: readonly Part[],
): Pick<Candidate, 'spans' | 'covers' | 'score' | 'column'> | null {
  const spans: Span[] = [];
  const content: Span[] = [];
  let score = 0;
  let column: Span | null = null;
  for (const [at, part] of parts.entries()) {
    const found = firstFree(text, part.words, [...spans, ...content]);
    if (found) {
      (part.content ? content : spans).push(found.span);
      score += weightOf(found.word);
      if (at === 1 && !part.optional && weightOf(found.word) >= 1) column = found.span;
    } else if (!part.optional) {
      return null;
    }
  }
  return score < 1 ? null : { spans, covers: [...spans, ...content], score, column };
}

function firstFree(
  text: string,
  words: readonly string[],
  taken: readonly Span[],
): { word: string; span: Span } | null {
  for (const word of words) {
    for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + 1)) {
      const span = { start, end: start + word.length };
      if (!overlaps([span], taken) && wholeWord(text, span)) return { word, span };
    }
  }
  return null;
}

/** Latin words and numbers match whole ones only. */
function wholeWord(text: string, span: Span): boolean {
  const inside = text.slice(span.start, span.end);
  if (!/^[a-z0-9 ]+$/.test(inside)) return true;
  return !/[a-z0-9]/.test(text[span.start - 1] ?? '') && !/[a-z0-9]/.test(text[span.end] ?? '');
}

function overlaps(a: readonly Span[], b: readonly Span[]): boolean {
  return a.some((x) => b.some((y) => x.start < y.end && y.start < x.end));
}

function sharesKey(a: MetricMention, b: MetricMention): boolean {
  return a.keys.some((key) => b.keys.includes(key));
}

/** 不掌握的申请几件: the word only says what the rows of table 3 count; applications received are not asked for as well. */
function withoutApplications(mentions: readonly MetricMention[], text: string): MetricMention[] {
  const rows = mentions.filter(({ keys: [key = ''] }) => key !== 'applications_new' && METRICS.get(key)?.table === 3);
  const idle = mentions.filter(
    ({ keys: [key], spans }) =>
      key === 'applications_new' &&
      spans.every((span) => IDLE.test(text.slice(span.start, span.end))) &&
      spans.some(({ start, end }) => text[start - 1] === '的' || text[end] === '的'),
  );
  if (rows.length === 0 || idle.length === 0) return [...mentions];
  const spans = idle.flatMap((mention) => mention.spans);
  return mentions
    .filter((mention) => !idle.includes(mention))
    .map((mention) => (mention === rows[0] ? { ...mention, spans: [...mention.spans, ...spans] } : mention));
}

const IDLE = /^(?:申请|多少|几|有没有)$/;

/** "因保护第三方不予公开" asks for the row, not for the sum of its group as well: the sum's words then belong to the row. */
function withoutSumsOf(mentions: readonly MetricMention[]): MetricMention[] {
  const keys = new Set(mentions.flatMap((mention) => mention.keys));
  const sums = mentions.filter(({ keys: [key = ''] }) => {
    const formula = METRICS.get(key)?.formula;
    return formula?.kind === 'sum' && formula.of.some((operand) => keys.has(operand));
  });
  const kept = mentions.filter((mention) => !sums.includes(mention));
  const spans = sums.flatMap((sum) => sum.spans);
  return kept.map((mention, index) => (index === 0 ? { ...mention, spans: [...mention.spans, ...spans] } : mention));
}
