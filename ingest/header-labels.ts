import { APPLICANT_LABELS, TABLE2_BLOCKS, TABLE4_BLOCKS, TABLE4_COLUMNS } from '../knowledge/metrics.js';
import { compact } from '../knowledge/text.js';

/** True for a text that only heads columns of a statutory table: a clause, a column, a group of columns. */
export function isHeaderLabel(text: string): boolean {
  const label = compact(text);
  return label.length > 0 && label.length <= LONGEST && HEADERS.some((header) => header.test(label));
}

// --- internal ---

const LONGEST = 20;
const HEADERS: readonly RegExp[] = [
  /^(?:信息内容|申请人情况|法人或其他组织|行政诉讼|（单位：.{1,4}）)$/,
  ...TABLE2_BLOCKS.flatMap(({ anchor, columns }) => [
    new RegExp(`^${anchor.source}$`),
    ...columns.map((column) => column.anchor),
  ]),
  ...[...Object.values(APPLICANT_LABELS), ...TABLE4_BLOCKS, ...TABLE4_COLUMNS].map(({ anchor }) => anchor),
];
