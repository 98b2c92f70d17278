import { afterAll, describe, expect, test } from 'vitest';
import { separationOf } from '../../adapters/separation.js';
import { checkReport } from '../../knowledge/checks.js';
import type { Database } from '../../knowledge/connection.js';
import { readDecisions } from '../../knowledge/decisions.js';
import { knowledgeOf } from '../../knowledge/knowledge.js';
import { useVersion } from '../../knowledge/report-use.js';
import { declareSame, type SameOffice } from '../../knowledge/same-office.js';
import { separateOffices } from '../../knowledge/separate-offices.js';
import type { Office, OtherName, Report } from '../../knowledge/types.js';
import { saveVerdict } from '../../knowledge/verdicts.js';
import { danglingRows } from './dangling-rows.js';
import { freshDatabase } from './databases.js';
import { buildFinding, buildOffice, buildReport } from './fixtures.js';
import { NOW, store } from './temporary.js';

const opened: Database[] = [];
afterAll(() => Promise.all(opened.map((database) => database.close())));

const nowhere = { province: null, city: null, county: null };
const street = buildOffice('临江街道', '街道办事处', { province: null, city: null });
const town = buildOffice('临江镇', '镇人民政府', { province: null, city: null });
const bare = buildOffice('临江街道', '街道办事处', nowhere);
const elsewhere = buildOffice('临江街道', '街道办事处', { ...nowhere, county: '红岩区' });
const third = buildOffice('白鹭镇', '镇人民政府', { province: null, city: null });

/** Compares years and says so, so that neighbours count. */
const check = (now: Report, previous: Report | null) => [
  ...checkReport(now, previous).slice(0, 2),
  buildFinding('X', { message: `${previous?.file ?? '无'}→${now.file}`, metrics: ['applications_new'] }),
];
const said = { who: '李四', reason: '机构改革文件' };

type Stored = readonly [office: Office, year: number, file: string];

const report = ([office, year, file]: Stored): Report =>
  buildReport({
    ...{ office, year, file },
    sections: [
      {
        key: 'overview',
        path: '一、总体情况',
        paragraphs: [`${file}收到申请若干件。`, ...(office.otherNames ?? []).map(({ quote }) => quote)],
      },
    ],
    figures: [{ metric: 'applications_new', applicant: 'total', stated: file.length + year }],
    facts: [{ key: 'account_name', text: `${office.core}发布` }],
  });

async function ingested(reports: readonly Stored[]): Promise<Database> {
  const database = await freshDatabase().open();
  opened.push(database);
  for (const each of reports) await store(database, report(each), { check });
  return database;
}

async function idOf(database: Database, { name }: Pick<Office, 'name'>): Promise<number> {
  return (await database.get<{ id: number }>('select id from office where name = ?', name))?.id ?? 0;
}

/** Everything known, in whatever order and under whatever inner numbers it is stored; the logs apart. */
async function content(database: Database): Promise<Record<string, unknown>> {
  const tables = {
    offices: 'select id, name, core, kind, province, city, county, aliases from office order by id',
    names: 'select * from office_name order by office, name',
    reports: `select office, year, title, file, hash, content, version, stored_at, printed, own, body from report order by office, year`,
    versions: 'select office, year, number, file, hash, content, stored_at, body from version order by 1, 2, 3',
    choices: 'select * from version_choice order by office, year',
    figures: 'select metric, year, office, ordinal, stated, quote from figure order by 1, 2, 3, 4',
    facts: 'select key, year, office, ordinal, text from fact order by 1, 2, 3, 4',
    passages: 'select office, year, ordinal, section, quote, tokens from passage order by 1, 2, 3',
    findings:
      'select office, year, rule, at, severity, outcome, message, places, metrics from finding order by 1, 2, 3, 4',
    doubts:
      'select d.metric, d.year, d.office, f.message from doubt d join finding f on f.id = d.finding order by 1, 2, 3, 4',
    verdicts: 'select * from verdict order by office, year, rule, at',
    merges: 'select * from office_merge',
  };
  const rows = Object.entries(tables).map(async ([name, sql]) => [name, await database.all(sql)] as const);
  return Object.fromEntries(await Promise.all(rows));
}

async function call(database: Database, one: Office, other: Office): Promise<void> {
  const [office, known] = [await idOf(database, one), await idOf(database, other)];
  const same: SameOffice['other'] = known === 0 ? other : known;
  await declareSame(database, { office, other: same, ...said }, { check, now: NOW });
}

async function takeBack(database: Database, one: string, other: string): Promise<readonly (string | null)[]> {
  const offices = await (await knowledgeOf(database)).offices();
  const separation = await separationOf(database, [one, other], offices);
  return separateOffices(database, separation, { ...said, now: NOW, check });
}

async function sound(database: Database): Promise<void> {
  expect(await danglingRows(database)).toEqual([]);
  expect(
    await database.all('select 1 from passage p join report r on r.id = p.report where p.office <> r.office'),
  ).toEqual([]);
  expect(await database.all('select 1 from report r where r.office not in (select office from office_index)')).toEqual(
    [],
  );
}

const CASES: readonly {
  readonly name: string;
  readonly one: Office;
  readonly other: Office;
  readonly reports: readonly Stored[];
}[] = [
  {
    name: 'years apart',
    one: town,
    other: street,
    reports: [
      [town, 2018, 'a'],
      [town, 2019, 'b'],
      [street, 2020, 'c'],
    ],
  },
  {
    name: 'the other way round',
    one: street,
    other: town,
    reports: [
      [street, 2018, 'a'],
      [town, 2019, 'b'],
    ],
  },
  {
    name: 'a year that both report on',
    one: town,
    other: street,
    reports: [
      [town, 2020, 'a'],
      [street, 2020, 'b'],
      [street, 2021, 'c'],
    ],
  },
  {
    name: 'several files of that year on both sides',
    ...{ one: town, other: street },
    reports: [
      [town, 2020, 'a'],
      [town, 2020, 'aa'],
      [street, 2020, 'b'],
      [street, 2020, 'bb'],
      [street, 2020, 'bbb'],
      [town, 2021, 'd'],
    ],
  },
  {
    name: 'one that names no place',
    one: bare,
    other: street,
    reports: [
      [street, 2020, 'a'],
      [bare, 2020, 'b'],
      [street, 2021, 'c'],
    ],
  },
  {
    name: 'a third one beside them',
    one: town,
    other: street,
    reports: [
      [third, 2020, 'x'],
      [town, 2020, 'a'],
      [street, 2021, 'b'],
    ],
  },
];

describe('taking back that two names are one office', () => {
  test.each(CASES)('gives back what was: $name', async ({ one, other, reports }) => {
    const database = await ingested(reports);
    const before = await content(database);
    await call(database, one, other);
    expect(await content(database)).not.toEqual(before);
    const names = await takeBack(database, one.name, other.name);
    expect([...names].sort()).toEqual([one.name, other.name].sort());
    expect(await content(database)).toEqual(before);
    await sound(database);
    expect((await readDecisions(database, names[0] ?? '', null)).map(({ kind, who }) => `${kind} ${who}`)).toEqual([
      'separate 李四',
      'same-office 李四',
    ]);
    // And once more, in the other order of the names.
    await call(database, other, one);
    await takeBack(database, other.name, one.name);
    expect(await content(database)).toEqual(before);
  });

  test.each(CASES)('with what people decided about doubts and files: $name', async ({ one, other, reports }) => {
    const database = await ingested(reports);
    for (const [office, year] of reports) {
      const decided = { rule: 'X', at: '', verdict: 'confirmed', reason: office.name, who: '王五', now: NOW } as const;
      await saveVerdict(database, { office: await idOf(database, office), year, ...decided });
    }
    for (const { office, year } of await database.all<{ office: number; year: number }>(
      'select distinct office, year from version',
    )) {
      await useVersion(database, { office, year, number: 1 }, { ...said, now: NOW, check });
    }
    const before = await content(database);
    await call(database, one, other);
    await takeBack(database, one.name, other.name);
    expect(await content(database)).toEqual(before);
    await sound(database);
  });

  test.each<{ name: string; reports: readonly Stored[]; later: readonly Stored[]; one: Office; other: Office }>([
    {
      name: 'each gets its own',
      one: town,
      other: street,
      reports: [
        [town, 2018, 'a'],
        [street, 2020, 'b'],
      ],
      later: [
        [town, 2019, 'c'],
        [street, 2021, 'd'],
      ],
    },
    {
      name: 'also of a year that the other has',
      one: town,
      other: street,
      reports: [
        [town, 2018, 'a'],
        [street, 2020, 'b'],
      ],
      later: [[town, 2020, 'c']],
    },
    {
      name: 'also where the later name was the old one',
      one: town,
      other: street,
      reports: [
        [town, 2018, 'a'],
        [street, 2020, 'b'],
      ],
      later: [[town, 2022, 'c']],
    },
    {
      name: 'a name that had no reports yet',
      one: street,
      other: town,
      reports: [[street, 2020, 'b']],
      later: [
        [town, 2018, 'c'],
        [town, 2020, 'd'],
      ],
    },
    { name: 'and none since', one: street, other: town, reports: [[street, 2020, 'b']], later: [] },
  ])('reports that came since go by the name they print: $name', async ({ reports, later, one, other }) => {
    const database = await ingested(reports);
    await call(database, one, other);
    for (const each of later) await store(database, report(each), { check });
    expect(await (await knowledgeOf(database)).offices()).toHaveLength(1);
    await takeBack(database, one.name, other.name);
    await sound(database);
    const apart = await ingested([...reports, ...later]);
    const known = async (of: Database) => {
      const knowledge = await knowledgeOf(of);
      const [offices, stored] = [await knowledge.offices(), await knowledge.reports()];
      const { figures } = await knowledge.figures({ offices: [], years: [], metrics: ['applications_new'] });
      const findings = await knowledge.findings({ offices: [], years: [] });
      return {
        offices: offices.map(({ id: _, ...office }) => office).sort((a, b) => a.name.localeCompare(b.name)),
        reports: stored.map(({ office, year, file, version }) => `${office} ${year} ${file} ${version.of}`).sort(),
        figures: figures.map(({ office, year, stated }) => `${office} ${year} ${stated}`).sort(),
        findings: findings.map(({ office, year, message }) => `${office} ${year} ${message}`).sort(),
      };
    };
    expect(await known(database)).toEqual(await known(apart));
  });

  test('a file read again is found where it belongs', async () => {
    const reports: Stored[] = [
      [town, 2020, 'a'],
      [street, 2020, 'b'],
    ];
    const database = await ingested(reports);
    await call(database, town, street);
    await takeBack(database, town.name, street.name);
    const before = await content(database);
    for (const each of reports) expect((await store(database, report(each), { check })).status).toBe('unchanged');
    expect(await content(database)).toEqual(before);
  });
});

describe('what cannot be taken back', () => {
  const stated: OtherName = {
    ...{ name: town.name, core: town.core, kind: town.kind, place: '青禾市' },
    ...{ quote: '临江街道（原临江镇）位于东部。', line: 4 },
  };
  const renamed: Office = { ...street, otherNames: [stated] };

  test.each<{
    code: string;
    reports: readonly Stored[];
    same: readonly (readonly [Office, Office])[];
    later?: Stored;
    undo: readonly [Office, Office];
  }>([
    {
      code: 'NOT_DECLARED',
      reports: [
        [town, 2018, 'a'],
        [street, 2020, 'b'],
      ],
      same: [],
      undo: [town, street],
    },
    {
      code: 'SAME_BY_REPORT',
      reports: [
        [town, 2018, 'a'],
        [renamed, 2020, 'b'],
      ],
      same: [],
      undo: [town, street],
    },
    {
      code: 'SAME_CHANGED',
      reports: [
        [town, 2018, 'a'],
        [street, 2020, 'b'],
        [third, 2022, 'c'],
      ],
      same: [
        [town, street],
        [street, third],
      ],
      undo: [town, street],
    },
    {
      code: 'SAME_UNCLEAR',
      reports: [
        [street, 2018, 'a'],
        [elsewhere, 2018, 'b'],
      ],
      same: [[street, elsewhere]],
      later: [bare, 2021, 'd'],
      undo: [street, elsewhere],
    },
  ])('is said and changes nothing: $code', async ({ code, reports, same, later, undo: [one, other] }) => {
    const database = await ingested(reports);
    for (const [first, second] of same) await call(database, first, second);
    if (later) await store(database, report(later), { check });
    const before = await content(database);
    const failed = await takeBack(database, one.name, other.name).catch((error) => error);
    expect(failed).toMatchObject({ code, message: expect.stringMatching(/[\u4e00-\u9fa5]{6}/) });
    expect(await content(database)).toEqual(before);
  });

  test('the latest of two goes first, then the one before', async () => {
    const database = await ingested([
      [town, 2018, 'a'],
      [street, 2020, 'b'],
      [third, 2022, 'c'],
    ]);
    const before = await content(database);
    await call(database, town, street);
    const between = await content(database);
    await call(database, street, third);
    await takeBack(database, street.name, third.name);
    expect({ ...(await content(database)), merges: [] }).toEqual({ ...between, merges: [] });
    await takeBack(database, town.name, street.name);
    expect(await content(database)).toEqual(before);
  });
});
