import {
  METRICS,
  type Metric,
  TABLE2_BLOCKS,
  TABLE3_GROUPS,
  TABLE4_BLOCKS,
  TABLE4_COLUMNS,
} from '../../knowledge/metrics.js';

/** The words of the catalogue, compiled into what is looked for in a question. */

/** One of the parts of an entry: a choice of words, longest first. */
export interface Part {
  readonly words: readonly string[];
  readonly optional: boolean;
  /** The words are content as well: they must name the figure's part. */
  readonly content: boolean;
}
/** Words that name metrics. */
export interface Entry {
  readonly keys: readonly string[];
  readonly group: boolean;
  /** Too general a word to count beside any other metric. */
  readonly weak: boolean;
  readonly parts: readonly Part[];
  /** Row of table 2 or block of table 4 that the first part names: cells of one row may be named side by side. */
  readonly row: string | null;
  /** Names what only the statistics table of the years before the forms prints. */
  readonly legacy?: boolean;
}

/** How much a word explains: its characters; a word that only asks counts a tenth. */
export function weightOf(word: string): number {
  return word.length * (GENERIC.has(word) ? 0.1 : 1);
}

// --- internal ---

/** Words that say how a question is put, not what it is about. */
const GENERIC = new Set([
  '多少',
  '几',
  '条',
  '件',
  '数',
  '信息',
  '有没有',
  '总数',
  '几条',
  '几件',
  '多少条',
  '条信息',
  '条数',
  '次',
  '率',
  ...[
    '谁',
    '哪家',
    '哪个',
    '最多',
    '最少',
    '得多',
    '得少',
    '更多',
    '更少',
    '排名',
    '排行',
    '合计',
    '总共',
    '一共',
    '平均',
  ],
  ...['对比', '相比', '趋势', '变化', '增长', '差多少', '多多少', '占比', '比例', '比重', '占', '几成'],
]);

function catalogueEntries(): Entry[] {
  return [...METRICS.values()].flatMap((metric) =>
    metric.words.map((words) => ({
      keys: [metric.means ?? metric.key],
      group: false,
      weak: words.startsWith('~'),
      parts: compile(words.replace(/^~/, '')),
      row: rowOf(metric),
      legacy: metric.legacy === true,
    })),
  );
}

/** The row of table 2 or the block of table 4 that a cell stands in. */
function rowOf({ row, table, key }: Metric): string | null {
  if (table === 4) return key.replace(/_[a-z]+$/, '');
  return row ?? null;
}

/** Every metric answers to its own official label. */
function labelEntries(): Entry[] {
  // 其他 alone is too short a label to be recognised by.
  const named = [...METRICS.values()].filter(
    ({ label, formula }) => plain(label).length > 2 && formula?.kind !== 'growth',
  );
  return named.map((metric) => {
    const group = metric.group && metric.table !== 3 ? `${plain(metric.group)} + ` : '';
    return {
      keys: [metric.means ?? metric.key],
      group: false,
      weak: false,
      parts: compile(`${group}${plain(metric.label)}`),
      row: null,
      legacy: metric.legacy === true,
    };
  });
}

/** A row of table 2 without a column: all its cells. */
function rowEntries(): Entry[] {
  const keys = new Map<string, Set<string>>();
  const words = new Map<string, string>();
  for (const block of TABLE2_BLOCKS) {
    for (const row of block.rows) {
      const cells = keys.get(row.key) ?? new Set();
      for (const column of block.columns) cells.add(`t2.${row.key}.${column.key}`);
      keys.set(row.key, cells);
      words.set(row.key, row.words);
    }
  }
  return [...keys].map(([row, cells]) => ({
    keys: [...cells],
    group: true,
    weak: false,
    parts: compile(words.get(row) ?? ''),
    row: null,
  }));
}

/** The groups of table 3 are named like their sums; listing them is the sums' business. */
function groupEntries(): Entry[] {
  return TABLE3_GROUPS.slice(0, 1).map((group) => ({
    keys: [...METRICS.values()].filter((m) => m.table === 3 && /^（|^\d/.test(m.label)).map((m) => m.key),
    group: true,
    weak: false,
    parts: compile(`${group.label.slice(2)}|办理结果`),
    row: null,
  }));
}

const LAWSUIT = '行政诉讼|打官司|诉讼|官司|法院|起诉|lawsuits|lawsuit|litigation|court';
/** What people say of a lawsuit's result: who won. */
const LAWSUIT_RESULTS: Readonly<Record<string, string>> = {
  upheld: '|胜诉|打赢了|打赢|判赢|赢了|赢|won',
  corrected: '|败诉|打输了|打输|判输了|判输|输了|输|lost',
};

/** The five results of a block of table 4, and one result of 行政诉讼 that does not say with or without reconsideration. */
function table4Entries(): Entry[] {
  const entry = (keys: readonly string[], group: boolean, words: string): Entry => ({
    keys,
    group,
    weak: words.startsWith('~'),
    parts: compile(words.replace(/^~/, '')),
    row: null,
  });
  const blocks = TABLE4_BLOCKS.map(({ key, words, also }) =>
    entry(
      TABLE4_COLUMNS.map((column) => `${key}_${column.key}`),
      true,
      `${words} + 结果分布|结果构成|结果|明细|构成|分布|分别|各项 + ?${also}`,
    ),
  );
  const [, ...lawsuits] = TABLE4_BLOCKS;
  const results = TABLE4_COLUMNS.filter(({ key }) => key !== 'total').map((column) =>
    entry(
      lawsuits.map(({ key }) => `${key}_${column.key}`),
      false,
      `${LAWSUIT} + ${column.words}${LAWSUIT_RESULTS[column.key] ?? ''}`,
    ),
  );
  const both = entry(
    lawsuits.flatMap(({ key }) => TABLE4_COLUMNS.map((column) => `${key}_${column.key}`)),
    true,
    `${LAWSUIT} + 结果分布|结果构成|结果|明细|构成|分布`,
  );
  const wonOrLost = Object.entries(LAWSUIT_RESULTS).map(([column, words]) =>
    entry(
      lawsuits.map(({ key }) => `${key}_${column}`),
      false,
      `~${words
        .split('|')
        .filter((word) => /诉$|^判/.test(word))
        .join('|')} + ?${LAWSUIT}`,
    ),
  );
  return [...blocks, both, ...results, ...wonOrLost];
}

function plain(label: string): string {
  return label
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^(?:[一二三四]、|\([一二三四五六七]\)|\d\.)/, '')
    .replace(/[“”"]/g, '')
    .replace(/\(.*\)$/, '')
    .replace(/(?<=.)政府信息公开(?=.)/, ' + ');
}

function compile(words: string): Part[] {
  return words.split(' + ').map((part) => {
    const optional = part.startsWith('?');
    const content = part.startsWith('^');
    const choices = part
      .replace(/^[?^]/, '')
      .split('|')
      .filter((word) => word !== '');
    return { optional, content, words: choices.sort((a, b) => weightOf(b) - weightOf(a)) };
  });
}

/** Every way to name a metric or a whole row, from the catalogue. */
export const ENTRIES: readonly Entry[] = [
  ...catalogueEntries(),
  ...labelEntries(),
  ...rowEntries(),
  ...groupEntries(),
  ...table4Entries(),
];
