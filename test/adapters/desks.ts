import type { Adapter, Desk, Message, Outgoing } from '../../adapters/adapter.js';
import { type HttpServer, serveHttp } from '../../adapters/http/server.js';
import { openDesk } from '../../adapters/reception/desk.js';
import type { Answer } from '../../bot/answer.js';
import type { Bot } from '../../bot/bot.js';
import type { Limits } from '../../bot/present.js';
import type { Knowledge } from '../../knowledge/knowledge.js';

/** A desk that answers what it is told to; a rejection is one of the desk, which real ones never have. */
export function deskSaying(reply: (message: Message) => Promise<Answer>): Desk {
  return {
    receive: async (message): Promise<Outgoing> => ({
      texts: [],
      buttons: [],
      answer: await reply(message),
      entry: null,
      repeated: false,
    }),
    rate: async () => '',
  };
}

/** A real desk on a real bot; what it logs is an error of the test unless it is taken. */
export function deskOn(
  { knowledge, bot }: { readonly knowledge: Knowledge; readonly bot: Bot },
  { name, limits }: { readonly name: string; readonly limits: Limits },
  more: Partial<Parameters<typeof openDesk>[0]> = {},
): ReturnType<typeof openDesk> {
  const log = (message: string, error: unknown): void => {
    throw new Error(message, { cause: error });
  };
  return openDesk({
    channel: name,
    limits,
    bot,
    knowledge,
    now: () => new Date('2026-11-21T04:00:00Z'),
    rates: { person: 1_000, channel: 10_000 },
    today: '2026-11-21',
    log,
    ...more,
  });
}

/** An adapter that is started and mounted on a server of its own, on a free port. */
export async function served(adapter: Adapter & Required<Pick<Adapter, 'http'>>, desk: Desk): Promise<HttpServer> {
  await adapter.start(desk);
  const server = await serveHttp({ host: '127.0.0.1', port: 0 }, [adapter.http]);
  return {
    address: server.address,
    stop: async () => {
      await server.stop();
      await adapter.stop();
    },
  };
}
