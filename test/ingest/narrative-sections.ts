import type { Paragraph } from '../../ingest/document.js';
import type { Section } from '../../ingest/sections.js';
import type { SectionHeading, SectionKey } from '../../knowledge/types.js';

/** One section of invented sentences: `path` is its heading as cited. */
export function sectionOf(paragraphs: readonly string[], path = '一、总体情况', key: SectionKey = 'overview'): Section {
  const title = path.replace(/^.*[、）]/, '');
  const heading: SectionHeading = { key, level: 1, number: null, title, line: 1 };
  return { key, heading, path, tables: [], paragraphs: paragraphs.map((text, i) => paragraph(text, i + 1, i + 1)) };
}

/**
 * A plain splitter of a seed for these tests: headings 一、 and （一）, tables left out by their tabs, a line joined to
 * the one before where that does not end a sentence. `dropped` are the lines of page furniture.
 */
export function splitSeed(lines: readonly string[], dropped: readonly [number, number] | null): Section[] {
  const sections: Section[] = [];
  let chapter: { readonly key: SectionKey; readonly text: string } = { key: 'preamble', text: '引言' };
  let path = '引言';
  let open: Paragraph[] = [];
  const close = () => {
    sections.push({ key: chapter.key, heading: null, path, paragraphs: open, tables: [] });
    open = [];
  };
  lines.forEach((raw, index) => {
    const line = index + 1;
    const text = raw.replace(/[\s\u00a0\u3000]+/g, ' ').trim();
    if (text === '' || (dropped && line >= dropped[0] && line <= dropped[1]) || raw.includes('\t') || isCell(text))
      return;
    const numbered = CHAPTERS.find(({ title }) =>
      new RegExp(`^(?:[一二三四五六]、)?[^，。]{0,20}${title}[^，]{0,8}$`).test(text),
    );
    const sub = /^[（(][一二三四五六][)）]([^。，]{2,24}?(?:情况|方面|成效|保障|问题|措施))[。]?(.*)$/.exec(text);
    if (numbered) {
      close();
      chapter = { key: numbered.key, text: text.replace(/。$/, '') };
      path = chapter.text;
    } else if (sub) {
      close();
      path = `${chapter.text}${text.slice(0, 3)}${sub[1] ?? ''}`;
      if (sub[2]) open = [paragraph(sub[2], line, line)];
    } else {
      const last = open.at(-1);
      const bracket = last && last.text.lastIndexOf('（') > last.text.lastIndexOf('）');
      const broken =
        last && last.text.length > 15 && (bracket || !/[。；：！？]$/.test(last.text)) && line > last.lastLine + 1;
      open = broken
        ? [...open.slice(0, -1), { ...last, text: `${last.text} ${text}`, lastLine: line }]
        : [...open, paragraph(text, line, line)];
    }
  });
  close();
  return sections;
}

// --- internal ---

const CHAPTERS: readonly { readonly key: SectionKey; readonly title: string }[] = [
  { key: 'overview', title: '总体情况' },
  { key: 'proactive_disclosure', title: '主动公开政府信息情况' },
  { key: 'applications', title: '收到和处理政府信息公开申请情况' },
  { key: 'review_and_litigation', title: '诉讼情况' },
  { key: 'problems_and_improvements', title: '主要问题及改进情况' },
  { key: 'other_matters', title: '其他需要报告的事项' },
];

/** What is left of a table that stands a cell a line. */
function isCell(text: string): boolean {
  return /^[\d.]+$|^[三、本年度办理结果]$|^制作数量|^公开数量|^公开$|^提供$|^处理$/.test(text);
}

function paragraph(text: string, line: number, lastLine: number): Paragraph {
  return { kind: 'paragraph', text, line, lastLine, heading: false };
}
