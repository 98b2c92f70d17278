import { randomBytes } from 'node:crypto';
import type { Cipher } from './cipher.js';
import { isSignature, signatureOf } from './signature.js';
import { type Fields, readXml, writeXml } from './xml.js';

/** The signed part of a request's address. */
export interface Address {
  readonly timestamp: string;
  readonly nonce: string;
  /** Of token, time and nonce; null where it is missing. */
  readonly signature: string | null;
  /** In 安全模式 of these and the encrypted message. */
  readonly messageSignature: string | null;
}

/** What of an address is signed, read from a query. */
export function addressOf(query: URLSearchParams): Address {
  return {
    timestamp: query.get('timestamp') ?? '',
    nonce: query.get('nonce') ?? '',
    signature: query.get('signature'),
    messageSignature: query.get('msg_signature'),
  };
}

/** The way messages travel: as they are, or encrypted where there is a cipher. */
export interface Envelope {
  /** Why an address alone is refused, before anything more is read; null where it may pass. */
  doubt(address: Address): Refusal | null;
  open(body: string, address: Address): Fields | Refusal;
  /** A text message to who sent one. */
  seal(reply: { readonly to: string; readonly from: string; readonly text: string; readonly now: Date }): string;
}

/** Why a request is not answered; the sender is not told, the operator is. */
export type Refusal = 'signature' | 'time' | 'replayed' | 'malformed' | 'encrypted' | 'not encrypted' | 'key or AppID';

export function envelopeOf(token: string, cipher: Cipher | null): Envelope {
  return {
    doubt({ signature, timestamp, nonce }) {
      // In 安全模式 the other signature counts, which covers the message; this one must not be wrong all the same.
      if (signature === null) return cipher === null ? 'signature' : null;
      return isSignature(signature, [token, timestamp, nonce]) ? null : 'signature';
    },
    open(body, { timestamp, nonce, messageSignature }) {
      const outer = readXml(body);
      if (outer === null) return 'malformed';
      const encrypted = outer.get('Encrypt');
      // In 兼容模式 the message comes both ways.
      if (cipher === null) return encrypted !== undefined && !outer.has('MsgType') ? 'encrypted' : outer;
      if (encrypted === undefined) return 'not encrypted';
      const given = messageSignature ?? '';
      if (!isSignature(given, [token, timestamp, nonce, encrypted])) return 'signature';
      const inner = cipher.open(encrypted);
      return inner === null ? 'key or AppID' : (readXml(inner) ?? 'malformed');
    },
    seal({ to, from, text, now }) {
      const seconds = Math.floor(now.getTime() / 1000);
      const message = writeXml({
        ToUserName: to,
        FromUserName: from,
        CreateTime: seconds,
        MsgType: 'text',
        Content: text,
      });
      if (cipher === null) return message;
      const encrypted = cipher.seal(message);
      const nonce = randomBytes(8).toString('hex');
      return writeXml({
        Encrypt: encrypted,
        MsgSignature: signatureOf([token, String(seconds), nonce, encrypted]),
        TimeStamp: seconds,
        Nonce: nonce,
      });
    },
  };
}
