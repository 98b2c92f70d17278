import { describe, expect, test } from 'vitest';
import type { Database } from '../../knowledge/connection.js';
import { knowledgeOf } from '../../knowledge/knowledge.js';
import { declareSame } from '../../knowledge/same-office.js';
import type { Office, OtherName } from '../../knowledge/types.js';
import { danglingRows } from './dangling-rows.js';
import { freshDatabase } from './databases.js';
import { buildOffice, buildReport, NO_CHECKS } from './fixtures.js';
import { NOW, store } from './temporary.js';

const nowhere = { province: null, city: null, county: null };
const bare = buildOffice('临江街道', '街道办事处', nowhere);
const full = buildOffice('临江街道', '街道办事处', { province: null, city: null });
const elsewhere = buildOffice('临江街道', '街道办事处', { province: null, city: null, county: '红岩区' });
const town = buildOffice('临江镇', '镇人民政府', nowhere);
const bureau = buildOffice('统计局', '部门', nowhere);
/** Districts of one name in two cities. */
const east = buildOffice('临江街道', '街道办事处', { province: null, city: '东港市', county: '朝晖区' });
const west = buildOffice('临江街道', '街道办事处', { province: null, city: '西陵市', county: '朝晖区' });

interface Case {
  readonly name: string;
  readonly reports: readonly (readonly [office: Office, year: number, file?: string])[];
  /** Names by which the offices are known in the end, each with its years. */
  readonly offices: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'one name is one office',
    reports: [
      [full, 2020],
      [full, 2021],
    ],
    offices: [`${full.name} 2020 2021`],
  },
  {
    name: 'no county, then the county',
    reports: [
      [bare, 2020],
      [full, 2021],
    ],
    offices: [`${full.name} 2020 2021`],
  },
  {
    name: 'the county, then no county',
    reports: [
      [full, 2020],
      [bare, 2021],
    ],
    offices: [`${full.name} 2020 2021`],
  },
  {
    name: 'two counties are two offices',
    reports: [
      [full, 2020],
      [elsewhere, 2020],
    ],
    offices: [`${full.name} 2020`, `${elsewhere.name} 2020`],
  },
  {
    name: 'no county, and two it could be: neither',
    reports: [
      [full, 2020],
      [elsewhere, 2020],
      [bare, 2021],
    ],
    offices: [`${full.name} 2020`, `${elsewhere.name} 2020`, `${bare.name} 2021`],
  },
  {
    name: 'no county, and another file of that year: not taken for it',
    reports: [
      [full, 2020, 'a.txt'],
      [bare, 2020, 'b.txt'],
    ],
    offices: [`${full.name} 2020`, `${bare.name} 2020`],
  },
  {
    name: 'a town is no sub-district',
    reports: [
      [bare, 2020],
      [town, 2021],
    ],
    offices: [`${bare.name} 2020`, `${town.name} 2021`],
  },
  {
    name: 'districts of one name in two cities',
    reports: [
      [east, 2020],
      [west, 2020],
      [west, 2021],
      [east, 2021],
    ],
    offices: [`${east.name} 2020 2021`, `西陵市${west.name} 2020 2021`],
  },
  {
    name: 'one county, two forms of the name',
    reports: [
      [full, 2020],
      [{ ...full, name: '青禾市人民政府临江街道办事处' }, 2021],
    ],
    offices: [`${full.name} 2020 2021`],
  },
  {
    name: 'two cities in the names only',
    reports: [
      [{ ...bureau, name: '东港市统计局' }, 2020],
      [{ ...bureau, name: '西陵市统计局' }, 2021],
    ],
    offices: ['东港市统计局 2020', '西陵市统计局 2021'],
  },
];

/** Every order the reports can come in. */
function orders<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, at) => orders(items.filter((_, index) => index !== at)).map((rest) => [item, ...rest]));
}

async function storedIn(reports: Case['reports']): Promise<{ database: Database; known: string[] }> {
  const database = await freshDatabase().open();
  for (const [office, year, file = `${year}.txt`] of reports) {
    const quotes = (office.otherNames ?? []).map(({ quote }) => quote);
    const sections = [{ key: 'overview', path: '一、总体情况', paragraphs: quotes }] as const;
    await store(database, buildReport({ office, year, file, sections }), {
      hash: `${office.city}${office.name}${year}${file}`,
    });
  }
  const knowledge = await knowledgeOf(database);
  const reportsStored = await knowledge.reports();
  const known = (await knowledge.offices()).map(({ id, name }) =>
    [name, ...reportsStored.filter(({ officeId }) => officeId === id).map(({ year }) => year)].join(' '),
  );
  return { database, known: known.sort() };
}

const formerTown: OtherName = {
  ...{ name: '青禾市临江镇人民政府', core: '临江镇', kind: '镇人民政府', place: '青禾市' },
  ...{ quote: '临江街道（原临江镇）位于东部。', line: 4 },
};
const renamed: Office = { ...full, otherNames: [formerTown] };
const formerly = buildOffice('临江镇', '镇人民政府', { province: null, city: null });
const townElsewhere = buildOffice('临江镇', '镇人民政府', { province: null, city: null, county: '红岩区' });
const departing: Office = {
  ...formerly,
  otherNames: [
    {
      ...{ name: full.name, core: full.core, kind: full.kind, place: '青禾市' },
      ...{ quote: '我镇更名为临江街道。', line: 4 },
    },
  ],
};

describe('in whichever order reports come', () => {
  test.each<{ name: string; reports: Case['reports']; offices: readonly string[] }>([
    {
      name: 'a report that names no place is nobody’s where two could be meant',
      reports: [
        [bare, 2021, 'b.txt'],
        [full, 2020, 'f.txt'],
        [elsewhere, 2020, 'e.txt'],
      ],
      offices: [`${bare.name} 2021`, `${elsewhere.name} 2020`, `${full.name} 2020`],
    },
    {
      name: 'nor where the only one has another file of that year',
      reports: [
        [bare, 2020, 'b.txt'],
        [full, 2020, 'f.txt'],
        [full, 2021, 'g.txt'],
      ],
      offices: [`${bare.name} 2020`, `${full.name} 2020 2021`],
    },
    {
      name: 'a change of name that a report states makes one office, under the later name',
      reports: [
        [formerly, 2018],
        [formerly, 2019],
        [renamed, 2020],
        [full, 2021],
      ],
      offices: [`${full.name} 2018 2019 2020 2021`],
    },
    {
      name: 'also where the last report under the old name states it',
      reports: [
        [formerly, 2018],
        [departing, 2019],
        [full, 2020],
      ],
      offices: [`${full.name} 2018 2019 2020`],
    },
    {
      name: 'not with an office of the former name in another place',
      reports: [
        [townElsewhere, 2018],
        [renamed, 2020],
      ],
      offices: [`${full.name} 2020`, `${townElsewhere.name} 2018`].sort(),
    },
    {
      name: 'not with one that reports on the same year',
      reports: [
        [formerly, 2020, 'old.txt'],
        [renamed, 2020, 'new.txt'],
      ],
      offices: [`${formerly.name} 2020`, `${full.name} 2020`],
    },
    {
      name: 'and never because names resemble each other',
      reports: [
        [formerly, 2018],
        [full, 2020],
      ],
      offices: [`${formerly.name} 2018`, `${full.name} 2020`],
    },
  ])('$name', async ({ reports, offices }) => {
    for (const order of orders(reports)) {
      const { database, known } = await storedIn(order);
      expect(known, order.map(([{ name }, year]) => `${name}${year}`).join(' then ')).toEqual([...offices].sort());
      expect(await danglingRows(database)).toEqual([]);
      expect(
        await database.all('select 1 from passage p join report r on r.id = p.report where p.office <> r.office'),
      ).toEqual([]);
      // All of it again changes nothing.
      const before = await database.all("select value from meta where key = 'revision'");
      for (const [office, year, file = `${year}.txt`] of order) {
        const hash = `${office.city}${office.name}${year}${file}`;
        const again = buildReport({
          ...{ office, year, file },
          sections: [
            { key: 'overview', path: '一、总体情况', paragraphs: (office.otherNames ?? []).map(({ quote }) => quote) },
          ],
        });
        expect((await store(database, again, { hash })).status).toBe('unchanged');
      }
      expect(await database.all("select value from meta where key = 'revision'")).toEqual(before);
      await database.close();
    }
  });
});

describe('a person’s word that two names are one office', () => {
  const said = { who: '李四', reason: '机构改革文件' };
  const options = { check: NO_CHECKS, now: NOW };

  test('makes one of two, with figures, verdicts and full text', async () => {
    const { database } = await storedIn([
      [formerly, 2018],
      [full, 2020],
    ]);
    const [{ id: one } = { id: 0 }, { id: other } = { id: 0 }] = await database.all<{ id: number }>(
      'select id from office order by id',
    );
    expect(await declareSame(database, { office: one, other, ...said }, options)).toBe(full.name);
    const knowledge = await knowledgeOf(database);
    expect((await knowledge.reports()).map(({ office, year }) => `${office} ${year}`)).toEqual([
      `${full.name} 2018`,
      `${full.name} 2020`,
    ]);
    expect((await knowledge.offices())[0]?.printed).toEqual(
      expect.arrayContaining([full.name, formerly.name, '临江镇']),
    );
    // What comes later under the old name is that office's.
    await store(database, buildReport({ office: formerly, year: 2017, sections: [] }), { hash: 'later' });
    expect(await knowledge.offices()).toHaveLength(1);
  });

  test('keeps both reports of a year that each has', async () => {
    const { database } = await storedIn([
      [formerly, 2020, 'old.txt'],
      [full, 2020, 'new.txt'],
    ]);
    const [{ id: one } = { id: 0 }, { id: other } = { id: 0 }] = await database.all<{ id: number }>(
      'select id from office order by id',
    );
    await declareSame(database, { office: one, other, ...said }, options);
    const knowledge = await knowledgeOf(database);
    const [office] = await knowledge.offices();
    const versions = await knowledge.versions({ officeId: office?.id ?? 0, year: 2020 });
    expect(versions.map(({ number, file, current }) => `${number} ${file} ${current}`)).toEqual([
      '1 old.txt true',
      '2 new.txt false',
    ]);
    expect((await knowledge.findings({ offices: [], years: [] })).map(({ rule }) => rule)).toEqual([
      'META-ORG-YEAR-DUP',
    ]);
    const again = buildReport({
      office: full,
      year: 2020,
      file: 'new.txt',
      sections: [{ key: 'overview', path: '一、总体情况', paragraphs: [] }],
    });
    expect((await store(database, again, { hash: `${full.city}${full.name}2020new.txt` })).status).toBe('unchanged');
  });

  test('of a name not stored yet holds for the reports to come', async () => {
    const { database } = await storedIn([[full, 2020]]);
    await declareSame(database, { office: 1, other: formerly, ...said }, options);
    await store(database, buildReport({ office: formerly, year: 2018, sections: [] }), { hash: 'later' });
    const knowledge = await knowledgeOf(database);
    expect((await knowledge.offices()).map(({ name }) => name)).toEqual([full.name]);
    await expect(declareSame(database, { office: 1, other: 1, ...said }, options)).rejects.toMatchObject({
      code: 'SAME_ALREADY',
    });
  });
});

describe('whose report it is', () => {
  test.each(CASES)('$name', async ({ reports, offices }) => {
    const { database } = await storedIn(reports);
    const knowledge = await knowledgeOf(database);
    const stored = await knowledge.reports();
    const names = (await knowledge.offices()).map(({ id, name }) =>
      [name, ...stored.filter(({ officeId }) => officeId === id).map(({ year }) => year)].join(' '),
    );
    expect(names).toEqual(offices);
    await knowledge.close();
  });
});
