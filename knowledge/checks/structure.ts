import { METRICS, STATISTICS_TABLE, TABLE2_BLOCKS, TABLE3_ROWS } from '../metrics.js';
import { compact } from '../text.js';
import type { Place, ReadingNote, SectionKey } from '../types.js';
import { broken, cannotTell, holds, type Rule, type Verdict } from './rule.js';
import { nameOf, type Sheet } from './sheet.js';

/** The six sections both forms prescribe, in order (domain 2.2). */
export const STATUTORY_SECTIONS: readonly {
  readonly key: SectionKey;
  readonly number: string;
  readonly title: string;
}[] = [
  { key: 'overview', number: '一', title: '总体情况' },
  { key: 'proactive_disclosure', number: '二', title: '主动公开政府信息情况' },
  { key: 'applications', number: '三', title: '收到和处理政府信息公开申请情况' },
  { key: 'review_and_litigation', number: '四', title: '政府信息公开行政复议、行政诉讼情况' },
  { key: 'problems_and_improvements', number: '五', title: '存在的主要问题及改进情况' },
  { key: 'other_matters', number: '六', title: '其他需要报告的事项' },
];

/** The first report year of each form (国办公开办函〔2019〕60号, 〔2021〕30号; domain 2.1). */
const FORM_SINCE = [
  { year: 2021, format: '2021', name: '国办公开办函〔2021〕30号' },
  { year: 2019, format: '2019', name: '国办公开办函〔2019〕60号' },
] as const;

/** Domain 3.6, what concerns sections, tables and rows. */
export const STRUCTURE_RULES: readonly Rule[] = [
  {
    id: 'STR-SECTION',
    severity: 'error',
    needs: ['form'],
    subject: '六个部分齐全并编号',
    test: sectionsPresent,
  },
  {
    id: 'STR-TABLE',
    severity: 'error',
    needs: ['form'],
    subject: '法定表格齐全',
    test: (sheet) =>
      ([2, 3, 4] as const).map((table) => {
        const figures = sheet.table(table);
        const note = sheet.report.notes.find((n) => n.kind === 'missing_table' && n.table === table);
        const number = STATUTORY_SECTIONS[table - 1]?.number;
        if (figures.length === 0) return broken(String(table), `第${number}部分没有识别到表格。`, { places: [note] });
        if (figures.some((f) => f.stated !== 'unreadable'))
          return holds(String(table), { places: figures.slice(0, 1) });
        const message = `第${number}部分有表格，但没有一格能够辨认，无法核对。`;
        return cannotTell(String(table), message, { places: figures.slice(0, 1) });
      }),
  },
  {
    id: 'STR-ROW-MISSING',
    severity: 'warning',
    needs: ['form'],
    subject: '表格各行齐全',
    test: (sheet) => {
      if (([2, 3, 4] as const).every((table) => sheet.table(table).length === 0)) return [];
      const missing = missingRows(sheet).map(([key, table, note]) =>
        broken(key, `表${TABLE_NAMES[table]}缺少“${rowLabel(key)}”。`, { places: [note], metrics: metricsOf(key) }),
      );
      return missing.length > 0 ? missing : [holds()];
    },
  },
  noteRule('STR-UNKNOWN-ROW', ['unknown_row'], '没有统一格式以外的行', (note) => {
    return `${tableOf(note)}多出一行“${note.label ?? ''}”，不在统一格式内。`;
  }),
  noteRule('STR-ROW-UNREADABLE', ['unreadable_row', 'wrong_cell_count'], '表格各行都能辨认', (note) => {
    const count = note.count === null ? '' : `，识别出${note.count}格`;
    return `${tableOf(note)}“${rowLabel(note.label ?? '')}”一行无法准确识别${count}，请查看原件。`;
  }),
  {
    id: 'STR-FMT-YEAR',
    severity: 'warning',
    needs: ['form'],
    subject: '格式与年度相符',
    test: formFitsYear,
  },
  {
    id: 'STR-MIXED-TEXT',
    severity: 'info',
    needs: [],
    subject: '正文没有夹杂无关内容',
    test: ({ report }) => {
      const notes = report.notes.filter((n) => n.kind === 'page_furniture');
      const noted = notes.reduce((sum, n) => sum + (n.count ?? 0), 0);
      const lines = report.furniture.length || noted;
      if (lines === 0 && notes.length === 0) return [holds()];
      const count = lines > 0 ? `${lines}行` : '';
      return [broken('', `正文中夹有网页新闻列表等无关内容${count}，已忽略。`, { places: notes })];
    },
  },
];

// --- internal ---

const TABLE_NAMES = { 2: '二', 3: '三', 4: '四' } as const;

function tableOf({ table }: ReadingNote): string {
  if (table === 'statistics') return `《${STATISTICS_TABLE}》`;
  return table === null ? '表格' : `表${TABLE_NAMES[table]}`;
}

function sectionsPresent({ report }: Sheet): readonly Verdict[] {
  const headings = report.headings.filter((h) => h.level === 1);
  // Numbers that the carrier itself draws (lists, style sheets) are lost for every heading at once.
  const numbersLost = headings.length > 1 && headings.every((h) => h.number === null);
  const verdicts = STATUTORY_SECTIONS.map(({ key, number, title }) => {
    const heading = headings.find((h) => h.key === key);
    if (!heading) return broken(key, `缺少“${number}、${title}”。`);
    const places: Place[] = [{ section: heading.title, quote: heading.title, line: heading.line }];
    if (heading.number !== null || numbersLost) return holds(key, { places });
    return broken(key, `“${heading.title}”漏写序号“${number}、”。`, { places, severity: 'warning' });
  });
  if (!numbersLost) return verdicts;
  const lost = '各部分标题都没有识别到序号，可能是文件转换时丢失，无法判断原件是否编号。';
  return [...verdicts, cannotTell('', lost, { severity: 'info' })];
}

function formFitsYear({ report }: Sheet): readonly Verdict[] {
  const due = FORM_SINCE.find((form) => report.year >= form.year);
  const actual = FORM_SINCE.find((form) => form.format === report.format);
  const dueName = due ? due.name : '旧的文字';
  if (report.hybrid) {
    const message = `${report.year}年报混用了新旧两种格式的表头，应统一使用${dueName}格式。`;
    return [broken('', message, { severity: 'info' })];
  }
  // Without tables there is nothing to tell the form by; that they are missing is STR-TABLE's to say.
  if (!actual)
    return [cannotTell('', `没有识别到统一格式的表格，无法判断是否使用${dueName}格式。`, { severity: 'info' })];
  if (actual === due) return [holds()];
  return [broken('', `${report.year}年报应使用${dueName}格式，实际为${actual.name}格式。`)];
}

/** Rows the reader missed, and rows of the report's form without any cell in a table that was read. */
function missingRows(sheet: Sheet): readonly (readonly [string, 2 | 3 | 4, ReadingNote | null])[] {
  const noted = sheet.report.notes.flatMap((note) =>
    note.kind === 'missing_row' && note.table !== null && note.table !== 'statistics' && note.label !== null
      ? [[note.label, note.table, note] as const]
      : [],
  );
  const has3 = sheet.table(3).length > 0;
  const rows3 = has3 ? sheet.rows.filter((row) => !sheet.table(3).some((f) => f.metric === row)) : [];
  // A row that is there but could not be read is not missing.
  const unread = sheet.report.notes.filter((n) => n.kind === 'unreadable_row' || n.kind === 'wrong_cell_count');
  const known = new Set([...noted.map(([key]) => key), ...unread.map((n) => rowKey(n.label ?? ''))]);
  const found = [
    ...rows3.map((key) => [key, 3, null] as const),
    ...missingInTable2(sheet).map((key) => [key, 2, null] as const),
  ];
  return [...noted, ...found.filter(([key]) => !known.has(key))];
}

/** Table 2 of a hybrid mixes blocks of both forms: which rows it should have cannot be said. */
function missingInTable2(sheet: Sheet): readonly string[] {
  const { format, hybrid } = sheet.report;
  if (hybrid || sheet.table(2).length === 0) return [];
  return TABLE2_BLOCKS.filter((block) => block.format === format)
    .flatMap((block) => block.rows.map((row) => row.key))
    .filter((row) => !sheet.table(2).some((f) => f.metric.startsWith(`t2.${row}.`)));
}

function noteRule(
  id: string,
  kinds: readonly ReadingNote['kind'][],
  subject: string,
  say: (note: ReadingNote) => string,
): Rule {
  return {
    id,
    severity: 'warning',
    needs: ['form'],
    subject,
    test: ({ report }) => {
      // A table 4 of the wrong length is T4-15's to report.
      const notes = report.notes.filter(
        (n) => kinds.includes(n.kind) && !(n.kind === 'wrong_cell_count' && n.table === 4),
      );
      const verdicts = notes.map((note) => {
        const label = note.label ?? '';
        return broken(label, say(note), { places: [note], metrics: metricsOf(label) });
      });
      return verdicts.length > 0 ? verdicts : [holds()];
    },
  };
}

function rowLabel(key: string): string {
  if (METRICS.has(key)) return nameOf(key);
  return TABLE2_BLOCKS.flatMap((b) => b.rows).find((r) => r.key === key)?.label ?? key;
}

/** The key of a row given by its key or by its label as printed; the label itself where it is no row of the forms. */
function rowKey(label: string): string {
  if (METRICS.has(label)) return label;
  const rows = [...TABLE3_ROWS, ...TABLE2_BLOCKS.flatMap((block) => block.rows)];
  return rows.find((r) => r.key === label || r.anchor.test(compact(label)))?.key ?? label;
}

function metricsOf(row: string): readonly string[] {
  const key = rowKey(row);
  return METRICS.has(key) ? [key] : [...METRICS.values()].filter((m) => m.row === key).map((m) => m.key);
}
