/** What shows that somebody asks which reports there are, and not for anything in them. */

/** True where the words ask what is stored, and nothing is left that would be asked of it. */
export function asksCoverage(topic: string): boolean {
  if (!ASKS.some((pattern) => pattern.test(topic))) return false;
  return leavesNothing(topic);
}

/** True where a question holds no more than words of what is stored: 的年报, 看看年报. */
export function leavesNothing(topic: string): boolean {
  return !/[\p{L}\p{N}]/u.test(topic.replace(AROUND, ''));
}

/** True where the number of reports is asked for. */
export function asksHowMany(topic: string): boolean {
  return /(?:几|多少)[份家个本]|多少(?:年报|报告|单位)/.test(topic);
}

// --- internal ---

const OFFICES = '(?:单位|部门|机关|街道办事处|街道|乡镇|镇街|镇|乡|局|委办局|地方|县|市|区|政府)';
const REPORTS = '(?:年度报告|年报|报告|数据|资料)';
const WHICH = '(?:哪些|哪几[个家份]?|哪[个家]|什么|谁|几[个家份]|多少[个家份]?)';

const ASKS: readonly RegExp[] = [
  new RegExp(
    `(?:都|一共|总共|共)?(?:有|收录?了?|收集了?|存了?|含|包括|收的是)(?:些)?${WHICH}(?:家|个|些)?${OFFICES}?的?${REPORTS}?`,
  ),
  new RegExp(`${WHICH}(?:家|个)?${OFFICES}?的?(?:都|也)?(?:有|交了?|收录了?|能查到?|可以查到?|查得到)${REPORTS}?`),
  new RegExp(`(?:能|可以|可)(?:查|看|问)(?:到|得到)?(?:的)?(?:有)?(?:${WHICH})(?:家|个)?${OFFICES}`),
  new RegExp(`(?:一共|总共|共|都)?(?:有)?(?:几|多少)(?:份|家|个|本|篇)?${OFFICES}?的?${REPORTS}`),
  new RegExp(`${REPORTS}(?:都|一共|总共|共|里)*(?:有)?(?:几|多少|哪些?)(?:份|家|个|本|年)`),
  new RegExp(`谁的?${REPORTS}$|都?有谁(?:的|$)|是谁的|是哪[个家]的`),
  new RegExp(`${OFFICES}(?:分别)?(?:都)?(?:是|有)(?:哪几?[个家些]|哪些|谁)`),
  new RegExp(`^(?:都)?有哪些$|${REPORTS}?(?:到|截至|截止到?)哪一?年|从哪一?年|哪年到哪年`),
  new RegExp(`(?:有|有没有|有无)的?${REPORTS}?(?:吗|么|没有?)?$|^有的?(?:吗|么|没有?)$`),
  new RegExp(`(?:入库|在库|已收录?|收录的?)的?${OFFICES}?的?${REPORTS}?(?:的)?${OFFICES}?`),
  new RegExp(
    `(?:有|交了|收录了?|入库了?)的?${REPORTS}的${OFFICES}|(?:入库|在库|收录)(?:了)?的?${OFFICES}(?:清单|名单|列表|名录)`,
  ),
  new RegExp(`最(?:新|近)(?:的)?(?:一份|一期|那份)?${REPORTS}?(?:是|属于)?(?:谁|哪)`),
];

/** Words of such a question; what is left of it besides would be its subject. */
const AROUND = new RegExp(
  [
    '请问|请|麻烦|帮我|帮忙|告诉我|告诉|想知道|知道|我想|我要|一下|看一?看|列出来|列一?列|数据',
    '哪一?年到哪一?年|哪一?年|哪些|哪几|哪个|哪家|什么|有没有|有无|多少|一共|总共|可以|查得到|查到|能查|能看|能问',
    '资料库|数据库|知识库|库里|库|系统|平台|这里|这儿|你们?|咱们?|现在|目前|已经|里面|里头',
    '入库|在库|清单|名单|列表|名录|已|收录|收集|收|存|包括|包含|覆盖|属于|截至|截止',
    OFFICES.slice(3, -1),
    REPORTS.slice(3, -1),
    '[谁几有都查看到从报呢能可是吗么没的了份家个些本年期新近一二三四五六七八九十两分别最呀啊呢那共含列出单名]',
  ].join('|'),
  'g',
);
