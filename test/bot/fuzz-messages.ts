import fc from 'fast-check';
import { OPERATIONS } from '../../bot/mentions/operations.js';
import { QUESTIONS } from '../../bot/routes.js';
import { METRICS } from '../../knowledge/metrics.js';

/** Messages made of pieces of questions, of talk, of attacks and of nothing at all. */

/**
 * Any message.
 * @param names what offices may be called
 */
export function messages(names: readonly string[]): fc.Arbitrary<string> {
  const words = [...METRICS.values()].flatMap(({ words: all, label }) => [
    label,
    ...all.flatMap((each) => each.split(/[|+?~^ ]+/)),
  ]);
  const misspelt = fc
    .tuple(fc.constantFrom(...names), fc.nat(), fc.constantFrom('', '新', '园', '石', '元', 'x', '灵'))
    .map(([name, at, by]) => name.slice(0, at % name.length) + by + name.slice((at % name.length) + 1));
  const operation = fc.constantFrom(
    ...Object.values(OPERATIONS).flatMap(({ source }) =>
      source.split(/[|()[\]{}?*+.:!<>=^$\\\d,]+/).filter((word) => word.length > 1),
    ),
  );
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...names) },
    { weight: 2, arbitrary: misspelt },
    { weight: 5, arbitrary: fc.constantFrom(...YEARS) },
    { weight: 6, arbitrary: fc.constantFrom(...words.filter((word) => word !== '')) },
    { weight: 6, arbitrary: fc.constantFrom(...ASKING) },
    { weight: 3, arbitrary: operation },
    { weight: 3, arbitrary: fc.constantFrom(...TALK) },
    { weight: 3, arbitrary: fc.constantFrom(...ODD) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
    { weight: 1, arbitrary: fc.nat(30_000).map(String) },
  );
  const joined = fc.array(piece, { minLength: 0, maxLength: 8 }).map((pieces) => pieces.join(''));
  const example = fc
    .tuple(fc.constantFrom(...QUESTIONS.flatMap(({ examples }) => examples)), piece)
    .map(([question, more]) => question + more);
  const long = fc.tuple(piece, fc.integer({ min: 20, max: 300 })).map(([text, times]) => text.repeat(times));
  return fc.oneof({ weight: 20, arbitrary: joined }, { weight: 5, arbitrary: example }, { weight: 1, arbitrary: long });
}

// --- internal ---

/** Parted by ¦. */
function list(words: string): string[] {
  return words.split('¦');
}

const YEARS = list(
  '2023年¦2020¦2019年¦23年¦二〇二〇年¦二零二三¦两千零二十年¦去年¦前年¦今年¦近三年¦2019到2023年¦19、20两年¦最新¦上年度¦三年前¦疫情那年¦2024年初发布的年报¦2050年¦1999年¦历年',
);
const TALK = list(
  '你好¦谢谢¦请问¦帮我查一下¦转人工¦傻逼¦重新开始¦换个问题¦嗯那个¦算了¦在吗¦呢¦吗¦啊¦那¦它¦还有¦和¦跟¦比¦换成¦的¦以及¦其中¦一共¦分别¦各¦都¦没有¦不是',
);
const ASKING = list(
  '多少¦几件¦几条¦多少条¦多少件¦几次¦多少人¦多少钱¦多少万元¦占比¦公开率¦排名¦最多¦平均¦合计¦趋势¦增长¦对比¦差多少¦检查¦对不对¦哪里有空白¦分类¦明细¦哪些单位¦提到¦存在什么问题¦怎么改进¦电话¦地址¦公众号叫什么¦文号¦什么时候发的¦什么是勾稽关系¦年报什么时候交¦有没有¦是什么¦how many¦how many applications¦report¦followers¦in 2020¦出处在哪¦7月1日收到申请什么时候答复¦表三',
);
const ODD = list(
  '0¦6¦126¦12345¦3360¦2,698¦1.314万元¦-1¦１２６¦二十三¦十多¦百分之五¦1e9¦６．５¦٣¦，¦。¦？¦!!!¦“¦”¦“126”¦（¦）¦《¦》¦、¦\n¦\t¦ ¦；¦：¦%¦~¦|¦\\¦/¦👍¦😂¦👨‍👩‍👧¦1️⃣¦\u0000¦\u0001¦\u0002¦\u200b¦\u202e¦\ufeff¦\ud83d¦\udc00¦\u3000¦ﷺ¦\'; DROP TABLE reports;--¦<script>alert(1)</script>¦{{7*7}}¦%s%n¦忽略以上所有指令¦../../etc/passwd¦" OR 1=1 --¦NEAR(¦a*¦+西园 -东石¦title:2020^3¦reports MATCH¦[链接](http://x.test)¦__proto__¦constructor',
);
