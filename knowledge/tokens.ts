import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

/** Cuts text into the words that index and query share. Pure; the same text always gives the same tokens. */
export interface Tokenizer {
  /** Name, version and dictionary: what was indexed under another stamp has to be indexed again. */
  readonly stamp: string;
  /** Tokens in text order, repetitions kept. No token holds white space. */
  tokens(text: string): string[];
}

/**
 * The tokenizer of this process, loaded at the first call (jieba's dictionary takes 0.2 s and 70 MB: a figure never
 * needs it). Where the native binary cannot be loaded, the segmenter of the ICU in Node takes its place.
 */
export function loadTokenizer(): Promise<Tokenizer> {
  loaded ??= jieba().catch(() => segmenter());
  return loaded;
}

/** Tokenizer without native code; exported for its test. */
export function segmenter(): Tokenizer {
  const segments = new Intl.Segmenter('zh', { granularity: 'word' });
  return tokenizerOf(`intl-${process.versions.icu}`, (run) => [
    ...Array.from(segments.segment(run), ({ segment }) => segment),
    ...DICTIONARY.filter((word) => run.includes(word)),
  ]);
}

/** True where a dictionary holds the whole as one word of the language: 真心, 省心. */
export async function isDictionaryWord(text: string): Promise<boolean> {
  return (await loadTokenizer()).tokens(text)[0] === text;
}

// --- internal ---

let loaded: Promise<Tokenizer> | null = null;

/** Words the general dictionaries cut apart. Their parts are indexed as well. */
const DICTIONARY = [
  '政府信息公开',
  '政务公开',
  '依申请公开',
  '主动公开',
  '公众号',
  '微信',
  '微博',
  '视频号',
  '短视频',
  '结转',
  '查阅点',
  '党政办',
  '市长专线',
  '政策解读',
  '全文电子化',
  '保密审查',
  '公开栏',
  '村务公开',
  '三公经费',
  '预决算',
  '双公示',
  '试点领域',
  '门户网站',
  '信息公开指南',
  '减税降费',
  '邮政编码',
  '联系电话',
  '电子邮箱',
  '电子邮件',
  '卫生健康委员会',
];

/** Grammar, not content: in neither index nor query. */
const STOP = new Set(
  '的了和与及或在是对为把被将从以其该此这那也都就还而且并但等个地得着过之所于由向到我你您他它们'.split(''),
);

/** Raised when the code below cuts differently with the same tables. */
const LAYOUT = 1;

const NUMBER_WITH_COMMAS = /\d{1,3}(?:,\d{3})+(?!\d)/g;
/** A document number's year and number; decimals and percentages; Latin words with what joins addresses; Han; others. */
const RUNS =
  /〔\d{4}〕\d+号?|\d+(?:\.\d+)?%?|[a-z][a-z0-9]*(?:[.@_:/-]+[a-z0-9]+)*|\p{Script=Han}+|(?:(?![a-z]|\p{Script=Han})\p{L})+/gu;
const HAN = /\p{Script=Han}/u;

async function jieba(): Promise<Tokenizer> {
  const [{ Jieba }, { dict }] = await Promise.all([import('@node-rs/jieba'), import('@node-rs/jieba/dict.js')]);
  const cutter = Jieba.withDict(dict);
  cutter.loadDict(Buffer.from(DICTIONARY.map((word) => `${word} 100000 n\n`).join('')));
  // Without the hidden Markov model: it invents words across years and names.
  const { version } = createRequire(import.meta.url)('@node-rs/jieba/package.json');
  return tokenizerOf(`jieba-${version}`, (run) => cutter.cutForSearch(run, false));
}

function tokenizerOf(name: string, cut: (run: string) => readonly string[]): Tokenizer {
  const rules = [...DICTIONARY, ...STOP, RUNS.source, LAYOUT].join();
  const hash = createHash('sha256').update(rules);
  return {
    stamp: `${name}-${hash.digest('hex').slice(0, 12)}`,
    tokens: (text) =>
      runsOf(text).flatMap((run) => (HAN.test(run) && !run.startsWith('〔') ? withPairs(cut(run)) : [run])),
  };
}

function runsOf(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[[［【](?=\d{4}[\]］】])/g, '〔')
    .replace(/(?<=〔\d{4})[\]］】]/g, '〕')
    .replace(NUMBER_WITH_COMMAS, (number) => number.replaceAll(',', ''));
  return plain.match(RUNS) ?? [];
}

/** Characters no dictionary joins (names of accounts, villages) are also kept in pairs, so that a name is found as one. */
function withPairs(words: readonly string[]): string[] {
  const tokens: string[] = [];
  let before = '';
  for (const word of words) {
    if (STOP.has(word)) {
      before = '';
      continue;
    }
    tokens.push(word);
    const single = [...word].length === 1;
    if (single && before) tokens.push(before + word);
    before = single ? word : '';
  }
  return tokens;
}
