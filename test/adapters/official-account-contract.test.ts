import { type HttpServer, serveHttp } from '../../adapters/http/server.js';
import { createOfficialAccount } from '../../adapters/official-account.js';
import { openKnowledge } from '../../knowledge/knowledge.js';
import { describeAdapter, type Harness } from './contract.js';
import { AES_KEY, APP_ID, TOKEN, wechatOf } from './fake-wechat.js';

const LACKS = {
  groups: 'an official account speaks with each person alone',
  buttons: 'a reply has no buttons: its choices are numbered',
};

describeAdapter('the official account', () => openAccount(null), LACKS);
describeAdapter('the official account in 安全模式', () => openAccount(AES_KEY), LACKS);

// --- internal ---

async function openAccount(aesKey: string | null): Promise<Harness> {
  const knowledge = await openKnowledge('sqlite::memory:');
  const adapter = createOfficialAccount({
    config: { token: TOKEN, appId: APP_ID, aesKey, secret: null, apiRoot: 'http://127.0.0.1:1' },
    knowledge,
    now: () => new Date(),
    log: (message, error) => {
      throw new Error(message, { cause: error });
    },
  });
  let server: HttpServer | null = null;
  const created = Math.floor(Date.now() / 1000);
  return {
    adapter,
    connect: async () => {
      server = await serveHttp({ host: '127.0.0.1', port: 0 }, [adapter.http]);
    },
    async say({ text, person, id }) {
      const wechat = wechatOf({ url: `${server?.address()}${adapter.http.path}`, aesKey });
      const given = { Content: text, FromUserName: `oPerson_${person}`, ...(id && { MsgId: id, CreateTime: created }) };
      const { text: seen, fault } = await wechat.deliver(wechat.message(given));
      if (fault) throw new Error('the person sees that the service is broken');
      return { texts: seen === null ? [] : [seen], buttons: [] };
    },
    async close() {
      await server?.stop();
      await knowledge.close();
    },
  };
}
