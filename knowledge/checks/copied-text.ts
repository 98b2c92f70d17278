import { compact } from '../text.js';
import type { FindingPlace, Passage, Report, SectionKey } from '../types.js';
import { broken, fill, holds, type Rule } from './rule.js';

/**
 * Domain 3.4 X-DUP-TEXT: the running text repeats last year's. 国办公开办函〔2021〕30号 counts 内容雷同 among what those in
 * charge answer for. Measured on stretches of `LENGTH` characters in a row, numbers and punctuation left out: new figures
 * in old sentences are still old sentences.
 */
export const COPIED_TEXT_RULES: readonly Rule[] = [
  {
    id: 'X-DUP-TEXT',
    severity: 'info',
    needs: ['previous'],
    subject: '文字没有照抄上年',
    test: ({ report }, previous) => {
      const now = previous ? stretchesOf(report) : [];
      const before = new Set(previous ? stretchesOf(previous.report) : []);
      // In a few words every report resembles the last one.
      if (now.length < LEAST || before.size < LEAST) return [];
      const same = now.filter((stretch) => before.has(stretch)).length;
      const share = same / now.length;
      if (share < MUCH) return [holds()];
      return [
        broken('', fill(MESSAGE, { 比例: percent(share), 段: now.length, 同: same, 长: LENGTH }), {
          places: repeated(report, previous?.report),
        }),
      ];
    },
  },
];

// --- internal ---

/** Domain 3.4: from nine tenths. */
const MUCH = 0.9;
/** Characters in a row that are compared. */
const LENGTH = 10;
/** Stretches a text must have to be compared. */
const LEAST = 200;
/** Passages quoted from each of the two years. */
const QUOTED = 2;

const MESSAGE =
  '与上年年报文字重复度{比例}，请检查是否照抄。计算方法：不计数字和标点，每连续{长}个字为一段，本年正文共{段}段，其中{同}段与上年相同。';

/** What offices write themselves: the headings' sections without the statutory tables, preamble and signature. */
const WRITTEN: ReadonlySet<SectionKey> = new Set(['overview', 'problems_and_improvements', 'other_matters']);

function written(report: Report): readonly Passage[] {
  return report.passages.filter(({ sectionKey }) => WRITTEN.has(sectionKey));
}

function plain(text: string): string {
  return compact(text).replace(/[^\p{Script=Han}\p{Script=Latin}]/gu, '');
}

/** Every stretch once, in the order of the text; none runs over the end of a paragraph. */
function stretchesOf(report: Report): readonly string[] {
  const found = new Set<string>();
  for (const { text } of written(report)) {
    const letters = [...plain(text)];
    for (let at = 0; at + LENGTH <= letters.length; at += 1) found.add(letters.slice(at, at + LENGTH).join(''));
  }
  return [...found];
}

/** The longest paragraphs that stand in both reports word for word, numbers apart, as each of them prints it. */
function repeated(report: Report, previous: Report | undefined): readonly FindingPlace[] {
  const before = new Map(written(previous ?? report).map((passage) => [plain(passage.text), passage]));
  const both = written(report).flatMap((passage) => {
    const earlier = before.get(plain(passage.text));
    return earlier ? [{ passage, earlier }] : [];
  });
  return both
    .sort((a, b) => b.passage.text.length - a.passage.text.length)
    .slice(0, QUOTED)
    .flatMap(({ passage, earlier }) => [passage, { ...earlier, previousYear: true as const }]);
}

/** Cut, not rounded: what is not wholly repeated is never called 100%. */
function percent(share: number): string {
  return `${(Math.floor(share * 10000) / 100).toFixed(2)}%`;
}
