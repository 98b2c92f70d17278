import type { OfficeKind } from '../../knowledge/types.js';

/** Offices named by their kind instead of by name: 哪些镇, 各街道, 全县的部门. */
interface GroupRule {
  readonly kinds: readonly OfficeKind[];
  readonly pattern: RegExp;
}

/** Kinds of offices a question is limited to; none: all kinds. Offices named one by one are no group. */
export function findKinds(text: string): ReadonlySet<OfficeKind> {
  return new Set(GROUPS.flatMap(({ kinds, pattern }) => (pattern.test(text) ? kinds : [])));
}

// --- internal ---

const EACH =
  '(?:哪一?[些个几家]?个?|各个?|每个?|所有的?|全部的?|全[县市区省]的?|几个|多少个|[一二两三四五六七八九十]+个|[县市区省]的|[里内]的?)';
const behind = (names: string) =>
  new RegExp(
    `${EACH}(?:${names})(?!长)|(?:${names})(?:中|里面?|之[中间]|当中)?(?:谁|哪[个家些]|最|排)|(?:${names})的?(?:都|年报|各自|分别)`,
  );

const GROUPS: readonly GroupRule[] = [
  { kinds: ['街道办事处'], pattern: behind('街道|街道办|街道办事处|镇街|街镇|乡镇街道|镇街道') },
  { kinds: ['镇人民政府'], pattern: behind('镇|乡镇|镇街|街镇|镇乡|乡镇街道|镇政府|乡镇政府') },
  { kinds: ['乡人民政府'], pattern: behind('乡|乡镇|乡镇街道|镇乡|乡镇政府') },
  { kinds: ['部门'], pattern: behind('部门|局|委办局|局委办|县直单位|市直单位|区直单位|委局') },
];
