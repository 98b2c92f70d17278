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

/** Metrics named in a normalised question whose office and year mentions are blanked out; best first. */
export function findMetrics(text: string): MetricMention[] {
  const readable = text.replace(NEUTRAL, (words) => BLANK.repeat(words.length));
  const candidates = ENTRIES.flatMap((entry) => {
    const match = matchEntry(readable, entry.parts);
    return match ? [{ keys: entry.keys, group: entry.group, weak: entry.weak, ...match }] : [];
  });
  const strong = candidates.filter(({ weak }) => !weak);
  return choose(strong.length > 0 ? strong : candidates);
}

/** Applicants of table 3 named in the question. */
export function findApplicants(text: string): ApplicantMention[] {
  return APPLICANTS.flatMap((applicant) => {
    const words = APPLICANT_LABELS[applicant].words.split('|').sort((a, b) => b.length - a.length);
    for (const word of words) {
      const start = text.indexOf(word);
      // 几个人 is a count.
      if (start >= 0 && !/[几少]$/.test(text.slice(0, start))) return [{ applicant, start, end: start + word.length }];
    }
    return [];
  });
}

// --- internal ---

const BLANK = '\u0001';

/** The name of the thing itself, and compounds of words that count in which they do not. */
const NEUTRAL =
  /收费[站员口]|(?:及时|按时|主动|应|村务|党务|财务)公开率|(?:复议|诉讼|申请)费(?!用)|申请(?:书|表|单|材料|指南|渠道|方式|流程|条件|程序)|许可证|(?:许可|处罚|强制)(?:收费|罚款|金额)|处罚(?:人|对象)|(?:政府)?信息公开(?!了|多少|几|条|数|量|总)|政务公开|公开(?:栏|点|指南|目录|平台|专栏|材料|属性|机制|制度|形式|流程|渠道|工作|年度)/g;

/** The candidates that explain most, none of whose words another already explains. */
function choose(candidates: MetricMention[]): MetricMention[] {
  candidates.sort((a, b) => b.score - a.score || a.keys.length - b.keys.length);
  const chosen: MetricMention[] = [];
  for (const candidate of candidates) {
    if (chosen.some((better) => sharesKey(better, candidate) || overlaps(better.covers, candidate.covers))) continue;
    chosen.push(candidate);
  }
  return withoutSumsOf(chosen);
}

function matchEntry(text: string, parts: readonly Part[]): Pick<MetricMention, 'spans' | 'covers' | 'score'> | null {
  const spans: Span[] = [];
  const content: Span[] = [];
  let score = 0;
  for (const part of parts) {
    const found = firstFree(text, part.words, [...spans, ...content]);
    if (found) {
      (part.content ? content : spans).push(found.span);
      score += weightOf(found.word);
    } else if (!part.optional) {
      return null;
    }
  }
  return score < 1 ? null : { spans, covers: [...spans, ...content], score };
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
