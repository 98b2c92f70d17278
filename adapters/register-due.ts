import { dueDate, isLaidDown } from '../knowledge/deadlines.js';
import { logDecision } from '../knowledge/decisions.js';
import { addDueRule, type DueRule, readDueRules, removeDueRule } from '../knowledge/due-rules.js';
import { type RegisterEntry, readRegister } from '../knowledge/register.js';
import { nextRevision } from '../knowledge/revision.js';
import { type OfficeKind, UserError } from '../knowledge/types.js';
import { isoDate } from '../knowledge/working-days.js';
import { kindsOf } from './check-scope.js';
import type { RegisterCall } from './register.js';
import { whomOf } from './register-scope.js';
import { REGISTER_WORDING as WORDING } from './register-wording.js';
import { saidBy } from './said-by.js';

/**
 * `register due`: a local notice that sets another day; without a day, those there are; with `--undo`, takes one back.
 * @throws UserError BAD_CALL, BAD_DAY, BAD_YEARS, NO_BASIS and those of `whomOf` and `kindsOf`
 */
export async function registerDue(registerCall: RegisterCall): Promise<number> {
  const { call, rest } = registerCall;
  if (call.undo) return undo(registerCall);
  const day = rest.at(-1);
  return day !== undefined && /^\d{1,2}-\d{1,2}$/.test(day)
    ? add(registerCall, rest.slice(0, -1), day)
    : list(registerCall);
}

// --- internal ---

async function add({ call, database, now }: RegisterCall, named: readonly string[], day: string): Promise<number> {
  if (named.length > 1 || (named.length === 0 && call.kind === null)) throw new UserError('BAD_CALL', WORDING.usageDue);
  const [basis, who] = [call.basis?.trim() ?? '', call.who?.trim() ?? ''];
  if (basis === '' || who === '') throw new UserError('NO_BASIS', WORDING.usageDue);
  const monthDay = monthDayOf(day);
  const [firstYear, lastYear] = yearsOf(call.years);
  const kinds = call.kind === null ? [null] : kindsOf(call.kind);
  const ids = await database.transaction(async (connection) => {
    const whom = whomOf(named[0], await readRegister(connection));
    const entry = whom !== null && 'entry' in whom ? whom.entry : null;
    const place = whom !== null && 'place' in whom ? whom.place : null;
    const at = now.toISOString();
    const added: number[] = [];
    for (const kind of entry ? [null] : kinds) {
      const rule = { place, kind, register: entry?.id ?? null, firstYear, lastYear, monthDay, basis, who, at };
      added.push(await addDueRule(connection, rule));
    }
    const detail = `${named[0] ?? call.kind} ${firstYear}-${lastYear} ${monthDay}`;
    const office = entry?.name ?? place ?? '';
    await logDecision(connection, { kind: 'due-rule', office, year: null, detail, who, reason: basis, now });
    await nextRevision(connection);
    return { added, kind: entry?.kind ?? null };
  });
  const late = notPutOff(ids.kind ? [ids.kind] : kinds, [firstYear, lastYear], monthDay);
  const warning = late.length > 0 ? [WORDING.notPutOff(late)] : [];
  if (call.json) process.stdout.write(`${JSON.stringify({ due: ids.added, warnings: warning })}\n`);
  else process.stdout.write(`${[WORDING.dueSaved(ids.added), ...warning].join('\n')}\n`);
  return 0;
}

async function undo({ call, rest, database, now }: RegisterCall): Promise<number> {
  const [id = '', ...more] = rest;
  if (!/^[1-9]\d{0,8}$/.test(id) || more.length > 0) throw new UserError('BAD_CALL', WORDING.usageDue);
  const said = { ...saidBy(call), now };
  await database.transaction(async (connection) => {
    if (!(await removeDueRule(connection, Number(id)))) throw new UserError('UNKNOWN_DUE', WORDING.dueUnknown(id));
    const detail = WORDING.dueRemoved(Number(id));
    await logDecision(connection, { kind: 'due-rule', office: '', year: null, detail, ...said });
    await nextRevision(connection);
  });
  process.stdout.write(`${call.json ? JSON.stringify({ removed: Number(id) }) : WORDING.dueRemoved(Number(id))}\n`);
  return 0;
}

async function list({ call, rest, database }: RegisterCall): Promise<number> {
  if (rest.length > 0 || call.basis !== null) throw new UserError('BAD_CALL', WORDING.usageDue);
  const rules = await readDueRules(database);
  const entries = await readRegister(database);
  if (call.json) process.stdout.write(`${JSON.stringify({ due: rules })}\n`);
  else {
    const lines = rules.length === 0 ? [WORDING.dueNone] : rules.map((rule) => lineOf(rule, entries));
    process.stdout.write(`${lines.join('\n')}\n`);
  }
  return 0;
}

function lineOf(rule: DueRule, entries: readonly RegisterEntry[]): string {
  const { id, firstYear, lastYear, monthDay, basis, who } = rule;
  const entry = entries.find((each) => each.id === rule.register);
  const whose =
    rule.register !== null
      ? (entry?.name ?? WORDING.gone)
      : `${rule.place ?? WORDING.everywhere}${rule.kind === null ? '' : `（${rule.kind}）`}`;
  const years = firstYear === lastYear ? String(firstYear) : `${firstYear}-${lastYear}`;
  return WORDING.due(id, whose, years, monthDay, basis, who);
}

/** 1-20 as 01-20. @throws UserError BAD_DAY for what not every year has */
function monthDayOf(text: string): string {
  const [month = 0, day = 0] = text.split('-').map(Number);
  const date = isoDate(COMMON_YEAR, month, day);
  if (date === null) throw new UserError('BAD_DAY', `“${text}”不是每年都有的日期，请写 MM-DD，例如 01-20。`);
  return date.slice(5);
}

const COMMON_YEAR = 2027;

/** @throws UserError BAD_YEARS */
function yearsOf(text: string | null): readonly [number, number] {
  const match = /^((?:19|20)\d{2})(?:[-—~～至到]((?:19|20)\d{2}))?$/.exec(text?.trim() ?? '');
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? match?.[1]);
  if (match && first <= last) return [first, last];
  throw new UserError('BAD_YEARS', '请用 --years 写明适用于哪几个年度的年报，例如 --years 2025 或 --years 2025-2026。');
}

/** Kinds whose day the Regulations set before this one. */
function notPutOff(
  kinds: readonly (OfficeKind | null)[],
  [first, last]: readonly [number, number],
  monthDay: string,
): OfficeKind[] {
  const meant = kinds.flatMap((kind): OfficeKind[] => (kind === null ? ['部门'] : [kind]));
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return meant.filter((kind) =>
    years.some((year) => isLaidDown(kind, year) && `${year + 1}-${monthDay}` > dueDate(kind, year).due),
  );
}
