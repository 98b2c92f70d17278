import { type Definition, findDefinition } from '../../knowledge/definitions.js';
import { say } from '../draft.js';
import { PHRASES } from '../phrases.js';
import { defineQuestion } from '../question.js';

/** What a term of the reports means, with the rule it rests on. */
export const definition = defineQuestion<Definition>({
  name: 'definition',
  kind: 'passage',
  examples: [
    '什么是勾稽关系',
    '年报什么时候交',
    '三安全一稳定是什么',
    '公开率怎么算',
    '什么叫部分公开',
    '四类过程性信息是指什么',
  ],
  notFor: ['西园街道2023年部分公开几件', '灵源街道2020年予以公开多少件', '西园街道存在什么问题'],
  match(understood) {
    const bare = understood.text.replace(/[？?。！!\s]/g, '');
    const found = findDefinition(bare);
    if (!found) return null;
    // By when reports are due does not depend on whose and of which year.
    if (found.deadline) return understood.metrics.length === 0 ? found : null;
    const scoped =
      understood.offices.length > 0 || understood.unknownOffice !== null || understood.years.years.length > 0;
    const asks = understood.operations.has('meaning') || ASKS.test(bare) || found.terms.includes(bare);
    return asks && !scoped ? found : null;
  },
  answer: async (found) => say(found.deadline ? 'deadline' : 'passage', PHRASES.definition(found.text, found.basis)),
});

// --- internal ---

const ASKS =
  /^(?:what is|什么是|啥是|啥叫|何为|何谓|解释)|(?:是什么|是啥|指的是什么|包括(?:什么|哪些)|有哪些|怎么理解|啥意思)$/;
