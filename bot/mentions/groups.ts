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

/** True where a county's or city's name before this stretch stands for the offices in it: 某县各单位, 某区四个街道. */
export function followsPlace(behind: string): boolean {
  return OFFICES_OF.test(behind);
}

/** True where several offices are meant without being named one by one: 各单位, 所有街道, 三家, 全县. */
export function namesGroup(text: string): boolean {
  return SEVERAL.test(text);
}

// --- internal ---

const OFFICES_OF =
  /^(?:里|内|下面|下属|辖区|所辖)?的?(?:(?:各|所有|全部|每个?|哪[些个几]个?|几个|[两二三四五六七八九十\d]+个?)(?:的)?(?:县直|市直|区直)?(?:单位|街道|乡镇|镇街|乡|镇|部门|局|地方|家)|(?:乡镇|镇街|街道|部门)(?!办))/;

const SEVERAL =
  /各(?:个)?(?:单位|家|地|方|街道|乡|镇|部门|局)|所有|全部(?:的)?(?:单位|年报|报告|街道|乡|镇|部门)|每(?:一)?(?:个(?!人|月|季|项|类|公众)|家)|(?:几|[两二三四五六七八九十\d]+)(?:个(?:单位|地方|部门|街道|乡|镇|局)|家)|大家|全[县市区省]|[这那]些|\b(?:all|each|every)\b/;

const EACH =
  '(?:哪一?[些个几家]?个?|各个?|每个?|所有的?|全部的?|全[县市区省]的?|几个|多少个|[一二两三四五六七八九十]+个|[县市区省]的|[里内]的?)';
const behind = (names: string) =>
  new RegExp(
    `${EACH}(?:${names})(?!长)|(?<=[县市区省])(?:${names
      .split('|')
      .filter((name) => name.length > 1)
      .join(
        '|',
      )})(?!长)|的(?:${names})(?=$|[?？。，,是有都列名呢吗谁哪主公申收粉排总平一规采处])|(?:${names})(?:中|里面?|之[中间]|当中)?(?:谁|哪[个家些]|最|排|名单|列)|(?:${names})的?(?:都|年报|各自|分别)`,
  );

const GROUPS: readonly GroupRule[] = [
  {
    kinds: ['街道办事处'],
    pattern: behind('街道镇|街道和镇|街道、镇|镇和街道|街道|街道办|街道办事处|镇街|街镇|乡镇街道|镇街道'),
  },
  {
    kinds: ['镇人民政府'],
    pattern: behind('街道镇|街道和镇|街道、镇|镇和街道|镇|乡镇|镇街|街镇|镇乡|乡镇街道|镇政府|乡镇政府'),
  },
  { kinds: ['乡人民政府'], pattern: behind('乡|乡镇|乡镇街道|镇乡|乡镇政府') },
  { kinds: ['部门'], pattern: behind('部门|局|委办局|局委办|县直单位|市直单位|区直单位|委局') },
];
