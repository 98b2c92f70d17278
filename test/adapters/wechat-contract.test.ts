import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { loadPuppet } from '../../adapters/wechat/puppet.js';
import { describeAdapter, type Harness, until } from './contract.js';
import { type Account, BOT_NAME, openAccount, ROOM } from './wechat-mock.js';

const LACKS = { buttons: 'wechaty sends no buttons' };

// The protocol of WeChat itself is the puppet's, and the mock puppet speaks none: everything from wechaty inwards is tested.
describeAdapter('WeChat through a puppet', async () => harnessOf(openAccount(), async () => undefined), LACKS);

// The same puppet behind a service, as the providers of puppets run it: gRPC with TLS, over a socket.
describeAdapter('WeChat through a puppet service', openService, LACKS);

// --- internal ---

/** Named at run time: its types bring others of Node's own modules with them. */
const SERVICE: string = 'wechaty-puppet-service';

interface ServiceModule {
  readonly PuppetServer: new (options: {
    readonly endpoint: string;
    readonly puppet: unknown;
    readonly token: string;
  }) => { start(): Promise<void>; stop(): Promise<void> };
}

async function openService(): Promise<Harness> {
  const folder = mkdtempSync(join(tmpdir(), 'puppet-'));
  const endpoint = `unix:${join(folder, 'service')}`;
  const token = 'insecure_test';
  vi.stubEnv('WECHATY_PUPPET_SERVICE_ENDPOINT', endpoint);
  // The client keeps what it knows of contacts in the home folder.
  vi.stubEnv('HOME', folder);
  const account = openAccount({ puppet: await loadPuppet(SERVICE, token), puppetToken: token });
  const { PuppetServer }: ServiceModule = await import(SERVICE);
  const server = new PuppetServer({ endpoint, puppet: account.puppet, token });
  await server.start();
  return harnessOf(account, async () => {
    await server.stop();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
}

function harnessOf(account: Account, close: () => Promise<void>): Harness {
  const { adapter, spoken } = account;
  const seen = new Map<string, number>();
  return {
    adapter,
    connect: async () => {
      account.login();
      await until(() => account.told.length > 0);
    },
    async say({ text, person, group = false, mention = false, id }) {
      const where = group ? ROOM : person;
      await account.deliver({
        person,
        text: mention ? `@${BOT_NAME}\u2005${text}` : text,
        room: group,
        mentioned: mention ? [BOT_NAME] : [],
        ...(id === undefined ? {} : { id }),
      });
      const all = spoken
        .filter(({ to }) => to === where)
        .map((each) => (group ? addressed(each.text, person) : each.text));
      const fresh = all.slice(seen.get(where) ?? 0);
      seen.set(where, all.length);
      return { texts: fresh, buttons: [] };
    },
    close,
  };
}

/** What is said in a room, without the name it is said to. */
function addressed(text: string, person: string): string {
  if (!text.startsWith(`@${person} `)) throw new Error(`not said to ${person}: ${text}`);
  return text.slice(person.length + 2);
}
