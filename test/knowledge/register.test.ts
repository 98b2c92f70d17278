import { describe, expect, it } from 'vitest';
import type { Database } from '../../knowledge/connection.js';
import { addDueRule } from '../../knowledge/due-rules.js';
import { obligations } from '../../knowledge/obligations.js';
import { notePublished } from '../../knowledge/published.js';
import { type RegisterEntry, readRegister } from '../../knowledge/register.js';
import { enterOffices, takeOut } from '../../knowledge/register-entries.js';
import { syncRegister } from '../../knowledge/register-sync.js';
import { freshDatabase } from './databases.js';
import { buildOffice, buildReport } from './fixtures.js';
import { NOW, store } from './temporary.js';

async function fresh(): Promise<Database> {
  return freshDatabase().open();
}

const IMPORT = { source: '名册.csv', who: '王五', now: NOW };

async function entryOf(database: Database, name: string): Promise<RegisterEntry> {
  const entry = (await readRegister(database)).find((each) => each.name === name);
  if (!entry) throw new Error(`${name} is not in the register`);
  return entry;
}

async function stored(database: Database, core: string, year: number, more: object = {}): Promise<void> {
  const { issuedOn, region, ...rest } = { issuedOn: `${year + 1}-01-20`, region: {}, ...more };
  const kind = core.endsWith('街道') ? '街道办事处' : '镇人民政府';
  const report = buildReport({ office: buildOffice(core, kind, region), year, sections: [] });
  await store(database, { ...report, issuedOn, ...rest });
}

describe('the register', () => {
  it('holds every office with a report, once, however often it is asked', async () => {
    const database = await fresh();
    await stored(database, '临江街道', 2024);
    await stored(database, '临江街道', 2025);
    await stored(database, '白鹭镇', 2025);
    expect(await syncRegister(database, NOW)).toBe(2);
    expect(await syncRegister(database, NOW)).toBe(0);
    const entries = await readRegister(database);
    expect(entries.map(({ name, source, officeId }) => [name, source, officeId !== null]).sort()).toEqual([
      ['青禾市临江街道办事处', 'reports', true],
      ['青禾市白鹭镇人民政府', 'reports', true],
    ]);
    await database.close();
  });

  it('is the same after the same import again, and links what was imported before its report came', async () => {
    const database = await fresh();
    const offices = [buildOffice('临江街道', '街道办事处'), buildOffice('白鹭镇', '镇人民政府')];
    expect(await enterOffices(database, offices, IMPORT)).toEqual(['added', 'added']);
    expect(await enterOffices(database, offices, IMPORT)).toEqual(['unchanged', 'unchanged']);
    await stored(database, '临江街道', 2025);
    expect(await syncRegister(database, NOW)).toBe(0);
    expect((await entryOf(database, '青禾市临江街道办事处')).officeId).not.toBeNull();
    expect((await entryOf(database, '青禾市白鹭镇人民政府')).officeId).toBeNull();
    await database.close();
  });

  it('keeps towns of one name in two counties apart, each with its own report', async () => {
    const database = await fresh();
    const [one, other] = ['青禾市', '松岭县'].map((county) => buildOffice('城关镇', '镇人民政府', { county }));
    if (!one || !other) throw new Error('two offices');
    expect(await enterOffices(database, [one, other], IMPORT)).toEqual(['added', 'added']);
    await stored(database, '城关镇', 2025, { region: { county: '松岭县' } });
    await syncRegister(database, NOW);
    const due = await obligations(database, { year: 2025 });
    expect(due.map(({ entry, published }) => [entry.county, published?.on ?? null]).sort()).toEqual([
      ['松岭县', '2026-01-20'],
      ['青禾市', null],
    ]);
    await database.close();
  });

  it('takes a report that does not say its county for neither of two namesakes', async () => {
    const database = await fresh();
    const offices = ['青禾市', '松岭县'].map((county) => buildOffice('城关镇', '镇人民政府', { county }));
    await enterOffices(database, offices, IMPORT);
    await stored(database, '城关镇', 2025, { region: { province: null, city: null, county: null } });
    await syncRegister(database, NOW);
    const found = (await readRegister(database)).filter(({ officeId }) => officeId !== null);
    expect(found.map(({ county }) => county)).not.toContain('青禾市');
    expect(found.map(({ county }) => county)).not.toContain('松岭县');
    await database.close();
  });

  it('knows an office by the name it had before', async () => {
    const database = await fresh();
    await enterOffices(database, [buildOffice('白鹭镇', '镇人民政府')], IMPORT);
    const now = buildOffice('白鹭街道', '街道办事处');
    const before = {
      name: '青禾市白鹭镇人民政府',
      core: '白鹭镇',
      kind: '镇人民政府',
      place: '青禾市',
      quote: '原白鹭镇',
      line: 1,
    } as const;
    const report = buildReport({
      office: { ...now, otherNames: [before] },
      year: 2025,
      sections: [{ key: 'overview', path: '一、总体情况', paragraphs: ['白鹭街道（原白鹭镇）由镇改设。'] }],
    });
    await store(database, report);
    expect(await syncRegister(database, NOW)).toBe(0);
    const [only, ...more] = await obligations(database, { year: 2025 });
    expect([only?.published?.on, more.length]).toEqual(['2026-01-20', 0]);
    await database.close();
  });

  it('does not take back by its reports what a person took out, but by an import', async () => {
    const database = await fresh();
    await stored(database, '白鹭镇', 2025);
    await syncRegister(database, NOW);
    const { id } = await entryOf(database, '青禾市白鹭镇人民政府');
    await takeOut(database, id, { who: '王五', now: NOW });
    expect([await syncRegister(database, NOW), await readRegister(database)]).toEqual([0, []]);
    expect(await enterOffices(database, [buildOffice('白鹭镇', '镇人民政府')], IMPORT)).toEqual(['added']);
    expect((await readRegister(database)).length).toBe(1);
    await database.close();
  });

  it('tells where a name without its county may be one of two', async () => {
    const database = await fresh();
    const offices = ['青禾市', '松岭县'].map((county) => buildOffice('城关镇', '镇人民政府', { county }));
    await enterOffices(database, offices, IMPORT);
    const bare = buildOffice('城关镇', '镇人民政府', { province: null, city: null, county: null });
    expect(await enterOffices(database, [bare], IMPORT)).toEqual(['ambiguous']);
    await database.close();
  });
});

describe('what is owed', () => {
  it.each([
    ['in time', { issuedOn: '2026-01-20' }, '2026-01-20', 0],
    ['on the last day', { issuedOn: '2026-01-31' }, '2026-01-31', 0],
    ['a day late', { issuedOn: '2026-02-01' }, '2026-02-01', 1],
    ['late over a leap day', { issuedOn: '2024-03-01', year: 2023 }, '2024-03-01', 30],
    ['signed before the year was over', { issuedOn: '2025-12-31' }, '2025-12-31', 0],
    ['without a date', { issuedOn: null }, null, null],
    ['with the date of the year before', { issuedOn: '2025-01-18' }, null, null],
    ['for 2016, by 31 March', { issuedOn: '2017-03-31', year: 2016 }, '2017-03-31', 0],
    ['for 2016, in April', { issuedOn: '2017-04-05', year: 2016 }, '2017-04-05', 5],
  ] as const)('a report %s', async (_, { issuedOn, ...more }, on, daysLate) => {
    const year = 'year' in more ? more.year : 2025;
    const database = await fresh();
    await stored(database, '白鹭镇', year, { issuedOn });
    await syncRegister(database, NOW);
    const [only] = await obligations(database, { year });
    expect(only?.published).toMatchObject({ on, daysLate });
    expect(only?.published?.evidence).toContain('白鹭镇');
    await database.close();
  });

  it('goes by a local notice, and by what a person entered', async () => {
    const database = await fresh();
    await stored(database, '白鹭镇', 2025, { issuedOn: '2026-01-28' });
    await stored(database, '临江街道', 2024);
    await syncRegister(database, NOW);
    const rule = { kind: null, register: null, firstYear: 2025, lastYear: 2025, who: '王五', at: NOW.toISOString() };
    await addDueRule(database, { ...rule, place: '青禾市', monthDay: '01-20', basis: '青办〔2025〕8号' });
    const { id: register } = await entryOf(database, '青禾市临江街道办事处');
    const note = {
      register,
      year: 2025,
      publishedOn: '2026-01-21',
      evidence: '市政府网站',
      who: '王五',
      at: NOW.toISOString(),
    };
    await notePublished(database, note, '2026-11-21');
    const told = (await obligations(database, { year: 2025, place: '青禾市' })).map(({ entry, due, published }) => [
      entry.core,
      due.due,
      due.basis,
      due.statutory?.due,
      published?.on,
      published?.daysLate,
    ]);
    expect(told).toEqual([
      ['临江街道', '2026-01-20', '青办〔2025〕8号', '2026-01-31', '2026-01-21', 1],
      ['白鹭镇', '2026-01-20', '青办〔2025〕8号', '2026-01-31', '2026-01-28', 8],
    ]);
    expect(await obligations(database, { year: 2025, register: [register] })).toHaveLength(1);
    expect(await obligations(database, { year: 2025, place: '松岭县' })).toEqual([]);
    await database.close();
  });

  it.each([
    ['2024-12-31', 'before its year'],
    ['2026-11-22', 'in days to come'],
  ])('is not noted as published on %s: %s', async (publishedOn) => {
    const database = await fresh();
    await enterOffices(database, [buildOffice('白鹭镇', '镇人民政府')], IMPORT);
    const { id: register } = await entryOf(database, '青禾市白鹭镇人民政府');
    const note = { register, year: 2025, publishedOn, evidence: '网站', who: '王五', at: NOW.toISOString() };
    await expect(notePublished(database, note, '2026-11-21')).rejects.toMatchObject({ code: 'BAD_PUBLISHED' });
    await database.close();
  });
});
