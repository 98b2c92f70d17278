import type { OfficeKind, Passage, Report } from '../types.js';
import { broken, cannotTell, holds, type Rule, type Verdict } from './rule.js';

/** Domain 3.5 and 3.6, what the running text itself must say or must not say. */
export const WORDING_RULES: readonly Rule[] = [
  {
    id: 'N-YEAR',
    severity: 'warning',
    needs: [],
    subject: '正文年份与报告年度一致',
    test: ({ report }) => {
      const spoken = overview(report);
      if (spoken.length === 0) return [];
      const verdicts = spoken.flatMap((passage) => otherYears(passage, report.year));
      const seen = new Map(verdicts.map((v) => [v.at, v]));
      return seen.size > 0 ? [...seen.values()] : [holds()];
    },
  },
  {
    id: 'N-PARTS',
    severity: 'warning',
    needs: ['form'],
    subject: '文中所说的部分数与标题数一致',
    test: ({ report }) => {
      const passages = report.passages.filter((p) => p.sectionKey === 'preamble' || p.sectionKey === 'overview');
      const found = passages.flatMap((passage) => {
        const sentence = sentences(passage.text).find((s) => /报告|年报/.test(s) && PARTS.test(s));
        const count = sentence && countOf(PARTS.exec(sentence)?.[1] ?? '');
        return count ? [{ passage, count }] : [];
      });
      const [first] = found;
      if (!first) return [];
      const headings = new Set(report.headings.filter((h) => h.level === 1).map((h) => h.key)).size;
      const evidence = { places: [first.passage] };
      if (headings === 0)
        return [cannotTell('', `文中说由${first.count}部分组成，但没有识别到标题，无法核对。`, evidence)];
      if (headings === first.count) return [holds('', evidence)];
      return [broken('', `文中说由${first.count}部分组成，实际识别到${headings}个标题。`, evidence)];
    },
  },
  {
    id: 'STR-PROBLEM-EMPTY',
    severity: 'warning',
    needs: ['form'],
    subject: '第五部分写明问题和改进措施',
    test: ({ report }) => {
      if (!report.headings.some((h) => h.key === 'problems_and_improvements')) return [];
      const passages = report.passages.filter((p) => p.sectionKey === 'problems_and_improvements');
      if (report.passages.length === 0)
        return [cannotTell('', '没有识别到正文，无法判断第五部分是否写明问题和改进措施。')];
      const text = passages.map((p) => p.text).join('');
      const missing = [PROBLEM.test(text) ? '' : '问题', MEASURE.test(text) ? '' : '改进措施'].filter(Boolean);
      if (missing.length === 0) return [holds()];
      return [broken('', `第五部分没有写明${missing.join('和')}。`, { places: passages })];
    },
  },
  {
    id: 'STR-ASSESS',
    severity: 'info',
    needs: ['form'],
    subject: '写明工作考核、社会评议和责任追究结果',
    test: ({ report }) => {
      if (!GOVERNMENTS.includes(report.office.kind)) return [];
      if (report.passages.length === 0)
        return [cannotTell('', '没有识别到正文，无法判断是否写明考核、评议和追究结果。')];
      if (report.passages.some((p) => /考核|考评|评议|责任追究|追责|问责/.test(p.text))) return [holds()];
      return [broken('', '各级人民政府的年报还应写明工作考核、社会评议和责任追究结果（《条例》第五十条第（四）项）。')];
    },
  },
];

// --- internal ---

/** Article 50 (4) speaks of 各级人民政府; a sub-district office is an agency of one (domain 8.2). */
const GOVERNMENTS: readonly OfficeKind[] = ['镇人民政府', '乡人民政府', '人民政府'];

const PROBLEM =
  /问题|不足|不够|有待|困难|欠缺|薄弱|短板|差距|偏差|不强|不高|不深|不全|不均|不规范|不及时|不到位|不完善|滞后|单一|缺乏|缺少/;
const MEASURE = /措施|改进|改善|加强|加大|加快|强化|提升|提高|进一步|完善|优化|健全|规范|推进|创新|拓宽|扩大|细化/;

const PARTS = /([一二三四五六七八九十]|\d{1,2}) ?个?大?(?:部分|方面)(?:内容)?(?:组成|构成)/;
const NUMERALS = '一二三四五六七八九十';

function countOf(numeral: string): number {
  return NUMERALS.includes(numeral) ? NUMERALS.indexOf(numeral) + 1 : Number(numeral);
}

function overview(report: Report): readonly Passage[] {
  return report.passages.filter((p) => p.sectionKey === 'overview');
}

function sentences(text: string): readonly string[] {
  return text.split(/(?<=[。；！？])/).map((s) => s.trim());
}

/** A sentence that opens with a year and goes on to speak of the reporting office or of the whole year. */
const OPENING =
  /^(?:[一二三四五六七八九十]+是|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.．、])? ?(20\d\d) ?年度?[，,]? ?(?:全年|(?:我|本)(?:镇|乡|街道|街|区|县|市|旗|局|委|办|处|厅|院|部门|机关|单位|级)|全(?:镇|乡|街道|区|县|市|局))/;

/** What makes another year legitimate: the report's own year beside it, a comparison, a plan. */
const COMPARING = /同比|比上年|较上年|比去年|较去年|相比|上年|去年|增加到|增长到|上升到|以来|截至/;
const PLANNING = /将|计划|拟|下一步|今后|继续|明年/;

function otherYears(passage: Passage, year: number): readonly Verdict[] {
  return sentences(passage.text).flatMap((sentence) => {
    const opened = Number(OPENING.exec(sentence)?.[1]);
    if (!opened || opened === year) return [];
    const own = new RegExp(`${year} ?年`).test(sentence);
    if (own || COMPARING.test(sentence) || (opened > year && PLANNING.test(sentence))) return [];
    const message = `正文出现“${opened}年”，与报告年度${year}不一致，可能是上年文字未改。`;
    return [broken(String(opened), message, { places: [{ ...passage, quote: sentence }] })];
  });
}
