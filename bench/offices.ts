/**
 * Finding the office a question names, among more and more offices: the bot's finder, its ear for misspelt names, and
 * fuse.js over the whole list.
 * `npm run bench:offices -- [--offices 60,1000,10000,50000] [--rounds 200] [--write]`
 */

import Fuse from 'fuse.js';
import type { NamedOffice } from '../knowledge/office-names.js';
import { createOfficeFinder } from '../knowledge/offices.js';
import { benchCall } from './call.js';
import { officeAt } from './corpus/names.js';
import { inTurns, memoryHeld, spending } from './measuring.js';
import { type Cell, table } from './tables.js';

/** Questions a round of the checks asks. */
const ASKED = 60;
/** fuse.js over the whole list takes seconds a question: few rounds tell enough, and above so many offices none. */
const SLOW_ROUNDS = 6;
const FUSED = 10_000;
const FUSED_QUESTION = 1_000;

const call = benchCall('bench:offices', { reports: '60,1000,10000,50000', rounds: 200 });
const building: Cell[][] = [];
const finding: Cell[][] = [];
for (const count of call.reports) {
  const offices = Array.from({ length: count }, (_, index) => namedOffice(index));
  const asked = Array.from({ length: ASKED }, (_, at) => offices[Math.floor((at * count) / ASKED)] ?? namedOffice(0));
  const before = memoryHeld();
  const built = await spending(async () => createOfficeFinder(offices));
  const memory = memoryHeld() - before;
  const finder = built.result;
  const ear = await spending(() => finder.listen());
  const fuse = await spending(
    async () =>
      new Fuse(count > FUSED ? [] : offices.map(({ id, name, core }) => ({ id, names: [name, core] })), {
        keys: ['names'],
      }),
  );
  const of = (at: number): NamedOffice => asked[at % ASKED] ?? namedOffice(0);
  const question = (office: NamedOffice) => `请问${office.name}2023年一共收到多少件政府信息公开申请`;
  const quick = await inTurns(
    {
      named: (at) => finder.find(question(of(at))),
      misspelt: (at) => ear.result.near(misspelt(of(at))),
    },
    { rounds: call.rounds, seconds: 30 },
  );
  const slow = await inTurns(
    {
      fuse: (at) => fuse.result.search(misspelt(of(at))),
      'fuse, whole question': (at) => (count > FUSED_QUESTION ? null : fuse.result.search(question(of(at)))),
    },
    { rounds: SLOW_ROUNDS, warm: 0, seconds: 15 },
  );
  const fused = count > FUSED ? Number.NaN : slow.fuse.p50;
  const fusedQuestion = count > FUSED_QUESTION ? Number.NaN : slow['fuse, whole question'].p50;
  const right = asked.filter((office) => finder.find(question(office)).some(({ ids }) => ids.includes(office.id)));
  building.push([count, built.seconds * 1000, memory / 2 ** 20, ear.seconds * 1000, fuse.seconds * 1000]);
  finding.push([
    count,
    quick.named.p50 * 1000,
    quick.named.p99 * 1000,
    `${right.length}/${ASKED}`,
    quick.misspelt.p50,
    quick.misspelt.p99,
    fused,
    fusedQuestion,
    fusedQuestion / quick.named.p50,
  ]);
  call.save({
    bench: 'offices',
    reports: count,
    values: {
      'built ms': built.seconds * 1000,
      'ear built ms': ear.seconds * 1000,
      'memory MB': memory / 2 ** 20,
      'named ms': quick.named.p50,
      'misspelt ms': quick.misspelt.p50,
      ...(count <= FUSED_QUESTION && { 'fuse question ms': fusedQuestion }),
      ...(count <= FUSED && { 'fuse misspelt ms': fused }),
      'found share': right.length / ASKED,
    },
  });
}
call.publish('offices', [
  table(['offices', 'finder built, ms', 'MB', 'ear built, ms', 'fuse.js built, ms'], building, 0),
  table(
    [
      ...['offices', 'named in a question, p50 µs', 'p99 µs', 'found', 'misspelt, p50 ms', 'p99 ms'],
      ...['fuse.js: the misspelt name, p50 ms', 'the question, p50 ms', 'to the finder'],
    ],
    finding,
    0,
  ),
]);

// --- internal ---

function namedOffice(index: number): NamedOffice {
  const { name, core, kind, province, city, county } = officeAt(index);
  return { id: index + 1, name, core, kind, province, city, county, printed: [name, core], accounts: [] };
}

/** With one character wrong. */
function misspelt({ core }: NamedOffice): string {
  return core.replace(/^./, '灵');
}
