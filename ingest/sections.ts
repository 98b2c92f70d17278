import { compact } from '../knowledge/text.js';
import type { SectionHeading, SectionKey } from '../knowledge/types.js';
import type { Block, Document, Paragraph, Row, Table } from './document.js';
import { findFurniture } from './furniture.js';
import { statutoryTitle, subTitle } from './headings.js';
import { joinBroken } from './paragraphs.js';

/** One stretch of a report under one heading (a statutory section's own text, or one of its sub-parts). */
export interface Section {
  readonly key: SectionKey;
  /** The heading that opens it; null for preamble and signature. */
  readonly heading: SectionHeading | null;
  /** As cited: statutory heading + sub-heading, e.g. 一、总体情况（二）依申请公开情况; 引言 and 落款 for what has no heading. */
  readonly path: string;
  /** Running text. Paragraphs that a page broke apart are joined by one space; each keeps its first and last line. */
  readonly paragraphs: readonly Paragraph[];
  readonly tables: readonly Table[];
}

export interface Structure {
  readonly headings: readonly SectionHeading[];
  readonly sections: readonly Section[];
  /** Non-empty lines of page furniture, 1-based. */
  readonly furniture: readonly number[];
}

/** Cuts a document into the statutory sections. A document without any gives one section of key `preamble`. */
export function cutSections(document: Document): Structure {
  const furniture = findFurniture(document.blocks);
  const blocks = document.blocks
    .flatMap(unpackTable)
    .filter((block) => block.kind === 'table' || !furniture.has(block));
  const opening = openingLines(blocks);
  const cutter = startCutting();
  for (const block of blocks) {
    const title = block.kind === 'paragraph' && opening.has(block.line) ? statutoryTitle(block.text) : null;
    if (title) cutter.openSection(title.key, title.number, title.title, block.line);
    else if (block.kind === 'table') cutter.addTable(block);
    else cutter.addParagraph(block);
  }
  const lines = [...furniture].flatMap(({ line, lastLine }) =>
    Array.from({ length: lastLine - line + 1 }, (_, i) => line + i),
  );
  return { headings: cutter.headings, sections: splitSignature(cutter.sections.map(joined)), furniture: lines };
}

// --- internal ---

interface OpenSection {
  readonly key: SectionKey;
  readonly heading: SectionHeading | null;
  readonly path: string;
  readonly paragraphs: Paragraph[];
  readonly tables: Table[];
}

function startCutting() {
  const headings: SectionHeading[] = [];
  const preamble: OpenSection = { key: 'preamble', heading: null, path: '引言', paragraphs: [], tables: [] };
  const sections: OpenSection[] = [preamble];
  let current = preamble;
  let statutory: OpenSection | null = null;

  const open = (heading: SectionHeading, path: string): OpenSection => {
    headings.push(heading);
    current = { key: heading.key, heading, path, paragraphs: [], tables: [] };
    sections.push(current);
    return current;
  };
  return {
    headings,
    sections,
    openSection(key: SectionKey, number: string | null, title: string, line: number) {
      statutory = open({ key, level: 1, number, title, line }, number === null ? title : `${number}、${title}`);
    },
    addParagraph(paragraph: Paragraph) {
      const sub = statutory ? subTitle(paragraph.text) : null;
      if (sub && statutory) {
        const heading = {
          key: statutory.key,
          level: 2,
          number: sub.number,
          title: sub.title,
          line: paragraph.line,
        } as const;
        open(heading, `${statutory.path}${sub.number}${sub.title}`);
        if (!sub.runsIn) return;
      }
      current.paragraphs.push(paragraph);
    },
    addTable(table: Table) {
      current.tables.push(table);
    },
  };
}

/** A table whose rows hold headings or running text is a layout: its single-cell rows are taken out of it. */
function unpackTable(block: Block): Block[] {
  if (block.kind !== 'table') return [block];
  const parts: Block[] = [];
  let rows: Row[] = [];
  const close = () => {
    const [first] = rows;
    const last = rows.at(-1);
    if (first && last) parts.push({ kind: 'table', rows, line: first.line, lastLine: last.lastLine });
    rows = [];
  };
  for (const row of block.rows) {
    const filled = row.cells.filter(({ text, spanned }) => text !== '' && !spanned);
    const [only] = filled;
    const isText = filled.length === 1 && only && (statutoryTitle(only.text) !== null || isProse(only.text));
    if (isText) {
      close();
      parts.push({ kind: 'paragraph', text: only.text, line: row.line, lastLine: row.lastLine, heading: false });
    } else {
      rows.push(row);
    }
  }
  close();
  return parts;
}

/** Running text, not a label: long, or a sentence with its full stop. */
function isProse(text: string): boolean {
  return compact(text).length > 45 || /。/.test(text);
}

/** Lines that open statutory sections: of a title printed twice (a table of contents) the one with text behind it, else the last. */
function openingLines(blocks: readonly Block[]): ReadonlySet<number> {
  const titles = blocks.flatMap((block, index) => {
    const title = block.kind === 'paragraph' ? statutoryTitle(block.text) : null;
    return title ? [{ key: title.key, line: block.line, index }] : [];
  });
  const isTitle = new Set(titles.map(({ index }) => index));
  const listed = titles.filter(
    ({ key, index }) => isTitle.has(index + 1) && titles.some((later) => later.key === key && later.index > index),
  );
  const lastListed = listed.at(-1)?.index ?? -1;
  // The last title of a table of contents has the report's text behind it, not another title.
  const tail = titles.find(
    ({ key, index }) => index === lastListed + 1 && titles.some((later) => later.key === key && later.index > index),
  );
  const dropped = new Set([...listed, ...(tail && listed.length >= 2 ? [tail] : [])].map(({ line }) => line));
  return new Set(titles.map(({ line }) => line).filter((line) => !dropped.has(line)));
}

function joined(section: OpenSection): Section {
  return { ...section, paragraphs: joinBroken(section.paragraphs) };
}

/** The signature (office, date, 抄送, 印发 …) stands at the end of the last section. */
function splitSignature(sections: readonly Section[]): Section[] {
  const last = sections.at(-1);
  if (!last || last.key === 'preamble') return [...sections];
  const at = last.paragraphs.findIndex((_, index) => startsSignature(last.paragraphs, index));
  if (at < 0) return [...sections];
  const signature: Section = {
    key: 'signature',
    heading: null,
    path: '落款',
    paragraphs: last.paragraphs.slice(at),
    tables: [],
  };
  return [...sections.slice(0, -1), { ...last, paragraphs: last.paragraphs.slice(0, at) }, signature];
}

const DATE_LINE =
  /^(?:\d{4}年\d{1,2}月\d{1,2}日|[二〇○零一]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)(?:印发)?$/;
const NOTE_LINE = /^(?:抄送|主送|附件|印发|（此件|（联系人|联系人|公开属性|信息公开选项)/;
const OFFICE_LINE = /^.{2,30}(?:办事处|人民政府|办公室|委员会|局|厅|中心|管委会|院|站|所)(?:（.{0,6}章）)?$/;

function startsSignature(paragraphs: readonly Paragraph[], index: number): boolean {
  const text = compact(paragraphs[index]?.text ?? '');
  if (DATE_LINE.test(text) || NOTE_LINE.test(text)) return true;
  if (!OFFICE_LINE.test(text) || /[，。；：]/.test(text)) return false;
  const next = paragraphs.slice(index + 1, index + 3).map((paragraph) => compact(paragraph.text));
  return index === paragraphs.length - 1 || next.some((each) => DATE_LINE.test(each) || /\d{4}年\d{1,2}月/.test(each));
}
