import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../bot/answer.js';
import type { Bot, Role } from '../../bot/bot.js';
import { startDraft } from '../../bot/draft.js';
import { findViolation } from '../../bot/guard.js';
import { readVerdict } from '../../bot/mentions/verdicts.js';
import type { Person } from '../../bot/person.js';
import { openDatabase } from '../../knowledge/database.js';
import { readJournal } from '../../knowledge/journal.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';
import type { StoredFinding } from '../../knowledge/stored.js';
import { findingId } from '../../knowledge/verdicts.js';
import { copyOf } from '../knowledge/databases.js';
import { botOn, ingested } from './fixture.js';

const ID = 'f1a2b3c4d5e';
const OTHER = 'f00000000a1';

describe('what is said about doubts', () => {
  it.each<[string, 'confirmed' | 'dismissed', string | null]>([
    [`${ID} 属实，已核对原件`, 'confirmed', '已核对原件'],
    [`${ID} 不成立：表格是对的`, 'dismissed', '表格是对的'],
    [`确认${ID}，已去电核实`, 'confirmed', '已去电核实'],
    [`驳回 ${ID} 理由是分类有重复`, 'dismissed', '分类有重复'],
    [`请把${ID}标记为不成立，因为单位已更正`, 'dismissed', '单位已更正'],
    [`[${ID}] 不属实。原因：正文6件是笔误`, 'dismissed', '正文6件是笔误'],
    [`已核对原件，确认 ${ID}`, 'confirmed', '已核对原件'],
    [`属实：${ID}，漏填总计列`, 'confirmed', '漏填总计列'],
    [`${ID.toUpperCase()}是误报，表格读错了一行`, 'dismissed', '表格读错了一行'],
    ['ｆ１ａ２ｂ３ｃ４ｄ５ｅ属实，已核对原件', 'confirmed', '已核对原件'],
    [`确认 ${ID} 不成立，表格是对的`, 'dismissed', '表格是对的'],
    [`${ID} confirmed, checked against the original`, 'confirmed', 'checked against the original'],
    [`${ID} 没有问题，正文没写全`, 'dismissed', '正文没写全'],
    [`表格没有错，驳回${ID}`, 'dismissed', '表格没有错'],
    [`麻烦把 ${ID} 驳回一下，理由：表格读错了`, 'dismissed', '表格读错了'],
    [`${ID} 我核对过原件，不成立`, 'dismissed', '我核对过原件'],
    [`疑点${ID}，核对原件后，属实，漏填总计`, 'confirmed', '核对原件后，漏填总计'],
    [`${ID}已确认，原件如此`, 'confirmed', '原件如此'],
    [`${ID} 屬實，已核對原件`, 'confirmed', '已核對原件'],
    [`${ID}属实`, 'confirmed', null],
    [`${ID} 不成立。谢谢`, 'dismissed', null],
    [`驳回 ${ID}`, 'dismissed', null],
  ])('%s', (message, decided, reason) => {
    expect(readVerdict(message)).toEqual({ ids: [ID], decided, reason, apart: false });
  });

  it.each([
    `${ID} 属实吗`,
    `${ID}属实还是不成立`,
    `${ID} 是不是误报？`,
    `${ID} 成立不成立`,
    `如果${ID}属实会怎样`,
    `不要驳回${ID}，等我看看`,
    `谁确认${ID}的`,
    `不确认${ID}`,
    `怎么驳回${ID}`,
    `张三说${ID}属实`,
    `${ID} 确认无误`,
    `驳回 ${ID} 属实，已核对`,
    `${ID} 是错的`,
    `${ID} 属实吧，大概`,
    `${ID} 未确认，等原件`,
    `${ID} 不是误报，已核对`,
    `取消${ID}的认定，记错了`,
    `${ID} 看不出，属实与否再说`,
    ID,
  ])('%s decides nothing', (message) => {
    expect(readVerdict(message)).toMatchObject({ ids: [ID], decided: null });
  });

  it('takes several ids side by side, and none that stand apart', () => {
    const reason = '已核对原件';
    expect(readVerdict(`${ID}、${OTHER} 都属实，${reason}`)).toMatchObject({
      ids: [ID, OTHER],
      decided: 'confirmed',
      reason,
    });
    expect(readVerdict(`${ID} 属实，${OTHER} 不成立`)).toMatchObject({ decided: null, apart: true });
  });

  it.each(['确认一下', 'facade 属实', '西园2023年收到几件', 'a@f1234567890.com 属实', 'f2023 属实'])(
    '%s names none',
    (message) => {
      expect(readVerdict(message)).toBeNull();
    },
  );
});

const WANG: Person = { id: '王五', name: null };
let template = '';
let url = '';
let knowledge: Knowledge;
let bot: Bot;
const logged: string[] = [];
const log = (message: string, error: unknown) => void logged.push(`${message}: ${String(error)}`);
beforeAll(() => {
  template = ingested(['samples']);
});
afterAll(() => knowledge.close());

/** A knowledge base of its own for each test. */
async function begin(): Promise<void> {
  ({ url } = await copyOf(template));
  await knowledge?.close();
  knowledge = await openKnowledge(url);
  bot = botOn(knowledge, log);
  logged.length = 0;
}

function ask(
  text: string,
  role: Role = 'staff',
  person: Person | null = WANG,
  session: string | null = null,
): Promise<Answer> {
  return bot.reply({ text, session, role, person }, { channel: 'test', today: '2026-11-21' });
}

async function doubt(rule: string, office = '西园'): Promise<StoredFinding & { readonly id: string }> {
  const findings = await knowledge.findings({ offices: [], years: [] });
  const found = findings.find((each) => each.rule === rule && each.office.includes(office));
  if (!found) throw new Error(`no ${rule}`);
  return { ...found, id: findingId({ ...found, office: found.officeId }) };
}

describe('a verdict in chat', () => {
  beforeEach(begin);

  it('is saved with who, when and why, told, and seen by staff afterwards, after a restart too', async () => {
    const { id, message } = await doubt('N-NEW');
    const answer = await ask(`${id} 属实，正文6件是笔误`);
    expect(answer.kind).toBe('check');
    expect(answer.text).toContain(message);
    expect(answer.text).toContain(`${id} 属实`);
    const verdict = { verdict: 'confirmed', reason: '正文6件是笔误', who: '王五', at: '2026-11-21T04:00:00.000Z' };
    expect((await doubt('N-NEW')).verdict).toEqual(verdict);
    await knowledge.close();
    knowledge = await openKnowledge(url);
    bot = botOn(knowledge, log);
    const seen = await ask('检查西园2023');
    expect(seen.text).toContain('属实（王五，2026-11-21）：“正文6件是笔误”');
    expect(seen.findings.find((each) => each.id === id)?.verdict).toEqual(verdict);
    expect(logged).toEqual([]);
  });

  it('is noted in the journal with who', async () => {
    const { id } = await doubt('N-NEW');
    await ask(`${id} 属实，已核对原件`, 'staff', { id: 'a8f3', name: '王五' });
    expect((await doubt('N-NEW')).verdict?.who).toBe('王五（a8f3）');
    const database = await openDatabase(url);
    const [entry] = await readJournal(database, 1);
    await database.close();
    expect(entry?.detail).toBe('verdict: 王五（a8f3）');
  });

  it('takes the place of an earlier one, and says so', async () => {
    const { id } = await doubt('N-NEW');
    await ask(`${id} 不成立：表格是对的`);
    const answer = await ask(`${id} 属实，已去电核实`, 'staff', { id: '赵六', name: '赵六' });
    expect(answer.text).toContain('此前认定为不成立');
    expect((await doubt('N-NEW')).verdict).toMatchObject({ verdict: 'confirmed', who: '赵六' });
  });

  it.each<[string, Role, Person | null, Answer['kind'], RegExp]>([
    ['ID 属实，已核对原件', 'public', null, 'refused', /工作人员/],
    ['ID', 'public', null, 'refused', /工作人员/],
    ['ID 属实，已核对原件', 'staff', null, 'refused', /谁/],
    ['ID 属实', 'staff', WANG, 'clarify', /请.*写明理由，例如/],
    ['ID 属实吗', 'staff', WANG, 'check', /没有记录/],
    ['f0000000000 属实，已核对原件', 'staff', WANG, 'missing', /没有编号为“f0000000000”.*NO_SUCH_FINDING/],
    ['F0000000000 属实，已核对原件', 'staff', WANG, 'missing', /NO_SUCH_FINDING/],
    ['ID、f0000000000 属实，已核对原件', 'staff', WANG, 'missing', /NO_SUCH_FINDING/],
    ['ID 属实，f0000000000 不成立', 'staff', WANG, 'missing', /NO_SUCH_FINDING/],
  ])('%s from %s: nothing is saved', async (text, role, person, kind, said) => {
    const { id } = await doubt('N-NEW');
    const answer = await ask(text.replace('ID', id), role, person);
    expect(answer.kind).toBe(kind);
    expect(answer.text).toMatch(said);
    expect((await doubt('N-NEW')).verdict).toBeNull();
    expect(logged).toEqual([]);
  });

  it('tells the public nothing of a doubt by its id', async () => {
    const { id, message } = await doubt('N-NEW');
    const known = await ask(id, 'public', null);
    const unknown = await ask(OTHER, 'public', null);
    expect(known.text).toBe(unknown.text);
    expect(known.text).not.toContain(message);
  });
});

describe('doubts that a person decided to be none', () => {
  beforeEach(begin);

  it('are no doubts to the public, and stay in sight of staff', async () => {
    const { id, message } = await doubt('N-NEW');
    const question = '西园街道2023年收到多少件申请';
    expect((await ask(question, 'public')).findings.map((each) => each.message)).toContain(message);
    const before = await ask(question, 'public');
    await ask(`${id} 不成立：表格是对的`);
    const after = await ask(question, 'public');
    expect(after.findings.map((each) => each.message)).not.toContain(message);
    // What the report says twice is still told twice.
    expect(after.values).toEqual(before.values);
    expect((await ask('检查西园2023', 'public')).text).not.toContain(message);
    expect((await ask('检查西园2023')).text).toContain(`${message}\n  不成立（王五，2026-11-21）：“表格是对的”`);
    expect(logged).toEqual([]);
  });

  it('are not called agreement where somebody asks why two numbers differ', async () => {
    for (const rule of ['N-NEW', 'T3-BAL', 'T3-TOTALCOL', 'T3-ZERO']) {
      const found = await doubt(rule).catch(() => null);
      if (found) await ask(`${found.id} 不成立：表格是对的`);
    }
    await ask('西园街道2023年收到多少件申请', 'public', null, 'why');
    const { text } = await ask('为啥两个数不一样', 'public', null, 'why');
    expect(text).not.toMatch(/没有发现前后不一致/);
  });

  it('a report all of whose doubts are settled is not called free of them', async () => {
    const findings = await knowledge.findings({ offices: [], years: [2020] });
    const mine = findings.filter((each) => each.office.includes('灵源') && each.outcome === 'broken');
    for (const each of mine) {
      const id = findingId({ ...each, office: each.officeId });
      expect((await ask(`${id} 不成立：已核对原件`)).kind).toBe('check');
    }
    const { text, findings: told } = await ask('检查灵源2020', 'public', null);
    expect(told).toEqual([]);
    expect(text).toContain('认定不成立');
    expect(text).not.toContain('没有空白单元格');
  });

  it('the ids are for staff alone', async () => {
    const { id } = await doubt('N-NEW');
    for (const question of ['检查西园2023', '哪些年报有错误', '西园勾稽关系平不平']) {
      const [open, closed] = [await ask(question, 'public', null), await ask(question)];
      expect(open.text, question).not.toMatch(/f[0-9a-f]{10}/);
      expect(open.findings.every((each) => !('id' in each) && !('verdict' in each))).toBe(true);
      expect(closed.text, question).toMatch(/f[0-9a-f]{10}/);
    }
    expect((await ask('检查西园2023')).text).toContain(id);
  });
});

describe('what the guard allows beside a doubt', () => {
  const by = { sourceOf: () => null, years: new Set<number>(), question: '' };
  const verdict = { verdict: 'confirmed', reason: '原件为6件', who: '王五', at: '2026-11-21T04:00:00Z' } as const;
  const violated = (text: string): string | null => {
    const draft = startDraft();
    const of = { reportId: 1, officeId: 1, office: '某镇', year: 2023, title: '', file: '', format: '2021' } as const;
    const found = {
      rule: 'X',
      at: '',
      severity: 'error',
      outcome: 'broken',
      message: '不符',
      places: [],
      metrics: [],
    } as const;
    draft.addFinding({ ...found, ...of, verdict }, ID);
    return findViolation(draft.build('check', text), by)?.rule ?? null;
  };
  it.each([
    [`[${ID}]不符`, null],
    ['不符 属实（王五，2026-11-21）：“原件为6件”', null],
    [`[${OTHER}]不符`, 'number in text'],
    ['不符 属实（王五，2026-11-22）：“原件为6件”', 'number in text'],
    ['不符 属实（王五，2026-11-21）：“原件为7件”', 'number in text'],
    ['不符，原件为6件', 'number in text'],
  ])('%s: %s', (text, rule) => expect(violated(text)).toBe(rule));
});
