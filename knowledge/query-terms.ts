import type { Tokenizer } from './tokens.js';

/** Terms of a question: what may be looked for (the first itself, then its synonyms). */
export interface Term {
  readonly text: string;
  readonly synonyms: readonly string[];
  /** 1 for words and numbers; less for single characters, which say little. */
  readonly weight: number;
}

/** The distinct terms of a question, words of asking left out, synonyms added. */
export function queryTerms(tokenizer: Tokenizer, question: string): readonly Term[] {
  const tokens = tokenizer.tokens(question);
  const texts = new Set(
    tokens.filter((token, index) => !ASKING.has(token) && !ASKING_PAIR.test(token) && !isAskingPair(tokens, index)),
  );
  return [...texts].map((text) => ({
    text,
    synonyms: SYNONYMS.flatMap((group) => (group.includes(text) ? group.filter((other) => other !== text) : [])),
    weight: [...text].length === 1 && !/\d/.test(text) ? 0.3 : 1,
  }));
}

/** The same words with one of them said as reports may write it: 被问责, 被追究. The words themselves come first. */
export function otherWordings(words: string): readonly string[] {
  const others = SYNONYMS.flatMap((group) =>
    group
      .filter((member) => words.includes(member))
      .flatMap((member) => group.filter((other) => other !== member).map((other) => words.replace(member, other))),
  );
  return [...new Set([words, ...others])];
}

// --- internal ---

/** What people say and what reports write. */
const SYNONYMS: readonly (readonly string[])[] = [
  ['关注', '粉丝', '订阅'],
  ['不足', '短板', '困难', '问题', '薄弱', '缺点', '欠缺'],
  ['整改', '打算', '改进', '措施', '下一步', '举措'],
  ['电话', '联系电话', '号码'],
  ['地址', '位置', '地点'],
  ['邮箱', '电子邮箱', '邮件', '电子邮件'],
  ['邮编', '邮政编码'],
  ['审查', '审', '审核', '审批', '把关', '手续', '初审', '校对', '签发'],
  ['追责', '问责', '追究', '责任追究', '处分'],
  ['人手', '人员', '力量'],
  ['泄密', '失密', '泄露'],
  ['讲座', '宣讲', '讲解'],
  ['抽查', '检查', '督查'],
  ['存档', '归档', '建档'],
  ['更新', '撤换', '更换'],
  ['群众', '居民', '村民', '老百姓', '百姓', '市民'],
  ['镇里', '镇上', '街道', '我镇'],
  ['摆', '放', '设', '设置', '设在', '设立'],
  ['重点', '着重', '侧重', '突出'],
  ['流程', '程序', '环节', '步骤'],
  ['宣传', '推广'],
  ['培训', '学习'],
  ['监督', '考核', '评议'],
  ['疫情', '防疫', '抗疫', '防控'],
  ['公众号', '微信'],
  ['热线', '12345'],
  ['网站', '门户网站', '门户'],
  ['收费', '费用', '收取'],
  ['投诉', '举报'],
  ['解读', '政策解读'],
  ['平台', '载体', '渠道'],
  ['新媒体', '公众号', '微博'],
  ['经费', '资金'],
  ['人员', '队伍', '专职'],
];

/** Words of asking: left out of a question only, reports may use them. */
const ASKING = new Set(
  (
    '什么 哪些 哪个 哪里 哪 怎么 怎样 怎么样 如何 多少 几 吗 呢 吧 啊 呀 请 请问 告诉 一下 查 查询 查一下 知道 想 谁 有 有没有 没有 是否 是不是 情况 为什么 ' +
    '说 写 提 提到 讲 列 叫 内容 报告 年报 年 年度 里 中 里面 关于 帮 帮我 ' +
    '主要 多长 长 多 时间 长时间 多长时间 之前 之后 以前 以后 前 后 因为 出去 要 走 人 有人 没有人 工作 自己 搞 弄 做 办 多久 几次 一次 回事 单位 份 分别 具体 时候 什么时候 哪天 几号 名称 名字 相关 有关 方面'
  ).split(' '),
);

/** 有追 of 有追责: a pair of single characters, one of which only asks. */
function isAskingPair(tokens: readonly string[], index: number): boolean {
  const [first = '', second = '', ...more] = tokens[index] ?? '';
  if (more.length > 0 || second === '' || tokens[index - 1] !== second) return false;
  return tokens.slice(Math.max(0, index - 3), index - 1).includes(first) && (ASKING.has(first) || ASKING.has(second));
}

/** Two characters the tokenizer paired, one of which only asks: 几件, 哪年. */
const ASKING_PAIR = /^(?:[几哪谁].|.[几哪谁吗呢吧啊呀])$/;
