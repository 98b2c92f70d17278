import type { SectionKey } from '../../knowledge/types.js';

/** Which part of a report's text a question is about: its problems, its measures, its last section. */

export interface PartAsked {
  readonly sections: readonly SectionKey[];
  /** Of section five only the problems, or only the measures. */
  readonly half: 'problems' | 'measures' | 'all';
  /** What of it: 知晓率 in 准备怎么提高知晓率; empty where all of it is meant. */
  readonly focus: readonly string[];
}

/** @param topic the question without its offices and years. */
export function partAsked(topic: string): PartAsked | null {
  if (OTHER_MATTERS.test(topic)) return { sections: ['other_matters'], half: 'all', focus: [] };
  if (OVERVIEW.test(topic)) return { sections: ['overview'], half: 'all', focus: [] };
  const problems = PROBLEMS.test(topic);
  const measures = MEASURES.test(topic);
  if (!problems && !measures) return null;
  const half = problems && (BOTH.test(topic) || !measures) ? (BOTH.test(topic) ? 'all' : 'problems') : 'measures';
  return { sections: ['problems_and_improvements'], half, focus: focusOf(topic) };
}

// --- internal ---

const OTHER_MATTERS =
  /其他(?:需要)?报告的?事项|其他(?:的)?事项|其它(?:需要)?(?:报告的?)?事项|第六(?:部分|章)|还有.{0,6}需要报告/;

/** What was done in the year, as a whole. */
const OVERVIEW =
  /(?<!后(?:又|都|还|具体)?)(?:做|开展|干|抓)了?(?:哪些|什么|啥|哪几[项样])(?:主要|重点)?(?:工作|事情?)?$|工作(?:亮点|成效|成绩|做法|总结|概况|回顾)|(?:总结|概括|概述|归纳|介绍)(?:一下|下)?$|总体情况(?:$|是|怎么样|如何|说|写)|(?:主要|重点)(?:做|开展)?了?(?:哪些|什么)?工作(?:有哪些|是什么|$)/;

const PROBLEM_WORDS =
  '问题|不足|短板|短处|差距|薄弱|弱项|缺点|欠缺|弊端|痛点|缺陷|瑕疵|软肋|做得?不够|做得?不好|做得?不到位|没做好|没做到位|没有做好|没到位|不够好|不到位|不理想|不好的地方|有待(?:加强|提高|改进|完善|提升)|需要(?:加强|改进|提高|完善|提升)的?|(?:待|应|该)(?:改进|加强|提高)的';
const PROBLEMS = new RegExp(
  `(?<!哪些|什么样的)(?:${PROBLEM_WORDS}|(?<!住房|生活|经济)困难(?!补助|群众|户|家庭|职工|学生|救助|人员))|哪里(?:还)?(?:不行|不好|差|弱)|\\b(?:problems?|shortcomings?|weakness(?:es)?|difficult(?:y|ies))\\b`,
);
const MEASURE_WORDS =
  '改进|整改|改善|改正措施|怎么改(?!正)|如何改|咋改|解决办法|解决措施|(?:怎么|如何|咋|怎样)(?:去|来)?(?:解决|克服|弥补|提高|提升|加强|改善|完善|推进|补上|应对)|是?怎么解决|对策|举措|改进措施|哪些措施|什么措施|有什么办法|打算|下一步|下步|接下来|今后|往后|努力方向|补救|计划怎么|准备怎么|准备如何|准备(?:干|做)(?:什么|啥|些)|想怎么|要怎么(?:改|做)|将怎么';
const MEASURES = new RegExp(
  `${MEASURE_WORDS}|怎么办.{0,4}问题|(?:问题|不足|不高|不够|偏慢|不强|单一).{0,2}(?:怎么办|咋办|咋整|怎么弄|怎么整)|\\b(?:improve(?:d|ments?)?|measures?|next steps?)\\b`,
);
/** 问题和改进, 不足及打算: the section as a whole. */
const BOTH = new RegExp(
  `(?:${PROBLEM_WORDS}|困难).{0,4}(?:和|及|与|、|以及|跟|还有|，|,|又|并).{0,8}(?:${MEASURE_WORDS}|措施|办法)|(?:${MEASURE_WORDS}|措施).{0,4}(?:和|及|与|、|以及|跟|还有).{0,8}(?:${PROBLEM_WORDS}|困难)|problems? and (?:improve|measures)`,
);

/** Words of the question that the text need not have. */
const AROUND = new RegExp(
  [
    '各?[个家]?(?:街道|乡镇|镇街|单位|部门|地方|镇|乡|局)(?=的|都|各|分别|存在|有|[，,]|$)|各个?|分别|所有|全部|每个',
    PROBLEM_WORDS,
    MEASURE_WORDS,
    '困难|不同|区别|差别|相同|一样|比较|对比|主要|存在|哪些|哪里|哪儿|哪方面|哪个方面|哪块|什么|怎么样?|怎样|如何|咋样?|办法|措施|方面|地方|工作|政务公开|政府信息公开|信息公开|公开工作|政府信息|年报|年度报告|报告|里面|里头|中间|提到|写到|写了|写的|写|说的|说|讲的?|列举|列出|列|承认|自己|觉得|认为|反映|查摆|针对|对于|关于|突出|具体|目前|现在|还有|有没有|有|没有|是|的|了|呢|吗|啊|在|和|及|与|以及|里|中|上|下|还|都|要|会|将|应该|应|该|被|把|对|去|来|做|办|咋办|怎么办|情况|原因|内容|部分|我想|知道|看看|告诉|请问|一下|哪|些|点|个|些啥|啥|那|这|提高|提升|加强|改善|完善|推进|解决|计划|准备|高不高|不高|不够',
  ].join('|'),
  'g',
);

function focusOf(topic: string): string[] {
  return topic
    .replace(AROUND, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((run) => run.length >= 2 && !/^[a-z ]+$/.test(run));
}
