import { createCipheriv, createDecipheriv, randomBytes, timingSafeEqual } from 'node:crypto';
import { UserError } from '../../knowledge/types.js';

/** 安全模式: AES-256-CBC over 16 random bytes, the length of the message, the message and the AppID, padded to 32. */
export interface Cipher {
  /** The message in an `Encrypt`; null where it is none of ours, whatever is wrong with it. */
  open(encrypted: string): string | null;
  seal(message: string): string;
}

/**
 * @param aesKey the EncodingAESKey, 43 characters
 * @throws UserError BAD_SETTING where that is no key
 */
export function cipherOf({ aesKey, appId }: { readonly aesKey: string; readonly appId: string }): Cipher {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  if (key.length !== 32) throw new UserError('BAD_SETTING', '公众号的消息加解密密钥应为 43 个字母和数字。');
  const iv = key.subarray(0, 16);
  const own = Buffer.from(appId);

  return {
    open(encrypted) {
      const bytes = bytesOf(encrypted);
      if (bytes === null) return null;
      const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
      const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
      const plain = padded.subarray(0, padded.length - paddingOf(padded));
      if (plain.length === padded.length || plain.length < HEAD) return null;
      const end = HEAD + plain.readUInt32BE(RANDOM);
      // A length beyond the end leaves no AppID.
      const appOf = plain.subarray(end);
      if (appOf.length !== own.length || !timingSafeEqual(appOf, own)) return null;
      return textOf(plain.subarray(HEAD, end));
    },
    seal(message) {
      const content = Buffer.from(message);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(content.length);
      const plain = Buffer.concat([randomBytes(RANDOM), length, content, own]);
      const pad = BLOCK - (plain.length % BLOCK);
      const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
      return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString(
        'base64',
      );
    },
  };
}

// --- internal ---

const RANDOM = 16;
const HEAD = RANDOM + 4;
const BLOCK = 32;

/** Whole blocks of AES, at least as many as the padding may fill; null for anything else. */
function bytesOf(encrypted: string): Buffer | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encrypted)) return null;
  const bytes = Buffer.from(encrypted, 'base64');
  return bytes.length >= BLOCK && bytes.length % 16 === 0 ? bytes : null;
}

/** How many bytes at the end are padding, 0 where they are none; looks at as many bytes for a wrong one as for a right. */
function paddingOf(padded: Buffer): number {
  const said = padded.at(-1) ?? 0;
  let wrong = said < 1 || said > BLOCK ? 1 : 0;
  for (let back = 1; back <= BLOCK; back += 1) {
    const within = back <= said ? 0xff : 0;
    wrong |= ((padded.at(-back) ?? 0) ^ said) & within;
  }
  return wrong === 0 ? said : 0;
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
