/** Two bots and eight behind a balancer, one of them killed while it answers. */

import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../knowledge/database.js';
import { temporaryFolder } from '../knowledge/temporary.js';
import type { Sent } from './fake-wechat.js';
import { ingestInto, newPerson, type RunningBot, SERVERS, startBots } from './several-bots.js';

const PEOPLE = 12;
const QUESTIONS = ['西园街道2023年收到多少件申请', '灵源街道2020年收到多少件申请', '予以公开多少件'];
const folder = temporaryFolder();
let bots: readonly RunningBot[] = [];
afterEach(async () => {
  await Promise.all(bots.map((bot) => bot.kill()));
});

describe.each(SERVERS)('on $name', ({ newUrl }) => {
  test.each([2, 8])('of %i bots one is killed, and every message is answered once', async (count) => {
    const url = await newUrl(folder, `killed-${count}`);
    ingestInto(url, ['samples']);
    bots = await startBots(count, url);
    let cut = 0;
    let answered = 0;
    let turn = 0;

    /** As WeChat delivers: three times at most, to whichever bot is next. */
    const deliver = async (sent: Sent): Promise<string | null> => {
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const bot = bots[turn++ % bots.length] as RunningBot;
        const { query, body } = bot.wechat.envelope(sent);
        try {
          const response = await bot.wechat.post(query, body);
          const said = await response.text();
          if (response.status === 200) return /<Content><!\[CDATA\[(.*?)\]\]><\/Content>/s.exec(said)?.[1] ?? said;
        } catch {
          cut += 1;
          // The platform's tries lie seconds apart; who was killed is known to be gone by then.
          await sleep(250);
          // Whoever is gone is not called again, as a balancer finds out.
          if (bot.child.signalCode !== null) bots = bots.filter((each) => each !== bot);
        }
      }
      return null;
    };
    const talk = async (): Promise<(string | null)[]> => {
      const from = newPerson();
      const said: (string | null)[] = [];
      for (const Content of QUESTIONS) {
        said.push(await deliver((bots[0] as RunningBot).wechat.message({ FromUserName: from, Content })));
        answered += 1;
      }
      return said;
    };
    const killing = (async () => {
      while (answered < PEOPLE / 3) await sleep(1);
      const victim = bots[1] as RunningBot;
      await victim.kill();
      return answered;
    })();
    const talks = await Promise.all(Array.from({ length: PEOPLE }, talk));
    const answeredBefore = await killing;

    const alone = talks.find((said) => said.every((text) => text !== null)) ?? [];
    expect(alone[0]).toContain('6件');
    for (const said of talks) expect(said).toEqual(alone);
    // Or nobody was killed in the middle of it, and nothing was proved.
    expect(answeredBefore).toBeLessThan(PEOPLE * QUESTIONS.length);
    expect(cut).toBeGreaterThan(0);
    const database = await openDatabase(url);
    const [received] = await database.all<{ messages: number; answered: number }>(
      "select count(*) as messages, count(outgoing) as answered from received where channel = 'official-account'",
    );
    const [journal] = await database.all<{ entries: number }>(
      "select count(*) as entries from journal where channel = 'official-account'",
    );
    await database.close();
    expect(received).toEqual({ messages: PEOPLE * QUESTIONS.length, answered: PEOPLE * QUESTIONS.length });
    // What was noted and not yet kept when its process died is noted again.
    expect(journal?.entries).toBeGreaterThanOrEqual(PEOPLE * QUESTIONS.length);
    expect(journal?.entries).toBeLessThanOrEqual(PEOPLE * QUESTIONS.length + cut);
  });
});
