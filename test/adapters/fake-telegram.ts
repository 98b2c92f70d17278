/**
 * Telegram's side over a socket: the Bot API as documented (long polling with offsets, webhooks with their secret, uploads,
 * files, limits of texts and buttons, the errors of its server), and the people who write. Faults are put in on purpose.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import busboy from 'busboy';

export const TOKEN = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';
export const BOT = { id: 110201543, is_bot: true, first_name: '年报小助手', username: 'Report_Bot' };

export interface Call {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** What was uploaded with it. */
  readonly file: Buffer | null;
}

/** What the server does instead of what it was asked. */
export type Fault =
  | { readonly code: number; readonly description?: string; readonly parameters?: Readonly<Record<string, number>> }
  | 'hang up'
  | 'answer in HTML';

type Update = Readonly<Record<string, unknown>>;

export interface FakeTelegram {
  readonly apiRoot: string;
  /** Everything called but `getUpdates`, in order. */
  readonly calls: readonly Call[];
  /** Files by their `file_id`; `size` is what is announced, as long as what there is where it is left out. */
  readonly files: Map<string, { readonly bytes: Buffer; readonly size?: number }>;
  /** Whether somebody waits for updates. */
  readonly polled: () => boolean;
  /** The offset that was asked for last: all below it is taken. */
  readonly offset: () => number;
  readonly webhook: () => { readonly url: string; readonly secret_token?: string } | null;
  /** Has an update for whoever polls, and returns its id. */
  push(update: Update): number;
  /** Where the address given as webhook leads, on this machine. */
  route(address: string): void;
  /** Sends an update to the webhook as the server does. */
  post(update: Update, more?: { readonly secret?: string | null; readonly body?: string | Buffer }): Promise<number>;
  /** The next calls of a method fail. */
  fail(method: string, fault: Fault, times?: number): void;
  close(): Promise<void>;
}

export async function openFakeTelegram(port = 0): Promise<FakeTelegram> {
  const calls: Call[] = [];
  const files: FakeTelegram['files'] = new Map();
  const faults = new Map<string, Fault[]>();
  let queue: Update[] = [];
  let next = 1_000;
  let offset = 0;
  let address = '';
  let hook: { url: string; secret_token?: string } | null = null;
  let waiting: { readonly answer: () => void; readonly refuse: () => void } | null = null;

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '', 'http://telegram');
    const [, kind, method = ''] = /^\/(file\/)?bot[^/]+\/(.+)$/.exec(pathname) ?? [];
    if (!pathname.includes(`/bot${TOKEN}/`)) return refuse(response, { code: 401, description: 'Unauthorized' });
    const fault = faults.get(kind ? 'file' : method)?.shift();
    if (kind) return fault ? refuse(response, fault) : void response.end(files.get(decodeURIComponent(method))?.bytes);
    const call = await readCall(method, request);
    if (method !== 'getUpdates') calls.push(call);
    if (fault) return refuse(response, fault);
    if (method === 'getUpdates') return updates(call, response);
    const { result, refused } = perform(call);
    if (refused) return refuse(response, refused);
    send(response, 200, { ok: true, result });
  }

  function updates({ payload }: Call, response: ServerResponse): void {
    if (hook) {
      refuse(response, { code: 409, description: "Conflict: can't use getUpdates while webhook is active" });
      return;
    }
    waiting?.refuse();
    offset = Math.max(offset, Number(payload.offset ?? 0));
    queue = queue.filter(({ update_id: id }) => Number(id) >= offset);
    const give = (): void => {
      waiting = null;
      clearTimeout(timer);
      send(response, 200, { ok: true, result: queue.slice(0, Number(payload.limit ?? 100)) });
    };
    const timer = setTimeout(give, Number(payload.timeout ?? 0) * 1000);
    if (queue.length > 0) {
      give();
      return;
    }
    waiting = {
      answer: give,
      refuse: () => {
        clearTimeout(timer);
        refuse(response, { code: 409, description: 'Conflict: terminated by other getUpdates request' });
      },
    };
    response.once('close', () => {
      clearTimeout(timer);
      if (waiting?.answer === give) waiting = null;
    });
  }

  function perform({ method, payload, file }: Call): { readonly result?: unknown; readonly refused?: Fault } {
    const bad = (description: string) => ({ refused: { code: 400, description: `Bad Request: ${description}` } });
    const posted = {
      message_id: next++,
      date: now(),
      chat: { id: Number(payload.chat_id), type: 'private' },
      from: BOT,
    };
    const keyboard = keyboardOf(payload);
    if (keyboard.some(({ callback_data: data }) => data.length === 0 || Buffer.byteLength(data) > 64))
      return bad('BUTTON_DATA_INVALID');
    const text = String(payload.text ?? '');
    const results: Readonly<Record<string, () => { readonly result?: unknown; readonly refused?: Fault }>> = {
      getMe: () => ({ result: BOT }),
      setMyCommands: () => ({ result: true }),
      answerCallbackQuery: () => (text.length > 200 ? bad('MESSAGE_TOO_LONG') : { result: true }),
      deleteWebhook: () => {
        hook = null;
        return { result: true };
      },
      setWebhook: () => {
        hook = { url: String(payload.url), secret_token: String(payload.secret_token) };
        return { result: true };
      },
      sendMessage: () => {
        if (text.trim() === '') return bad('message text is empty');
        if (text.length > 4096) return bad('message is too long');
        return { result: { ...posted, text } };
      },
      sendPhoto: () => {
        if (file === null) return bad('there is no photo in the request');
        return String(payload.caption ?? '').length > 1024 ? bad('message caption is too long') : { result: posted };
      },
      getFile: () => {
        const id = String(payload.file_id);
        const held = files.get(id);
        if (!held) return bad('invalid file_id');
        return {
          result: { file_id: id, file_unique_id: id, file_path: id, file_size: held.size ?? held.bytes.length },
        };
      },
    };
    return results[method]?.() ?? { refused: { code: 404, description: 'Not Found' } };
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    files,
    polled: () => waiting !== null,
    offset: () => offset,
    webhook: () => hook,
    push(update) {
      const id = next++;
      queue.push({ update_id: id, ...update });
      waiting?.answer();
      return id;
    },
    route(given) {
      address = given;
    },
    async post(
      update,
      { secret = hook?.secret_token ?? null, body = JSON.stringify({ update_id: next++, ...update }) } = {},
    ) {
      const response = await fetch(`${address}${new URL(hook?.url ?? '').pathname}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secret === null ? {} : { 'x-telegram-bot-api-secret-token': secret }),
        },
        body: typeof body === 'string' ? body : new Uint8Array(body),
      });
      await response.arrayBuffer();
      return response.status;
    },
    fail(method, fault, times = 1) {
      faults.set(method, [...(faults.get(method) ?? []), ...Array.from({ length: times }, () => fault)]);
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

export interface Written {
  readonly person?: number;
  readonly text?: string;
  readonly id?: number;
  /** Fields of the message beyond these, which replace them. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** A message to the bot alone. */
export function alone({ person = 501, text, id = nextMessage(), more = {} }: Written): Update {
  const from = { id: person, is_bot: false, first_name: '某人' };
  const chat = { id: person, type: 'private', first_name: '某人' };
  return { message: { message_id: id, date: now(), from, chat, ...(text === undefined ? {} : { text }), ...more } };
}

export const GROUP = -1001234567890;

/** A message in a group. */
export function inGroup({ more = {}, ...written }: Written): Update {
  return alone({ ...written, more: { chat: { id: GROUP, type: 'supergroup', title: '政务公开群' }, ...more } });
}

/** The entity that marks a part of a text, as Telegram sends it: in UTF-16. */
export function entity(type: string, text: string, part: string, more: object = {}): object {
  return { type, offset: text.indexOf(part), length: part.length, ...more };
}

/** Somebody presses a button below a message of the bot. */
export function press(data: string, { person = 501, chat = person }: { person?: number; chat?: number } = {}): Update {
  const from = { id: person, is_bot: false, first_name: '某人' };
  const type = chat < 0 ? 'supergroup' : 'private';
  const message = { message_id: nextMessage(), date: now(), from: BOT, chat: { id: chat, type }, text: '答' };
  return { callback_query: { id: String(nextMessage()), from, chat_instance: '1', message, data } };
}

export interface Button {
  readonly text: string;
  readonly callback_data: string;
}

/** The buttons below a message. */
export function keyboardOf({ reply_markup: markup }: Call['payload']): readonly Button[] {
  const read = (typeof markup === 'string' ? JSON.parse(markup) : markup) as
    | { inline_keyboard?: Button[][] }
    | undefined;
  return read?.inline_keyboard?.flat() ?? [];
}

// --- internal ---

let message = 1;
function nextMessage(): number {
  message += 1;
  return message;
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, fault: Fault): void {
  if (fault === 'hang up') return void response.destroy();
  if (fault === 'answer in HTML') return void response.writeHead(502).end('<html>Bad Gateway</html>');
  const { code, description = 'refused', parameters } = fault;
  send(response, code, { ok: false, error_code: code, description, ...(parameters ? { parameters } : {}) });
}

function readCall(method: string, request: IncomingMessage): Promise<Call> {
  const type = request.headers['content-type'] ?? '';
  return type.startsWith('multipart/form-data') ? readUpload(method, request) : readJson(method, request);
}

async function readJson(method: string, request: IncomingMessage): Promise<Call> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString('utf8');
  return { method, payload: text === '' ? {} : (JSON.parse(text) as Call['payload']), file: null };
}

function readUpload(method: string, request: IncomingMessage): Promise<Call> {
  return new Promise((resolve, reject) => {
    const payload: Record<string, unknown> = {};
    const pieces: Buffer[] = [];
    const form = busboy({ headers: request.headers });
    form.on('field', (name, value) => {
      payload[name] = value;
    });
    form.on('file', (_, stream) => stream.on('data', (piece: Buffer) => pieces.push(piece)));
    form.on('close', () => resolve({ method, payload, file: pieces.length === 0 ? null : Buffer.concat(pieces) }));
    form.on('error', reject);
    request.pipe(form);
  });
}
