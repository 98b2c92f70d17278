/**
 * WeChat as an official account meets it: calls the account's server the way WeChat does, signed, encrypted by a library
 * that is not ours, three times where no answer comes; and stands in for its interface.
 */

import { createHash, randomInt } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { SaxesParser } from 'saxes';

export const TOKEN = 'token-of-a-test';
export const APP_ID = 'wx5823bf96d3bd56c7';
export const AES_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
export const ACCOUNT = 'gh_0123456789ab';
export const SECRET = 'secret-of-a-test';

export interface WechatOptions {
  /** Where the account's server is called. */
  readonly url: string;
  readonly token?: string;
  readonly appId?: string;
  /** 安全模式 where it is set. */
  readonly aesKey?: string | null;
  readonly now?: () => Date;
  /** Milliseconds after which WeChat hangs up; 5,000 in reality. */
  readonly cut?: number;
}

/** Elements of a message; what is not given is that of a text message. */
export type Sent = Readonly<Record<string, string | number | undefined>>;

/** What became of a message. */
export interface Delivered {
  /** What the person sees; null where that is nothing. */
  readonly text: string | null;
  /** True where the person sees 该公众号提供的服务出现故障. */
  readonly fault: boolean;
  readonly attempts: number;
  /** The body of the last answer as it came; null where none did. */
  readonly raw: string | null;
}

export interface Wechat {
  /** A complete message of these elements. */
  message(sent: Sent): Sent;
  /** The signed address and the body of one delivery. */
  envelope(sent: Sent | string): { readonly query: URLSearchParams; readonly body: string };
  query(more?: Readonly<Record<string, string>>): URLSearchParams;
  /** One request, as it is given. */
  post(query: URLSearchParams, body: string | Uint8Array): Promise<Response>;
  /** Saves the address in the console: true where WeChat gets its word back. */
  verify(): Promise<boolean>;
  /** Delivers a message until it is answered, three times at most. */
  deliver(sent: Sent, onAttempt?: (attempt: number) => void | Promise<void>): Promise<Delivered>;
}

export function wechatOf(options: WechatOptions): Wechat {
  const { url, token = TOKEN, appId = APP_ID, aesKey = null, now = () => new Date(), cut = 5_000 } = options;
  const seconds = (): number => Math.floor(now().getTime() / 1000);

  const query: Wechat['query'] = (more = {}) => {
    const timestamp = String(seconds());
    const nonce = String(randomInt(1e9, 2e9));
    const signature = createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex');
    return new URLSearchParams({ signature, timestamp, nonce, ...more });
  };
  const envelope: Wechat['envelope'] = (sent) => {
    const plain = typeof sent === 'string' ? sent : xmlOf(sent);
    const signed = query();
    if (aesKey === null) return { query: signed, body: plain };
    const secret = encrypt(aesKey, plain, appId);
    const [timestamp, nonce] = [signed.get('timestamp') ?? '', signed.get('nonce') ?? ''];
    signed.set('encrypt_type', 'aes');
    signed.set('msg_signature', getSignature(token, timestamp, nonce, secret));
    return { query: signed, body: xmlOf({ ToUserName: ACCOUNT, Encrypt: secret }) };
  };
  const post: Wechat['post'] = (signed, body) =>
    fetch(`${url}?${signed}`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body,
      signal: AbortSignal.timeout(cut),
    });

  /** What the person sees of an answer; a fault where WeChat would not understand it. */
  const understood = (status: number, raw: string): Pick<Delivered, 'text' | 'fault'> => {
    const fault = { text: null, fault: true };
    if (status !== 200) return fault;
    if (raw === 'success' || raw === '') return { text: null, fault: false };
    try {
      const reply = aesKey === null ? fieldsIn(raw) : fieldsIn(opened(raw, aesKey));
      if (reply.MsgType !== 'text' || reply.FromUserName !== ACCOUNT || !reply.ToUserName) return fault;
      const text = reply.Content ?? '';
      return { text: Buffer.byteLength(text) > 2_047 ? null : text, fault: false };
    } catch {
      return fault;
    }
  };
  const opened = (raw: string, key: string): string => {
    const { Encrypt = '', MsgSignature, TimeStamp = '', Nonce = '' } = fieldsIn(raw);
    if (MsgSignature !== getSignature(token, TimeStamp, Nonce, Encrypt)) throw new Error('wrongly signed');
    const { message, id } = decrypt(key, Encrypt);
    if (id !== appId) throw new Error('not of this account');
    return message;
  };

  return {
    query,
    envelope,
    post,
    message: (sent) => ({
      ToUserName: ACCOUNT,
      FromUserName: 'oPerson_a',
      CreateTime: seconds(),
      MsgType: 'text',
      ...(sent.MsgType === 'event' ? {} : { MsgId: `2${randomInt(1e13, 9e13)}` }),
      ...sent,
    }),
    async verify() {
      const word = String(randomInt(1e9, 2e9));
      const response = await fetch(`${url}?${query({ echostr: word })}`);
      return response.ok && (await response.text()) === word;
    },
    async deliver(sent, onAttempt) {
      for (let attempt = 1; attempt <= 3; attempt += 1) {
        await onAttempt?.(attempt);
        const { query: signed, body } = envelope(sent);
        try {
          const response = await post(signed, body);
          const raw = await response.text();
          return { ...understood(response.status, raw), attempts: attempt, raw };
        } catch (error) {
          if (!(error instanceof Error) || error.name !== 'TimeoutError') throw error;
        }
      }
      return { text: null, fault: true, attempts: 3, raw: null };
    },
  };
}

/** WeChat's interface: gives out tokens, takes customer-service messages, refuses on demand. */
export interface WechatApi {
  readonly root: string;
  readonly sent: { readonly to: string; readonly text: string }[];
  /** How many tokens it gave out; only the last is good. */
  readonly tokens: () => number;
  /** What the next calls of sending are refused with, in this order. */
  readonly refusals: number[];
  /** What the next calls of the token are refused with. */
  readonly tokenRefusals: number[];
  readonly close: () => Promise<void>;
}

export async function openWechatApi({ expiresIn = 7_200 } = {}): Promise<WechatApi> {
  const sent: WechatApi['sent'][number][] = [];
  const [refusals, tokenRefusals]: [number[], number[]] = [[], []];
  let tokens = 0;
  const answer = (address: string, body: unknown): object => {
    const { pathname, searchParams } = new URL(address, 'http://localhost');
    const given = body as Readonly<Record<string, unknown>>;
    if (pathname === '/cgi-bin/stable_token') {
      const refused = tokenRefusals.shift();
      if (refused) return { errcode: refused, errmsg: `no, ${SECRET}` };
      if (given.appid !== APP_ID || given.secret !== SECRET || given.grant_type !== 'client_credential')
        return { errcode: 40125, errmsg: 'invalid appsecret' };
      tokens += 1;
      return { access_token: `access-${tokens}`, expires_in: expiresIn };
    }
    if (pathname !== '/cgi-bin/message/custom/send') return { errcode: 404, errmsg: 'no such interface' };
    const refused = refusals.shift();
    const token = searchParams.get('access_token');
    if (refused) return { errcode: refused, errmsg: `refused ${token}` };
    if (token !== `access-${tokens}`) return { errcode: 40001, errmsg: `invalid credential ${token}` };
    const { touser, text } = given as { touser: string; text: { content: string } };
    sent.push({ to: touser, text: text.content });
    return { errcode: 0, errmsg: 'ok' };
  };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(request.url ?? '/', JSON.parse(Buffer.concat(pieces).toString('utf8')))));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    tokens: () => tokens,
    refusals,
    tokenRefusals,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Elements as WeChat writes them: numbers bare, words as CDATA. */
export function xmlOf(fields: Sent): string {
  const elements = Object.entries(fields).map(([name, value]) =>
    typeof value === 'number'
      ? `<${name}>${value}</${name}>`
      : `<${name}><![CDATA[${(value ?? '').replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`,
  );
  return `<xml>${elements.join('\n')}</xml>`;
}

/** Elements of a reply, read by a parser that takes nothing but well-formed XML 1.0. */
export function fieldsIn(xml: string): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {};
  const open: string[] = [];
  const parser = new SaxesParser();
  const add = (text: string): void => {
    const name = open[1];
    if (open.length === 2 && name !== undefined) fields[name] = (fields[name] ?? '') + text;
  };
  parser.on('opentag', ({ name }) => open.push(name));
  parser.on('closetag', () => open.pop());
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return fields;
}

/** A message in order with something set before or within it. */
export function spoilt(before: string, within = ''): string {
  const message = { ToUserName: ACCOUNT, FromUserName: 'oPerson_a', CreateTime: 1, MsgType: 'text', MsgId: '1' };
  return before + xmlOf(message).replace('</xml>', `${within}</xml>`);
}

/** A message that wants a file of the reader. */
export const XXE = spoilt('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '<Content>&e;</Content>');
