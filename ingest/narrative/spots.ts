import type { Section } from '../sections.js';
import { type Count, countsIn } from './counts.js';
import { type Plain, plain } from './plain.js';

/** A stretch of one paragraph up to 。！？ (a sentence); `from` and `to` are offsets in the paragraph's plain text. */
export interface Sentence {
  readonly section: Section;
  /** Index into `section.paragraphs`. */
  readonly paragraph: number;
  readonly plain: Plain;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** The sentence before it in the paragraph; empty for the first. */
  readonly previous: string;
}

/** One count where it stands: what the rules look at. All texts are plain. */
export interface Spot {
  readonly sentence: Sentence;
  /** Offsets are in the paragraph. */
  readonly count: Count;
  /** The sentence up to the count. */
  readonly before: string;
  /** The rest of the sentence. */
  readonly after: string;
  /** From the last ，；：、free comma, semicolon or colon to the count. */
  readonly near: string;
  /** From the count before it, or the start of `near`, to the count: what this count alone is of. */
  readonly gap: string;
  /** From the count to the next count or the end of the sentence. */
  readonly next: string;
  /** Through which medium, as far as `gap`, else the sentence, else the paragraph tells. */
  readonly medium: Media;
}

export type Medium = 'wechat' | 'weibo' | 'video' | 'website' | 'other' | 'mixed';

export interface Media {
  readonly near: Medium | null;
  readonly sentence: Medium | null;
  readonly paragraph: Medium | null;
}

/** The sentences of a section's running text. */
export function sentencesOf(section: Section): Sentence[] {
  return section.paragraphs.flatMap((paragraph, index) => {
    const from = plain(paragraph.text);
    const parts = [...from.text.matchAll(/[^。！？]+[。！？]?/g)];
    return parts.map((match, at) => ({
      section,
      paragraph: index,
      plain: from,
      from: match.index,
      to: match.index + match[0].length,
      text: match[0],
      previous: parts[at - 1]?.[0] ?? '',
    }));
  });
}

/** The counts of a sentence, each with its surroundings. */
export function spotsOf(sentence: Sentence): Spot[] {
  const counts = countsIn(sentence.text);
  if (counts.length > MOST_COUNTS) return [];
  return counts.map((count, index) => {
    const before = sentence.text.slice(Math.max(0, count.start - REACH), count.start);
    const near = before.slice(Math.max(...['，', '；', '：'].map((mark) => before.lastIndexOf(mark))) + 1);
    const previousEnd = counts[index - 1]?.end ?? 0;
    const gapStart = Math.max(previousEnd, count.start - near.length);
    return {
      sentence,
      count: { ...count, start: count.start + sentence.from, end: count.end + sentence.from },
      before,
      after: sentence.text.slice(count.end, count.end + REACH),
      near,
      gap: sentence.text.slice(gapStart, count.start),
      next: sentence.text.slice(count.end, counts[index + 1]?.start ?? sentence.text.length),
      medium: {
        near: mediumOf(sentence.text.slice(gapStart, count.start), true),
        sentence: mediumOf(before),
        paragraph: mediumOf(sentence.plain.text.slice(Math.max(0, sentence.from - REACH), sentence.from) + before),
      },
    };
  });
}

/** The medium named last; `mixed` where several are named together (网站、公众号等平台), in one clause in any way. */
export function mediumOf(text: string, oneClause = false): Medium | null {
  const found = [...text.matchAll(MEDIUM)].map((match) => ({
    kind: kindOf(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
  const last = found.at(-1);
  if (!last) return null;
  if (
    /^[^，。；]{0,4}等|^[^，。；]{0,8}等[^，。；]{0,6}(?:平台|渠道|方式|途径|形式|媒介|载体|媒体)/.test(
      text.slice(last.end),
    )
  )
    return 'mixed';
  const previous = found.at(-2);
  if (!previous || previous.kind === last.kind) return last.kind;
  const between = text.slice(previous.end, last.start);
  if (oneClause) return 'mixed';
  return /^[”"’]?(?:公众号|平台|网站)?(?:[、和与及]|以及)[^，；：\d]{0,14}$/.test(between) ? 'mixed' : last.kind;
}

// --- internal ---

/** How far back a count's meaning is looked for: longer than any sentence, shorter than a page without a full stop. */
const REACH = 600;
/** More counts than any sentence holds: a table that lost its lines. */
const MOST_COUNTS = 200;

const KINDS: readonly { readonly kind: Medium; readonly words: string }[] = [
  {
    kind: 'wechat',
    words: '公众号|公众平台|公众微信号|订阅号|官方微信|政务微信|微信平台|微信(?!群|小程序|视频|办公|工作)',
  },
  { kind: 'weibo', words: '微博' },
  { kind: 'video', words: '短视频|视频号|抖音|快手' },
  { kind: 'website', words: '门户网站?|政府网站?|网站|官网|政务网|公开平台|公开专栏|政务公开网' },
  {
    kind: 'other',
    words: '微信群|小程序|头条|客户端|APP|app|新媒体|融媒体|公开栏|公示栏|宣传栏|广播|电视|报纸|报刊|LED|显示屏',
  },
];
const MEDIUM = new RegExp(KINDS.map((medium) => medium.words).join('|'), 'g');
const KIND_TESTS = KINDS.map(({ kind, words }) => ({ kind, test: new RegExp(`^(?:${words})$`) }));

function kindOf(word: string): Medium {
  // The look-ahead of 微信 holds at the end of the word as well.
  return KIND_TESTS.find(({ test }) => test.test(word))?.kind ?? 'other';
}
