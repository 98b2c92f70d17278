import type { FoundPassage, StoredReport } from '../knowledge/stored.js';
import { type Draft, startDraft } from './draft.js';
import type { PartAsked } from './mentions/parts.js';
import { PHRASES } from './phrases.js';
import type { Context } from './question.js';
import { headlines, LIST_ITEM, placeIn, sentences } from './quoting.js';
import { namesPart } from './selection.js';
import { reportName } from './wording.js';

/** Quotes the points of a section of each report: its problems, its measures, or what of them is asked about. */
export async function answerPart(part: PartAsked, reports: readonly StoredReport[], context: Context): Promise<Draft> {
  const draft = startDraft();
  const lines: string[] = [];
  let found = false;
  for (const report of reports) {
    const section = await context.knowledge.sectionPassages({ reportId: report.id, sections: part.sections });
    const passages = section.filter(({ text }) => !NO_CONTENT.test(text));
    const overview = part.sections.includes('overview');
    const chosen = overview
      ? passages.filter(({ text }) => text.length >= SENTENCE).slice(0, MAX_POINTS)
      : focused(halfOf(passages, part.half), passages, part.focus);
    const [first] = chosen;
    if (!first) {
      lines.push(
        PHRASES.sectionNone(
          reportName(report),
          overview
            ? '总体情况'
            : part.sections.includes('other_matters')
              ? '其他需要报告的事项'
              : '存在的主要问题及改进情况',
        ),
      );
      continue;
    }
    found = true;
    const { lines: source } = await context.knowledge.report(report.id);
    lines.push(PHRASES.passageHead(reportName(report), first.section));
    for (const each of chosen) {
      for (const quote of headlines(each.text)) {
        draft.cite(each, placeIn(each, quote, source));
        lines.push(PHRASES.passageQuote(quote));
      }
    }
  }
  return draft.build(found ? 'passage' : 'missing', lines.join('\n'));
}

// --- internal ---

/** Of section one so many paragraphs are quoted, headings left out. */
const MAX_POINTS = 6;
const SENTENCE = 15;

/** A signature, a date, a page number or what a web page prints below the text. */
const NO_CONTENT =
  /^[^，。；：]{2,20}(?:人民政府|办事处|局|委员会|办公室)$|^[〇零一二三四五六七八九十\d\s]{4,8}年[一二三四五六七八九十\d\s]{1,4}月[一二三四五六七八九十\d\s]{1,4}日$|^[—\-\s\d]+$|^(?:分享到|版权所有|打印|关闭|附件下载|扫一扫)/;

/** Where section five turns from problems to measures. */
const TURN =
  /改进措施|解决办法|下一步|整改措施|采取.{0,8}措施|今后|针对(?:以上|上述|存在)|根据存在的问题|努力方向|改进方向/;

/** The points that speak of what is asked about; all of them where none does. */
function focused(
  half: readonly FoundPassage[],
  all: readonly FoundPassage[],
  focus: readonly string[],
): readonly FoundPassage[] {
  if (focus.length === 0) return half;
  const speaking = (passages: readonly FoundPassage[]) =>
    passages.filter(({ text }) => focus.some((run) => namesPart([run], text)));
  const inHalf = speaking(half);
  if (inHalf.length > 0) return inHalf;
  // The point asked about may stand in the other half: what was done is told with it.
  const elsewhere = speaking(all);
  return elsewhere.length > 0 && half.length > 1 ? [...elsewhere, ...half] : half;
}

/** Section five's problems or measures; where they share a paragraph, the sentences before the turn are the problems. */
function halfOf(passages: readonly FoundPassage[], half: PartAsked['half']): readonly FoundPassage[] {
  if (half === 'all') return passages.length > 1 ? points(passages) : passages;
  const turn = passages.findIndex(
    ({ text, section }, index) => TURN.test(text) || (index > 0 && TURN.test(lastPart(section))),
  );
  const turning = passages[turn];
  // Without a turn problems and measures are not told apart: the section is quoted whole.
  if (!turning) return passages;
  const inHeading = TURN.test(lastPart(turning.section));
  const before = inHeading ? '' : sentencesBefore(turning.text, TURN);
  const problems = [...passages.slice(0, turn), ...(PROBLEM.test(before) ? [{ ...turning, text: before }] : [])];
  const behind = passages.slice(inHeading ? turn : turn + 1);
  const inside = turning.text.slice(before.length).trim();
  const measures = behind.length > 0 ? behind : [{ ...turning, text: inside }];
  return points(half === 'measures' ? measures : problems.length > 0 ? problems : passages);
}

/** The list items among some paragraphs; all paragraphs where they are no list. */
function points(passages: readonly FoundPassage[]): readonly FoundPassage[] {
  const items = passages.filter(({ text }) => LIST_ITEM.test(text));
  return items.length > 1 ? items : passages;
}

const PROBLEM = /问题|不足|差距|困难|薄弱|不够|不强|欠缺|有待|不全|短板/;

function sentencesBefore(text: string, mark: RegExp): string {
  const all = sentences(text);
  const at = all.findIndex((sentence) => mark.test(sentence));
  return at <= 0 ? '' : text.slice(0, text.indexOf(all[at] ?? '')).trim();
}

/** The sub-heading of a section path. */
function lastPart(section: string): string {
  return /[（(][^（(]*$/.exec(section)?.[0] ?? '';
}
