import type { AnyQuestion } from './question.js';
import { account } from './questions/account.js';
import { beyond } from './questions/beyond.js';
import { breakdown } from './questions/breakdown.js';
import { compare } from './questions/compare.js';
import { coverage } from './questions/coverage.js';
import { deadline } from './questions/deadline.js';
import { definition } from './questions/definition.js';
import { difference } from './questions/difference.js';
import { doubts } from './questions/doubts.js';
import { fact } from './questions/fact.js';
import { fee } from './questions/fee.js';
import { figure } from './questions/figure.js';
import { figuresSum } from './questions/figures-sum.js';
import { growth } from './questions/growth.js';
import { help, unclear } from './questions/help.js';
import { journal } from './questions/journal.js';
import { largest } from './questions/largest.js';
import { list } from './questions/list.js';
import { mention } from './questions/mention.js';
import { owing } from './questions/owing.js';
import { partsSum } from './questions/parts-sum.js';
import { passage } from './questions/passage.js';
import { per } from './questions/per.js';
import { procedure } from './questions/procedure.js';
import { quality } from './questions/quality.js';
import { ranking } from './questions/ranking.js';
import { refusal } from './questions/refusal.js';
import { share } from './questions/share.js';
import { source } from './questions/source.js';
import { subscription } from './questions/subscription.js';
import { timeLimit } from './questions/time-limit.js';
import { timeliness } from './questions/timeliness.js';
import { total } from './questions/total.js';
import { trend } from './questions/trend.js';
import { verdict } from './questions/verdict.js';
import type { Understanding } from './understand.js';

/** Every kind of question, most specific first; the first that recognises the words answers. */
export const QUESTIONS: readonly AnyQuestion[] = [
  verdict,
  subscription,
  refusal,
  journal,
  help,
  source,
  doubts,
  timeliness,
  fee,
  timeLimit,
  owing,
  deadline,
  procedure,
  definition,
  mention,
  quality,
  coverage,
  account,
  fact,
  per,
  share,
  partsSum,
  figuresSum,
  growth,
  difference,
  total,
  trend,
  largest,
  ranking,
  list,
  compare,
  beyond,
  breakdown,
  figure,
  passage,
  unclear,
];

/** The chosen question's making of the answer, and what was tried before it. */
export interface Route {
  readonly question: AnyQuestion;
  readonly rejected: readonly string[];
  readonly answer: NonNullable<ReturnType<AnyQuestion['attempt']>>;
}

/** Chooses the question; `unclear` takes everything, so there always is one. */
export function route(understood: Understanding): Route {
  const rejected: string[] = [];
  for (const question of QUESTIONS) {
    const answer = question.attempt(understood);
    if (answer) return { question, rejected, answer };
    rejected.push(question.name);
  }
  throw new Error('no question takes this: the last of QUESTIONS must take everything');
}
