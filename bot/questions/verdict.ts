import { UserError } from '../../knowledge/types.js';
import type { NamedDoubt } from '../../knowledge/verdicts.js';
import { tellDoubts } from '../doubt-telling.js';
import { type Draft, type DraftBuilder, say, startDraft } from '../draft.js';
import { readVerdict, type VerdictSaid } from '../mentions/verdicts.js';
import { noteBy } from '../noting.js';
import { type Person, personText } from '../person.js';
import { PHRASES } from '../phrases.js';
import { type Context, defineQuestion } from '../question.js';
import { MAX_QUESTION_LENGTH } from '../understand.js';
import { reportName } from '../wording.js';

/** What a member of staff decides about doubts, by their ids; an id alone shows the doubt. */
export const verdict = defineQuestion<VerdictSaid>({
  name: 'verdict',
  kind: 'check',
  examples: [
    'f1a2b3c4d5e 属实，已核对原件',
    'f1a2b3c4d5e不成立：表格是对的',
    '确认f1a2b3c4d5e，已去电核实',
    '驳回 f1a2b3c4d5e 理由是分类本来就有重复',
    'f1a2b3c4d5e',
  ],
  notFor: ['西园街道2023年报数据对不对', '确认一下西园街道2023年收到多少件申请', '收到的申请是6件属实吗'],
  match: ({ original }) => (original.length > MAX_QUESTION_LENGTH ? null : readVerdict(original)),
  async answer(said, _understood, context) {
    const { role, person, contact } = context;
    if (role !== 'staff') return say('refused', PHRASES.verdictStaffOnly(contact));
    try {
      const doubts = await Promise.all(said.ids.map((id) => context.knowledge.doubt(id)));
      if (said.apart) return say('clarify', PHRASES.verdictOneByOne);
      if (said.decided === null) return await show(doubts, context);
      if (person === null) return say('refused', PHRASES.verdictNobody(contact));
      const { decided, reason } = said;
      if (reason === null) return say('clarify', PHRASES.verdictReason(decided));
      return await decide({ ids: said.ids, decided, reason }, doubts, person, context);
    } catch (error) {
      if (!(error instanceof UserError) || !ABOUT_ID.has(error.code)) throw error;
      return say('missing', PHRASES.withCode(error.message, error.code));
    }
  },
});

// --- internal ---

const ABOUT_ID = new Set(['NO_SUCH_FINDING', 'AMBIGUOUS_FINDING']);

async function show(doubts: readonly NamedDoubt[], context: Context): Promise<Draft> {
  const draft = startDraft(context.reports);
  const lines = await Promise.all(doubts.map((doubt) => linesOf(draft, doubt, context)));
  return draft.build('check', [...lines.flat(), PHRASES.verdictUnclear, PHRASES.verdictHow].join('\n'));
}

async function decide(
  {
    ids,
    decided,
    reason,
  }: { readonly ids: readonly string[]; readonly decided: 'confirmed' | 'dismissed'; readonly reason: string },
  doubts: readonly NamedDoubt[],
  person: Person,
  context: Context,
): Promise<Draft> {
  const draft = startDraft(context.reports);
  const lines: string[] = [];
  for (const [index, doubt] of doubts.entries()) {
    const id = ids[index] ?? '';
    const before = (await storedDoubt(doubt, context))?.verdict;
    await context.knowledge.decide(id, { verdict: decided, reason, who: personText(person), now: context.now });
    await noteBy(context, 'verdict', `${id} ${decided}: ${reason}`);
    lines.push(PHRASES.verdictSaved(reportName({ office: doubt.name, year: doubt.year }), id, decided));
    lines.push(...(await linesOf(draft, doubt, context)));
    if (before) lines.push(PHRASES.verdictWas(before.verdict));
  }
  return draft.build('check', lines.join('\n'));
}

/** The doubt as it is stored now, with what was decided. */
async function linesOf(draft: DraftBuilder, doubt: NamedDoubt, context: Context): Promise<string[]> {
  const finding = await storedDoubt(doubt, context);
  if (!finding) return [];
  const { severity } = finding;
  const lines = tellDoubts(draft, [finding], 'staff', ({ message }, id) =>
    PHRASES.tableLine(`${PHRASES.checkGroup[severity]}${id}`, message),
  );
  return [PHRASES.checkHead(reportName({ office: doubt.name, year: doubt.year })), ...lines];
}

async function storedDoubt({ office, year, rule, at }: NamedDoubt, { knowledge }: Context) {
  const findings = await knowledge.findings({ offices: [office], years: [year] });
  return findings.find((each) => each.officeId === office && each.rule === rule && each.at === at) ?? null;
}
