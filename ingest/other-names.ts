import { compact, fold } from '../knowledge/text.js';
import type { Office, OfficeKind, OtherName } from '../knowledge/types.js';
import { parseOffice } from './office-name.js';

/**
 * Names the office had before or has since, where the report says so in words: …（原某某镇）, 原某某局更名为…, 撤销某某乡设立….
 * A merger of several offices is no change of name, and a likeness of names says nothing.
 * @param lines paragraphs of the report with their lines
 */
export function otherNames(
  office: Office,
  lines: readonly { readonly text: string; readonly line: number }[],
): OtherName[] {
  const found = new Map<string, OtherName>();
  for (const { text, line } of lines) {
    if (!/原|[更改]名|改称|撤|前身/.test(text)) continue;
    for (const sentence of fold(text).split(/(?<=[。；！？])/)) {
      const plain = compact(sentence);
      if (MERGER.test(plain)) continue;
      for (const name of namesIn(plain, office)) {
        if (!found.has(name.name)) found.set(name.name, { ...name, quote: sentence.trim(), line });
      }
    }
  }
  return [...found.values()];
}

// --- internal ---

/** Several offices became one, or one several: none of them is the other under a new name. */
const MERGER = /合并|整合|组建|分设|分立|划归|划入|划出|并入|重组|职责/;
/** Two names where one is looked for. 和 alone stands in many a name: 住房和城乡建设局. */
const SEVERAL = /[、及]|(?:局|委|办|镇|乡|街道|处|厅|会|政府)[与和]/;
const NAME = String.raw`(\p{Script=Han}{2,24}?)`;
/** Not the first character of 原平市, 原阳县, 原州区. */
const FORMER = '原(?!平市|阳县|州区)';
const CHANGED = '(?:更名|改名|改称|更改名称|变更名称)';

function namesIn(plain: string, office: Office): Omit<OtherName, 'quote' | 'line'>[] {
  const own = `(?:${[office.county, office.city].filter((place) => place !== null && place !== office.core).join('|') || '$^'})?(?:人民政府)?${office.core}(?:人民政府|政府|办事处)?`;
  const self = `(?:${own}|(?<!\\p{Script=Han})(?:我|本)(?:街道|镇|乡|局|委|办|单位|机关)|(?<=[，。；：、])(?:我|本)(?:街道|镇|乡|局|委|办|单位|机关))`;
  const patterns = [
    // Its former name in brackets behind its own.
    `${own}（(?:原名为?|原称|${FORMER}|曾用名：?|前身为?)${NAME}）`,
    // The former name became its own.
    `${FORMER}${NAME}(?:已|现|现已|正式|于[^，。；]{2,14}|经[^，。；]{2,14})?(?:正式)?${CHANGED}为${own}`,
    `(?:^|[，。；：（]|由|将)(?!${FORMER})${NAME}(?:已|现已|正式)?${CHANGED}为${own}`,
    `${own}[^，。；]{0,4}(?:系|是)?由(?:${FORMER})?${NAME}${CHANGED}(?:而来|而成|设立|成立)?(?=[，。；）]|$)`,
    `(?:撤销|撤)(?:${FORMER})?${NAME}[，、]?(?:设立|改设|设|成立)${own}(?![、和与及])`,
    // Its own name became another.
    `${self}(?:已|现已|正式|于[^，。；]{2,14}|经[^，。；]{2,14})?(?:正式)?${CHANGED}为${NAME}(?=[，。；）]|$)`,
  ];
  return patterns.flatMap((pattern) =>
    [...plain.matchAll(new RegExp(pattern, 'gu'))].flatMap((match) => {
      const name = match[1] ?? '';
      const other = SEVERAL.test(name) ? null : parseOffice(name);
      if (other === null || other.core === office.core || !mayBecome(office.kind, other.kind)) return [];
      const place = other.county ?? other.city ?? office.county ?? office.city;
      const named = place === null || other.name.startsWith(place) ? other.name : `${place}${other.name}`;
      return [{ name: named, core: other.core, kind: other.kind, place }];
    }),
  );
}

const TOWNS: ReadonlySet<OfficeKind> = new Set(['街道办事处', '镇人民政府', '乡人民政府']);

/** A township becomes a town or a sub-district, a county a city; a department no town. */
function mayBecome(one: OfficeKind, other: OfficeKind): boolean {
  return (
    one === other ||
    (TOWNS.has(one) && TOWNS.has(other)) ||
    (!TOWNS.has(one) && !TOWNS.has(other) && (one === '其他' || other === '其他'))
  );
}
