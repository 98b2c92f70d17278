import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpServer } from '../../adapters/http/server.js';
import { createWeb } from '../../adapters/web.js';
import { type Knowledge, openKnowledge } from '../../knowledge/knowledge.js';
import { botOn, ingested } from '../bot/fixture.js';
import { temporaryFolder } from '../knowledge/temporary.js';
import { deskOn, served } from './desks.js';

/** Calendars as people get them: by the command, and by the address that calendar programs subscribe to. */

const OFFICE = '晋江市西园街道办事处';
const folder = temporaryFolder();
let url = '';
beforeAll(() => {
  url = ingested(['samples']);
});

describe('disclosure-bot calendar', () => {
  const run = (...args: readonly string[]) =>
    spawnSync('node', ['dist/adapters/command-line.js', 'calendar', ...args, '--database', url], { encoding: 'utf8' });

  it('writes the calendar of an office into a file', () => {
    const path = join(folder, '年报.ics');
    const { status, stdout } = run('西园街道', '--out', path, '--today', '2026-11-21');
    expect([status, stdout]).toEqual([0, '']);
    expect(daysIn(readFileSync(path, 'utf8'))).toEqual(['2027-01-31', '2028-01-31']);
  });

  it('prints that of a place', () => {
    const { status, stdout } = run('晋江市', '--today', '2026-11-21');
    expect([status, daysIn(stdout)]).toEqual([0, ['2027-01-31', '2028-01-31']]);
  });

  it.each([
    { name: 'nobody called so', args: ['陈埭镇'], says: '没有登记“陈埭镇”' },
    { name: 'no name', args: [], says: '用法' },
    { name: 'two names', args: ['西园街道', '灵源街道'], says: '用法' },
    { name: 'a folder that is not there', args: ['西园街道', '--out', '/nonexistent/a.ics'], says: '写不了文件' },
  ])('$name: says so and exits with 2', ({ args, says }) => {
    const { status, stdout, stderr } = run(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(says);
  });
});

describe('/calendar', () => {
  let knowledge: Knowledge;
  let web: HttpServer;
  beforeAll(async () => {
    knowledge = await openKnowledge(url);
    const adapter = createWeb({ knowledge, examples: async () => [], now: () => new Date('2026-11-21T04:00:00Z') });
    web = await served(adapter, deskOn({ knowledge, bot: botOn(knowledge) }, adapter));
  });
  afterAll(async () => {
    await web.stop();
    await knowledge.close();
  });
  const get = (name: string, more: RequestInit = {}): Promise<Response> =>
    fetch(`${web.address()}/calendar/${encodeURIComponent(name)}`, more);

  it.each([`${OFFICE}.ics`, '西园街道.ics', '晋江市.ics', '晋江.ics'])('%s is served as a calendar', async (name) => {
    const response = await get(name);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/calendar; charset=utf-8/i);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(daysIn(await response.text())).toEqual(['2027-01-31', '2028-01-31']);
  });

  it('is not sent again while it is the same', async () => {
    const etag = (await get('晋江市.ics')).headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    expect((await get('晋江市.ics', { headers: { 'If-None-Match': etag } })).status).toBe(304);
    expect((await get('西园街道.ics', { headers: { 'If-None-Match': etag } })).status).toBe(200);
  });

  it.each(['陈埭镇.ics', '.ics', `${'a'.repeat(400)}.ics`, '西园街道', '../西园街道.ics', '<b>.ics', '\r\nX: y.ics'])(
    '%j is not there',
    async (name) => {
      expect((await get(name)).status).toBe(404);
    },
  );

  it('takes no other method', async () => {
    expect((await get('西园街道.ics', { method: 'POST' })).status).toBe(405);
    expect((await get('西园街道.ics', { method: 'HEAD' })).status).toBe(200);
  });

  it('is linked from the report', async () => {
    const page = await (await fetch(`${web.address()}/report/${encodeURIComponent(OFFICE)}/2023`)).text();
    const address = /href="(\/calendar\/[^"]+)"/.exec(page)?.[1] ?? '';
    expect((await fetch(`${web.address()}${address}`)).status).toBe(200);
  });
});

// --- internal ---

function daysIn(file: string): readonly string[] {
  const calendar = new ICAL.Component(ICAL.parse(file));
  return calendar.getAllSubcomponents('vevent').map((each) => String(new ICAL.Event(each).startDate));
}
