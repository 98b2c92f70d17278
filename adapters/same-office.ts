import { parseOffice } from '../ingest/office-name.js';
import { checkReport } from '../knowledge/checks.js';
import { openDatabase } from '../knowledge/database.js';
import { knowledgeOf } from '../knowledge/knowledge.js';
import { declareSame } from '../knowledge/same-office.js';
import { UserError } from '../knowledge/types.js';
import type { Call } from './call.js';
import { officeCalled } from './check-scope.js';
import { CHECK_WORDING } from './check-wording.js';

/** `disclosure-bot same-office "A=B"`: a person's word that two names mean one office. */
export async function sameOffice(call: Call): Promise<number> {
  const [pair = '', ...more] = call.rest;
  const [one = '', other = '', ...parts] = pair.split(/[=＝]/).map((name) => name.trim());
  if (one === '' || other === '' || parts.length > 0 || more.length > 0) {
    throw new UserError('BAD_PAIR', '用法：disclosure-bot same-office "<单位>=<单位>" --reason <理由> --who <姓名>');
  }
  const { reason, who } = call;
  if (!reason?.trim() || !who?.trim())
    throw new UserError('NO_REASON', '请用 --reason 写明理由，用 --who 写明是谁决定的。');
  const database = await openDatabase(call.config.databaseUrl, { create: false });
  try {
    const offices = await (await knowledgeOf(database)).offices();
    const [first, second] = [officeCalled(one, offices), officeCalled(other, offices)];
    const known = first ?? second;
    if (!known) throw new UserError('UNKNOWN_OFFICE', `“${one}”和“${other}”都没有收录年报，没有记录。`);
    const unknown = parseOffice(first ? other : one);
    if (!(first && second) && !unknown) {
      throw new UserError('BAD_NAME', `“${first ? other : one}”不像一个单位的名称，请写全称。`);
    }
    const same = first && second ? second.id : unknown;
    if (same === null) throw new RangeError('neither an office nor a name');
    const said = { office: known.id, other: same, who: who.trim(), reason: reason.trim() };
    const name = await declareSame(database, said, { check: checkReport });
    if (call.json) process.stdout.write(`${JSON.stringify({ office: name })}\n`);
    else process.stdout.write(`${CHECK_WORDING.sameOffice(name)}\n`);
    return 0;
  } finally {
    await database.close();
  }
}
