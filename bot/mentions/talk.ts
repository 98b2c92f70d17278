import type { Operation } from './operations.js';

/** Small talk in a message: which kind it is where the whole message is talk, and whether a person is wanted. */

export type Talk = 'greeting' | 'thanks' | 'goodbye' | 'complaint' | 'who' | 'help';

/** The kind of talk a message is as a whole; null where it says anything else, so that a question in it is answered. */
export function talkOf(text: string, original: string): Talk | null {
  const bare = text.replace(/[\p{P}\p{S}\p{M}\s]/gu, '');
  if (bare === '') return wordless(original);
  const found = TALK.find(({ pattern }) => pattern.test(bare));
  return found?.talk ?? null;
}

/** A message without the clauses at its beginning and end that are talk alone: 你真棒，… 谢谢. A message of talk alone stays. */
export function withoutTalk(text: string): string {
  const clauses = text.split(/(?<=[，,。!！?？;；~])/);
  const isTalk = (clause: string | undefined) =>
    clause !== undefined && /[\p{L}\p{N}]/u.test(clause) && talkOf(clause, clause) !== null;
  let from = 0;
  let to = clauses.length;
  while (from < to && isTalk(clauses[from])) from++;
  while (to > from && isTalk(clauses[to - 1])) to--;
  return from < to ? clauses.slice(from, to).join('') : text;
}

/** True where somebody asks for a person instead of the bot, in whatever words and mood. */
export function wantsPerson({
  text,
  operations,
}: {
  readonly text: string;
  readonly operations: ReadonlySet<Operation>;
}): boolean {
  const bare = text.replace(/[\p{P}\p{S}\p{M}\s]/gu, '');
  if (PERSON.test(bare)) return true;
  // 热线人工服务多少件 asks for a number.
  return PERSON_SERVICE.test(bare) && !operations.has('count');
}

// --- internal ---

const CALLED = '(?:一?[个位下]|一下)?(?:你们)?(?:的)?';
const PERSON = new RegExp(
  [
    '转(?:接|到|给)?(?:人工|真人|客服|工作人员)',
    `(?:找|叫|换|接|连|来|要|想要|联系|呼叫)${CALLED}(?:真人|活人|人工(?!智能|湖|增雨|影响)|客服|管理员)`,
    `(?:找|叫|换|联系)${CALLED}(?:工作人员|负责人来|人来|人说|人问|人帮|人聊|人解决)|找个?人$|换个?人$|叫人来`,
    '(?:跟|和|与|同)(?:真人|活人|人工|客服|人)(?:说|聊|谈|沟通|讲|对话|交流|通话)',
    '有(?:没有)?(?:真人|活人|人工|客服)(?:$|吗|么|啊|呢|在|服务|客服|可以|能)|没有?(?:真人|活人|人工)吗',
    '^(?:人工|真人|客服|人工服务|人工客服)(?:吗|呢|在吗|在线吗?)?$|真人客服|客服电话|(?:我要|要|给我)(?:投诉|举报)你',
    'human agent|real person|live agent|talktoahuman|talktoaperson|humanplease|customerservice|speaktosomeone',
  ].join('|'),
);
const PERSON_SERVICE = /人工(?:客服|服务|坐席|接听)/;

/** Only signs: a question mark asks for help, a picture is thanks. */
function wordless(original: string): Talk {
  if (/[?？]/.test(original)) return 'help';
  return /\p{Extended_Pictographic}/u.test(original) ? 'thanks' : 'greeting';
}

const PARTICLE =
  '(?:[啊呀哦噢哈呢吧哟啦嘛么咯呵亲]|老师|同志|小助手|助手|机器人|你|您|大家|各位|了|的|那个|这个|那|就|先|真是|真|太|很|挺|非常|again|very|much|there)*';
const YOU = '(?:你|您|你们|这|这个|这机器人|机器人)?(?:到底|究竟|现在)?';

const GOODBYE =
  '再见|拜拜|回头见|回头聊|先下了?|下线了?|先这样吧?|撤了|告辞|先忙|忙去了|啥事|没啥事?|不打扰|bye|byebye|goodbye|回见|下次见|再会|晚安|没事|没什么|算了|呃算|不用|不问|不查|不需要|没别的|没有了|没问题|这样|不聊|退出|结束|取消|呃|额|quit|exit';
const THANKS =
  '谢谢|多谢|感谢|谢|感恩|3q|thx|thanks?|thankyou|辛苦|好的?|ok|okay|收到|知道|明白|了解|懂|清楚|行|可以|不错|棒|厉害|赞|好评|牛|给力|点赞|好用|满意|聪明|能干|专业|有帮助|帮大忙|666|完美|good|great|nice|cool';
const GREETING =
  '你好|您好|hi|hello|hey|嗨|哈[喽啰罗]|早|早安|早上好|上午好|中午好|下午好|晚上好|新年好|在吗|在不在|在么|在|有人|有人在|有人[吗没不么]?|喂|在线吗|打扰|打扰一下|请问|请教|想?咨询|咨询一下|请教一下|问个(?:问题|事)|我?想?(?:请教|问|咨询)(?:一?[下个])?(?:问题|事)?|吗|goodmorning|goodafternoon';
const COMPLAINT =
  '答非所问|笨|傻|呆|弱智|烂|拉胯|不行|不灵|不靠谱|没脑子|瞎说|瞎扯|瞎答|瞎编|废话|憨|不懂|啥(?:玩意|破玩意)|没用|不好用|难用|什么破(?:玩意|东西|系统|机器人)|破(?:玩意|东西|系统)|不准确?|不对|(?<!不)错误?|听不懂|没听懂|不懂(?:你)?(?:在)?说(?:什么|啥)|不知道你(?:在)?说(?:什么|啥)|说的?(?:什么|啥)(?:呀|啊|玩意)|看不懂|不是这个|不是这样|乱说|胡说|胡说八道|差评|差劲?|垃圾|失望|生气|气死|蠢|无语|烦死?|[答说搞弄]错|没回答|没解决|不满意|什么(?:鬼|玩意)|不是[问要]这个|太慢|慢死';
const WEAK =
  '好|这么|那么|死了|极了|透了|得很|一样|还是|简直|我|不|完全|根本|都|又|怎么|老是|总是|一直|有点|问的|回答|解决|问题|什么意思|什么';

/** Nothing but these words, at least one of the first among them. */
function made(of: string, ...beside: readonly string[]): RegExp {
  return new RegExp(`^(?=.*(?:${of}))${PARTICLE}(?:(?:${[of, ...beside].join('|')})${PARTICLE})+$`);
}

/** In this order: 谢谢再见 is a goodbye, 你好谢谢 is thanks. */
const TALK: readonly { readonly talk: Talk; readonly pattern: RegExp }[] = [
  {
    talk: 'who',
    pattern: new RegExp(
      [
        `^(?:你好|您好|请问)?(?:你|您|你们)(?:到底|究竟|现在)?(?:是)?(?:谁|什么人|什么东西|什么机器人|干(?:什么|嘛|啥)的|做什么的|哪位|人吗|人还是机器人?|真人吗?|真人还是.*|不是真人|机器人?吗?|(?:机器人?|程序|软件|电脑|ai|人工智能|真人|活人|人)(?:呢)?(?:还是|或者?).{1,8}|程序吗?|活人吗?|ai吗?|人工智能吗?|智能客服吗?|gpt|chatgpt.*|哪个模型|什么模型|大模型吗?|叫(?:什么|啥)(?:名字|名)?|名字(?:叫|是)?(?:什么|啥)|几岁|多大|有名字吗)(?:啊|呀|呢|吗|么)?$`,
        `^(?:是|这是|你是)?(?:真人|机器人|人工智能|ai|自动回复)(?:吗|么|还是.*)?$|是真人吗|是不是(?:真人|机器人|人工智能|ai)`,
        `谁(?:开发|做|研发|造|设计|训练|制作|发明|写|创造)(?:出来)?(?:了|的)?(?:你|您|这个(?:机器人|系统|助手))|你是(?:哪家|哪个|什么)(?:公司|单位|团队|人)?(?:开发|做|研发|造|设计|训练|的)`,
        `你(?:用的|是)(?:什么|哪个)(?:模型|技术|大模型)|自我介绍|介绍一?下(?:你)?自己|^你的名字(?:是什么|叫什么)?$|whoareyou|areyou(?:a)?(?:human|robot|real|bot|person|ai)`,
      ].join('|'),
    ),
  },
  {
    talk: 'help',
    pattern: new RegExp(
      [
        '^(?:帮助|help|使用说明|使用方法|说明|怎么用|怎么使用|咋用|怎么问|怎么提问|如何使用|菜单|功能|功能介绍|举个例子|例子|示例|不会用|我?不知道问什么|问什么)(?:啊|呀|呢|吧)?$',
        `^${YOU}(?:都)?(?:能|会|可以|有)(?:帮我|帮忙)?(?:做|干|回答|查|问|提供|解答)?(?:[些点])?(?:什么|啥|哪些|嘛)(?:问题|内容|东西|功能|用|事情|事|忙)?(?:啊|呀|呢|吗)?$`,
        '(?:我)?(?:可以|能|该|应该)(?:问|查)(?:你|您)?(?:些)?(?:什么|哪些|啥)|(?:有|是)(?:什么|哪些|啥)功能|(?:你|您)(?:能|会|可以)(?:做|干)(?:什么|啥|嘛)',
        'whatcanyoudo|whatcaniask|howdo(?:es)?(?:i|this)(?:use|work)',
      ].join('|'),
    ),
  },
  { talk: 'complaint', pattern: made(COMPLAINT, WEAK, GOODBYE) },
  { talk: 'goodbye', pattern: made(GOODBYE, THANKS, GREETING) },
  { talk: 'greeting', pattern: made(GREETING) },
  { talk: 'thanks', pattern: made(THANKS, GREETING) },
  {
    talk: 'thanks',
    pattern: /^(?:嗯{1,2}|[哦噢喔]{1,4}|[嗯哦噢呃额]?[好行](?:的|吧|啊|呀)?|哈{1,6}|呵{1,4}|嘿{1,3})$/,
  },
];
