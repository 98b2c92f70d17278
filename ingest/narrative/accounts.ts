import type { Fact } from '../../knowledge/types.js';
import { placeOf, type Source } from './places.js';
import type { Sentence } from './spots.js';

const NAME = '[“"‘「『《]([^“”"‘’「」『』《》，。；：、]{2,20})[”"’」』》]';
const KIND =
  '(?:官方|政务|政府|新媒体|的|、)*(?:微信)?(?:官方|政务|订阅|服务)?(?:公众号|公众平台|公众账号|公众微信|公众微信号|订阅号|服务号)';

/** Ways of naming an account: “某某”公众号, 公众号“某某”, “某某”官方微信. */
const ACCOUNT_PATTERNS: readonly RegExp[] = [
  new RegExp(`${NAME}(?:${KIND}|(?:官方|政务|政府)?微信(?:平台)?(?!群|小程序|视频|矩阵))`, 'g'),
  new RegExp(
    `(?:公众号|公众平台|公众账号|订阅号|服务号|官方微信|政务微信|微信平台)(?:名称|名)?(?:为|是|：|（|——)?${NAME}(?!短视频|视频|抖音|微博|网)`,
    'g',
  ),
  new RegExp(`(?:名为|名称为|命名为)${NAME}的${KIND}`, 'g'),
];
/** “甲”“乙”微信公众号: names before the last one. */
const SEVERAL = new RegExp(
  `((?:[“"][^“”"，。；]{2,20}[”"](?:、|和|及|与)?){2,})(?:两个|三个|等)?(?:\\d个)?${KIND}`,
  'g',
);

/** The accounts a report names, each once, where it names it first. */
export function accountsIn(sentences: readonly Sentence[], source: Source): Fact[] {
  const seen = new Set<string>();
  return sentences.flatMap((sentence) =>
    namesIn(sentence.text).flatMap(({ name, start }) => {
      if (seen.has(name)) return [];
      const from = sentence.from + start;
      const place = placeOf(sentence, from, from + name.length, source, true);
      if (!place) return [];
      seen.add(name);
      return [{ key: 'account_name' as const, text: name, ...place }];
    }),
  );
}

// --- internal ---

function namesIn(text: string): { readonly name: string; readonly start: number }[] {
  const single = ACCOUNT_PATTERNS.flatMap((pattern) => [...text.matchAll(pattern)]).map((match) =>
    located(match[1] ?? '', match),
  );
  const several = [...text.matchAll(SEVERAL)].flatMap((match) =>
    [...(match[1] ?? '').matchAll(/[“"]([^“”"]+)[”"]/g)].map((one) => ({
      name: one[1] ?? '',
      start: match.index + one.index + 1,
    })),
  );
  return [...several, ...single].filter(({ name }) => name !== '').sort((a, b) => a.start - b.start);
}

function located(name: string, match: RegExpExecArray): { readonly name: string; readonly start: number } {
  return { name, start: match.index + match[0].indexOf(name) };
}
