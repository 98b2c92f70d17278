import { type Definition, findDefinition } from '../../knowledge/definitions.js';
import { startDraft } from '../draft.js';
import { picksOffices } from '../mentions/among.js';
import { plainWords } from '../mentions/typing.js';
import { PHRASES } from '../phrases.js';
import { defineQuestion } from '../question.js';

/** What a term of the reports means, with the rule it rests on. */
export const definition = defineQuestion<readonly Definition[]>({
  name: 'definition',
  kind: 'passage',
  examples: [
    '什么是勾稽关系',
    '三安全一稳定是什么',
    '公开率怎么算',
    '什么叫部分公开',
    '四类过程性信息是指什么',
    'What is 勾稽关系?',
  ],
  notFor: ['西园街道2023年部分公开几件', '灵源街道2020年予以公开多少件', '西园街道存在什么问题', '年报什么时候交'],
  match(understood) {
    if (picksOffices(understood)) return null;
    const bare = plainWords(understood.text);
    const found = findDefinition(bare);
    if (!found) return null;
    const lists = bare.match(CLOSED_LISTS)?.flatMap((name) => findDefinition(name) ?? []) ?? [];
    if (lists.length > 1 && bare.replace(CLOSED_LISTS, '').replace(JOINING, '') === '') return lists;
    const scoped =
      understood.offices.length > 0 || understood.unknownOffice !== null || understood.years.years.length > 0;
    const compared = COMPARES.test(bare)
      ? bare.split(/和|与|跟|同|及/).flatMap((part) => findDefinition(part) ?? [])
      : [];
    if (!scoped && new Set(compared).size > 1) return [...new Set(compared)];
    const asks = understood.operations.has('meaning') || ASKS.test(bare) || found.terms.includes(bare);
    return asks && !scoped ? [found] : null;
  },
  async answer(found) {
    const draft = startDraft();
    const lines = found.map(({ text, basis }) => draft.state(PHRASES.definition(text, basis)));
    return draft.build('passage', lines.join('\n'));
  },
});

// --- internal ---

/** Names of closed lists: whoever says several asks what they hold. */
const CLOSED_LISTS = /三安全一稳定|三类内部事务(?:信息)?|四类过程性(?:信息)?/g;
const COMPARES = /区别|不同|差别|一样吗|一回事/;
const JOINING = /分别|各|都|和|与|及|以及|是什么|指什么|是啥|有哪些|包括哪些|包括什么|是指|呢|啊/g;

const ASKS =
  /^(?:what(?:'?s| is| are| does)|explain|meaning of|define|.{0,8}解释|哪些是|什么是|啥是|啥叫|何为|何谓|解释|说明一下|介绍|讲讲|讲一下|说说|科普)|(?:是什么|是啥|是个啥|是个什么|指的是什么|指什么|指啥|指谁|指的?是谁|指(?:的是)?(?:哪些|哪几[类种个项]|哪类)|都?(?:包括|包含|有|是)(?:些)?(?:啥|哪几[类种个项])|(?:谁|啥|什么|哪个)除以?(?:谁|啥|什么|哪个)|除以什么|分子是|分母是|咋算|咋得|包括(?:什么|哪些)|有哪些|有哪几[类种个]|是?哪[两二三四五六七八几][类种个项]|(?:依据|根据)(?:的?是)?(?:哪一?[条款个部]|什么)(?:规定|法条|条款|条文)?|怎么理解|如何理解|啥意思|什么意思|什么含义|代表什么|表示什么|是怎么回事|公式|算法|口径|怎么[算统]计?|如何统?计算|怎么得出来?的?|怎么来的|mean)(?:的|呢|啊|呀)?$|(?:公式|计算方法|计算方式|算法|口径|含义|定义)|条例.{0,4}(?:什么时候|何时|哪年|哪一年)(?:开始)?(?:施行|实施|修订|出台|生效|公布)的?$|的?区别|有什么不同|有啥不同/;
