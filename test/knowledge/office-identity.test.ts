import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../knowledge/database.js';
import { knowledgeOf } from '../../knowledge/knowledge.js';
import type { Office } from '../../knowledge/types.js';
import { buildOffice, buildReport } from './fixtures.js';
import { store, temporaryFolder } from './temporary.js';

const folder = temporaryFolder();
let files = 0;

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

describe('whose report it is', () => {
  test.each(CASES)('$name', async ({ reports, offices }) => {
    files += 1;
    const database = await openDatabase(`sqlite:${join(folder, `${files}.db`)}`);
    for (const [office, year, file = `${year}.txt`] of reports) {
      await store(database, buildReport({ office, year, file, sections: [] }), {
        hash: `${office.city}${office.name}${year}${file}`,
      });
    }
    const knowledge = await knowledgeOf(database);
    const stored = await knowledge.reports();
    const names = (await knowledge.offices()).map(({ id, name }) =>
      [name, ...stored.filter(({ officeId }) => officeId === id).map(({ year }) => year)].join(' '),
    );
    expect(names).toEqual(offices);
    await knowledge.close();
  });
});
