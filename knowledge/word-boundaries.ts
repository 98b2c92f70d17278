/** Where a name may begin and end in a sentence without spaces. */

/** What may stand directly before a short name: nothing, a year, a connecting word, another office. */
export const BEFORE =
  /(?:^|[\s\p{P}\p{S}\p{Cc}\d年和与跟及或比对看查问说换成到是把从在请那呢啊嗯呃额哦喔噢哎诶唉喂哈嘿吗呀吧嘛向去来给被让由问]|(?:多少|几)[件条个篇次人场期份项宗名]|年度|年前|[去今前上明]年|(?:年报|报告|年)[里中]|最新|目前|现在|一共|总共|一下|关于|帮我|我想|我要|就是|那个|这个|告诉我|想问|咨询|查下|问下|看下|还有|以及|知道|了解|咱们|麻烦|劳驾|请教|你好|您好|顺便|另外|那么|然后|说说|讲讲|至于|[加算带连补]上|外加)$/u;

/** True where the text behind a short name makes it part of another word or place. */
export function behindForbids(behind: string): boolean {
  return BEHIND.test(behind);
}

/** True at a position that cuts no dictionary word in two. */
export function wordBoundary(text: string, at: number): boolean {
  return at === 0 || at === text.length || cuts(text).has(at);
}

/** True where the whole is one word of the dictionary: 真心, 省心, 东西. */
export function isWord(text: string): boolean {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return [...segmenter.segment(text)].length === 1;
}

// --- internal ---

const BEHIND =
  /^(?:市(?!长)|[省县区州路村河山湖寺庙桥站]|社区|公园|广场|[中小]学|医院|镇(?!长)|乡|街|乡村|战略|中华|经济|之路|文化|类|领域|方面|事业(?!性)|系统|资源|条件)/;

let segmenter: Intl.Segmenter | undefined;
let last: { text: string; cuts: ReadonlySet<number> } | undefined;

/** Starts of the words of a text; the last text's are kept, as one question asks many times. */
function cuts(text: string): ReadonlySet<number> {
  if (last?.text === text) return last.cuts;
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  const starts = new Set<number>();
  for (const { index } of segmenter.segment(text)) starts.add(index);
  last = { text, cuts: starts };
  return starts;
}
