import type { Knowledge } from '../knowledge/knowledge.js';
import { isDismissed } from '../knowledge/verdicts.js';

/**
 * The same knowledge, where a doubt that a person decided to be none is about no figure any more. The finding stays: which
 * of two contradicting numbers is told first is arithmetic, and both are told whatever was decided.
 */
export function withoutDismissed(knowledge: Knowledge): Knowledge {
  return {
    ...knowledge,
    async figures(query) {
      const { figures, findings } = await knowledge.figures(query);
      return { figures, findings: findings.map((each) => (isDismissed(each) ? { ...each, metrics: [] } : each)) };
    },
  };
}
