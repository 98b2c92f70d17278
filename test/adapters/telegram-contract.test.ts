import { expect } from 'vitest';
import type { Adapter, Desk, Outgoing } from '../../adapters/adapter.js';
import { type HttpServer, serveHttp } from '../../adapters/http/server.js';
import { createTelegram } from '../../adapters/telegram.js';
import { openKnowledge } from '../../knowledge/knowledge.js';
import { describeAdapter, type Harness, type Seen, until } from './contract.js';
import {
  alone,
  BOT,
  type Button,
  type Call,
  entity,
  inGroup,
  keyboardOf,
  openFakeTelegram,
  press,
  TOKEN,
} from './fake-telegram.js';

describeAdapter('Telegram by long polling', () => openTelegram(false));
describeAdapter('Telegram by webhook', () => openTelegram(true));

// --- internal ---

/** What one message brought into its chat. */
interface Shown extends Seen {
  readonly keys: readonly Button[];
}

async function openTelegram(webhook: boolean): Promise<Harness> {
  const telegram = await openFakeTelegram();
  const knowledge = await openKnowledge('sqlite::memory:');
  const failures: string[] = [];
  const real = createTelegram({
    config: { token: TOKEN, apiRoot: telegram.apiRoot, webhook, webhookSecret: null },
    publicUrl: 'https://bot.example',
    knowledge,
    now: () => new Date(),
    log: (message, error) => failures.push(`${message}: ${String(error)}`),
    pauses: { first: 10, most: 100 },
  });
  const received = new Map<string, readonly Promise<Outgoing>[]>();
  const adapter = listeningIn(real, received);
  const chats = new Map<number, { taken: number; last: Promise<unknown> }>();
  const pressable = new Map<string, readonly Button[]>();
  let server: HttpServer | null = null;

  /** What comes into a chat for what was handed over, after what came for the messages before it. */
  const shownFor = (chat: number, handed: Promise<readonly Promise<Outgoing>[]>): Promise<Shown> => {
    const state = chats.get(chat) ?? { taken: 0, last: Promise.resolve() };
    chats.set(chat, state);
    const sent = (): readonly Call[] =>
      telegram.calls.filter(({ method, payload }) => method === 'sendMessage' && Number(payload.chat_id) === chat);
    const shown = state.last.then(async () => {
      const outgoing = await Promise.all(await handed);
      const expected = outgoing.filter(({ repeated }) => !repeated).flatMap(({ texts }) => texts).length;
      await until(() => sent().length >= state.taken + expected);
      const mine = sent().slice(state.taken, state.taken + expected);
      state.taken += expected;
      const keys = mine.flatMap(({ payload }) => keyboardOf(payload));
      return { texts: mine.map(({ payload }) => String(payload.text)), buttons: keys.map(({ text }) => text), keys };
    });
    state.last = shown.catch(() => undefined);
    return shown;
  };

  /** Resolves when the update is answered (webhook) or taken (polling). */
  const deliver = async (update: Readonly<Record<string, unknown>>): Promise<void> => {
    if (webhook) {
      expect(await telegram.post(update)).toBe(200);
    } else {
      const id = telegram.push(update);
      await until(() => telegram.offset() > id);
    }
  };

  /** What the desk was handed for an update. */
  const handOver = async (
    update: Readonly<Record<string, unknown>>,
    { id, heard }: { readonly id: string; readonly heard: boolean },
  ): Promise<readonly Promise<Outgoing>[]> => {
    const before = received.get(id)?.length ?? 0;
    const here = (): readonly Promise<Outgoing>[] => received.get(id)?.slice(before) ?? [];
    const delivered = deliver(update);
    if (heard) await until(() => here().length > 0);
    else await delivered;
    return here();
  };

  return {
    adapter,
    connect: async () => {
      if (real.http) server = await serveHttp({ host: '127.0.0.1', port: 0 }, [real.http]);
      if (server) telegram.route(server.address());
      await until(() => real.healthy?.() === true);
    },
    async say({ text: said, person, group = false, mention = false, id }) {
      const name = `@${BOT.username}`;
      const text = mention ? `${name} ${said}` : said;
      const more = mention ? { entities: [entity('mention', text, name)] } : {};
      const written = { text, person: numberOf(person), ...(id === undefined ? {} : { id: Number(id) }) };
      const update = group ? inGroup({ ...written, more }) : alone({ ...written, more });
      const { message_id: number, chat } = update.message as { message_id: number; chat: { id: number } };
      const message = { id: `${BOT.id}:${chat.id}:${number}`, heard: mention || !group };
      const shown = await shownFor(chat.id, handOver(update, message));
      pressable.set(person, shown.keys);
      return shown;
    },
    async press(person, label) {
      const chat = numberOf(person);
      const data = pressable.get(person)?.find(({ text }) => text === label)?.callback_data ?? '';
      const update = press(data, { person: chat });
      const { id } = update.callback_query as { id: string };
      return shownFor(chat, handOver(update, { id: `press:${id}`, heard: true }));
    },
    async close() {
      await server?.stop();
      await telegram.close();
      await knowledge.close();
      expect(failures).toEqual([]);
    },
  };
}

/** The adapter, and by the ids of messages what its desk makes of them. */
function listeningIn(adapter: Adapter, received: Map<string, readonly Promise<Outgoing>[]>): Adapter {
  const beside = (desk: Desk): Desk => ({
    rate: desk.rate,
    receive(message) {
      const outgoing = desk.receive(message);
      received.set(message.id ?? '', [...(received.get(message.id ?? '') ?? []), outgoing]);
      return outgoing;
    },
  });
  return { ...adapter, start: (desk) => adapter.start(beside(desk)) };
}

const numberOf = (person: string): number => 500 + (person.codePointAt(0) ?? 0);
