import { afterAll, describe, expect, test } from 'vitest';
import type { OnConflict } from '../../knowledge/conflict.js';
import type { Database } from '../../knowledge/connection.js';
import { readDecisions } from '../../knowledge/decisions.js';
import { knowledgeOf } from '../../knowledge/knowledge.js';
import { useVersion } from '../../knowledge/report-use.js';
import type { Report } from '../../knowledge/types.js';
import { readChoice } from '../../knowledge/version-choice.js';
import { danglingRows } from './dangling-rows.js';
import { freshDatabase } from './databases.js';
import { buildFinding, buildReport, LINJIANG } from './fixtures.js';
import { NOW, store } from './temporary.js';

const opened: Database[] = [];
afterAll(() => Promise.all(opened.map((database) => database.close())));

async function fresh(): Promise<Database> {
  const database = await freshDatabase().open();
  opened.push(database);
  return database;
}

const YEAR = 2023;
const report = (file: string, stated: number, year = YEAR): Report =>
  buildReport({
    ...{ office: LINJIANG, year, file },
    sections: [{ key: 'overview', path: '一、总体情况', paragraphs: [`全年收到申请${stated}件。`] }],
    figures: [{ metric: 'applications_new', applicant: 'total', stated }],
  });

/** The numbers a check compares, so that every test sees which reports were compared. */
const check = (now: Report, previous: Report | null) => [
  buildFinding('X', { message: `${previous?.figures[0]?.stated}→${now.figures[0]?.stated}` }),
];

type Step =
  | { readonly use: number }
  | { readonly file: string; readonly stated: number; readonly onConflict?: OnConflict; readonly read?: string };

async function take(database: Database, step: Step): Promise<string> {
  if ('use' in step) {
    const said = { now: NOW, check, who: '王五', reason: '单位来函' };
    await useVersion(database, { office: 1, year: YEAR, number: step.use }, said);
    return '';
  }
  const { file, stated, onConflict, read = '1' } = step;
  const content = `${file} ${stated}`;
  const how = { content, hash: `${read} ${content}`, check, ...(onConflict && { onConflict }) };
  const { status, conflict } = await store(database, report(file, stated), how).catch((error) => ({
    status: error.code as string,
    conflict: undefined,
  }));
  const chosen = conflict?.chosen ? [`chosen ${conflict.chosen.number} by ${conflict.chosen.who}`] : [];
  return [status, ...(conflict ? [conflict.used, 'of', conflict.file] : []), ...chosen].join(' ');
}

const A = { file: 'a.txt', stated: 6 };
const B = { file: 'b.txt', stated: 0 };
const CORRECTED = { file: 'a.txt', stated: 7 };

const CASES: readonly { name: string; steps: readonly Step[]; last: string; used: number; chosen: number | null }[] = [
  { name: 'going back', steps: [A, B, { use: 1 }], last: '', used: 6, chosen: 1 },
  { name: 'and forward again', steps: [A, B, { use: 1 }, { use: 2 }], last: '', used: 0, chosen: 2 },
  { name: 'the one in use can be chosen', steps: [A, B, { use: 2 }], last: '', used: 0, chosen: 2 },
  {
    name: 'the same files again',
    steps: [A, B, { use: 1 }, A, B],
    last: 'unchanged other of a.txt chosen 1 by 王五',
    used: 6,
    chosen: 1,
  },
  {
    name: 'the same files by a newer reader',
    steps: [A, B, { use: 1 }, { ...A, read: '2' }, { ...B, read: '2' }],
    last: 'unchanged other of a.txt chosen 1 by 王五',
    used: 6,
    chosen: 1,
  },
  {
    name: 'nor does replace undo it with what was stored before',
    steps: [A, B, { use: 1 }, { ...B, onConflict: 'replace', read: '2' }],
    last: 'unchanged other of a.txt chosen 1 by 王五',
    used: 6,
    chosen: 1,
  },
  {
    name: 'a corrected file of the same name that a person passed over',
    steps: [A, CORRECTED, { use: 1 }, CORRECTED],
    last: 'unchanged other of a.txt chosen 1 by 王五',
    used: 6,
    chosen: 1,
  },
  {
    name: 'the same by a newer reader',
    steps: [A, CORRECTED, { use: 1 }, { ...CORRECTED, read: '2' }],
    last: 'unchanged other of a.txt chosen 1 by 王五',
    used: 6,
    chosen: 1,
  },
  {
    name: 'a new file is kept beside what a person chose',
    steps: [A, B, { use: 1 }, { file: 'c.txt', stated: 9 }],
    last: 'unchanged other of a.txt chosen 1 by 王五',
    used: 6,
    chosen: 1,
  },
  {
    name: 'also a correction of the same name',
    steps: [A, B, { use: 1 }, CORRECTED],
    last: 'unchanged other of a.txt chosen 1 by 王五',
    used: 6,
    chosen: 1,
  },
  {
    name: 'a new file with replace ends the choice',
    steps: [A, B, { use: 1 }, { file: 'c.txt', stated: 9, onConflict: 'replace' }],
    last: 'updated this of a.txt',
    used: 9,
    chosen: null,
  },
  {
    name: 'a newer reading of the chosen file is used',
    steps: [A, B, { use: 1 }, { ...A, read: '2' }],
    last: 'updated',
    used: 6,
    chosen: 1,
  },
  {
    name: 'what was refused stays refused',
    steps: [A, { ...B, onConflict: 'fail' }, B],
    last: 'REPORT_EXISTS',
    used: 6,
    chosen: null,
  },
  {
    name: 'until a call says otherwise',
    steps: [A, { ...B, onConflict: 'fail' }, { ...B, onConflict: 'keep' }, B],
    last: 'unchanged other of a.txt',
    used: 6,
    chosen: null,
  },
  {
    name: 'what was kept stays kept, by a newer reader as well',
    steps: [A, { ...B, onConflict: 'keep' }, { ...B, read: '2' }],
    last: 'unchanged other of a.txt',
    used: 6,
    chosen: null,
  },
];

describe('what a person chose among the reports of an office and year', () => {
  test.each(CASES)('$name', async ({ steps, last, used, chosen }) => {
    const database = await fresh();
    let said = '';
    for (const step of steps) said = await take(database, step);
    expect(said).toBe(last);
    const knowledge = await knowledgeOf(database);
    const { figures } = await knowledge.figures({ offices: [], years: [YEAR], metrics: ['applications_new'] });
    expect(figures.map(({ stated }) => stated)).toEqual([used]);
    expect((await readChoice(database, 1, YEAR))?.number ?? null).toBe(chosen);
    const [stored] = await knowledge.reports();
    const current = (await knowledge.versions({ officeId: 1, year: YEAR })).find((version) => version.current);
    expect(stored?.version.number).toBe(current?.number);
    expect(stored?.version.chosen).toBe(chosen === null ? undefined : true);
    if (chosen !== null) expect(current?.number).toBe(chosen);
    expect(await danglingRows(database)).toEqual([]);
  });

  test('figures, passages, full text, findings and the year after follow; who, when and why is on record', async () => {
    const database = await fresh();
    for (const step of [A, B]) await take(database, step);
    await store(database, report('next.txt', 9, YEAR + 1), { check });
    const knowledge = await knowledgeOf(database);
    const state = async () => {
      const found = await knowledge.passages({ text: '收到申请几件', offices: [1], years: [YEAR], limit: 1 });
      const findings = await knowledge.findings({ offices: [], years: [] });
      return {
        passage: found.map(({ quote }) => quote),
        checks: findings.filter(({ rule }) => rule === 'X').map(({ message }) => message),
        duplicates: findings.filter(({ rule }) => rule === 'META-ORG-YEAR-DUP').map(({ at }) => at),
        stored: (await knowledge.versions({ officeId: 1, year: YEAR })).map(({ storedAt }) => storedAt),
      };
    };
    const before = await state();
    expect(before).toMatchObject({ checks: ['undefined→0', '0→9'], duplicates: ['1'] });
    await take(database, { use: 1 });
    const after = await state();
    expect(after).toMatchObject({ checks: ['undefined→6', '6→9'], duplicates: ['2'], stored: before.stored });
    expect([before.passage, after.passage]).toEqual([['全年收到申请0件。'], ['全年收到申请6件。']]);
    await take(database, { use: 2 });
    expect(await state()).toEqual(before);
    expect(await readDecisions(database, LINJIANG.name, YEAR)).toMatchObject([
      { kind: 'use-version', detail: '1→2', who: '王五', reason: '单位来函', at: NOW.toISOString() },
      { kind: 'use-version', detail: '2→1' },
    ]);
  });

  test('a correction that a person passed over is told of as a doubt', async () => {
    const database = await fresh();
    for (const step of [A, CORRECTED, { use: 1 }]) await take(database, step);
    const findings = await (await knowledgeOf(database)).findings({ offices: [], years: [] });
    const told = findings.find(({ rule }) => rule === 'META-ORG-YEAR-DUP');
    expect(told?.message).toMatch(/第1份.*第2份/);
    expect(told?.message).toContain('7件');
  });
});
