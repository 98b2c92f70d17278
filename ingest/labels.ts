import { TABLE3_GROUPS, type Table3Row } from '../knowledge/metrics.js';
import { compact } from '../knowledge/text.js';

/**
 * Whether a label says no more than its row does: a label that runs into another row's words (lines lost between them)
 * may have the other row's values behind it.
 * @param label as printed; group labels in front of it are allowed.
 */
export function saysNoMore(label: string, row: Pick<Table3Row, 'label'>): boolean {
  const own = TABLE3_GROUPS.reduce((left, group) => left.replace(group.label, ''), compact(label));
  const left = new Map<string, number>();
  for (const char of letters(row.label)) left.set(char, (left.get(char) ?? 0) + 1);
  let more = 0;
  for (const char of letters(own)) {
    const count = left.get(char) ?? 0;
    if (count === 0) more++;
    left.set(char, count - 1);
  }
  return more <= MOST_MORE;
}

// --- internal ---

/** （件）, 下一年度 and the like are spellings of the same row. */
const MOST_MORE = 6;

function letters(text: string): string {
  return text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
}
