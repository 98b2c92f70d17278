import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { plannerFor, remindOnce } from '../../adapters/reminding.js';
import { dueDate } from '../../knowledge/deadlines.js';
import { openKnowledge } from '../../knowledge/knowledge.js';

/** Run by reminding-kill.test.ts as a process of its own: sends what is due, into a file, until it is killed. */

const [, , url = '', seen = '', clock = '', lease = ''] = process.argv;
const knowledge = await openKnowledge(url);
const began = Date.now();
const now = (): Date => new Date(Date.parse(clock) + Date.now() - began);
const entry = { id: 1, name: '临江县第1局', core: '第1局', kind: '部门', county: '临江县' } as const;
const whole = { ...entry, province: null, city: null, officeId: null, source: 'test' };
const obligations = async ({ year }: { year: number }) => [
  { entry: whole, year, due: dueDate('部门', year), published: null },
];
const send = async (to: string): Promise<void> => {
  await sleep(Math.random() * 4);
  appendFileSync(seen, `${to}\n`);
  await sleep(Math.random() * 4);
};
const planner = plannerFor({ knowledge, obligations });
process.stdout.write('sending\n');
for (;;) {
  const senders = new Map([['telegram', send]]);
  await remindOnce({ knowledge, obligations, planner, senders, now, leaseMs: Number(lease) });
  await sleep(5);
}
