import { encrypt, getSignature } from '@wecom/crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cipherOf } from '../../adapters/official-account/cipher.js';
import { envelopeOf } from '../../adapters/official-account/envelope.js';
import { ACCOUNT, AES_KEY, APP_ID, TOKEN, type Wechat, XXE, xmlOf } from './fake-wechat.js';
import { inEachTest, on, open } from './official-account-desk.js';

inEachTest();

describe('安全模式', () => {
  const PUBLISHED = { token: 'QDG6eK', timestamp: '1409659813', nonce: '1372623149' };
  const ENCRYPTED =
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==';

  test('reads the message Tencent publishes', () => {
    const cipher = cipherOf({ aesKey: AES_KEY, appId: APP_ID });
    const opened = envelopeOf(PUBLISHED.token, cipher).open(xmlOf({ Encrypt: ENCRYPTED }), {
      ...PUBLISHED,
      signature: null,
      messageSignature: '477715d11cdb4164915debcba66cb864d751f3e6',
    });
    expect(opened).toEqual(
      new Map(
        Object.entries({
          ToUserName: APP_ID,
          FromUserName: 'mycreate',
          CreateTime: '1409659813',
          MsgType: 'text',
          Content: 'hello',
          MsgId: '4561255354251345929',
          AgentID: '218',
          '#text': '\n\n\n\n\n\n\n',
        }),
      ),
    );
  });

  test('agrees with another implementation, both ways, whatever the text', () => {
    const cipher = cipherOf({ aesKey: AES_KEY, appId: APP_ID });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(cipher.open(encrypt(AES_KEY, text, APP_ID))).toBe(text);
        expect(cipher.open(cipher.seal(text))).toBe(text);
      }),
    );
  });

  test('takes a message and answers encrypted', async () => {
    const { wechat } = await open({ aesKey: AES_KEY });
    const { text, raw } = await wechat.deliver(wechat.message({ Content: '某镇几件' }));
    expect(text).toBe('答：某镇几件');
    expect(raw).not.toContain('某镇');
  });

  const OTHER_KEY = 'a'.repeat(43);
  test.each<[string, (wechat: Wechat) => { query: URLSearchParams; body: string }, number, string]>([
    ['not encrypted', plainly, 403, 'not encrypted'],
    [
      'with another key',
      (wechat) => secretly(wechat, encrypt(OTHER_KEY, xmlOf(wechat.message({})), APP_ID)),
      403,
      'key',
    ],
    [
      'for another account',
      (wechat) => secretly(wechat, encrypt(AES_KEY, xmlOf(wechat.message({})), 'wx0')),
      403,
      'key',
    ],
    [
      'for an account of a longer name',
      (wechat) => secretly(wechat, encrypt(AES_KEY, '<xml/>', `${APP_ID}0`)),
      403,
      'key',
    ],
    ['of nothing', (wechat) => secretly(wechat, ''), 403, 'key'],
    ['that is no Base64', (wechat) => secretly(wechat, '<>!'), 403, 'key'],
    ['of bytes that are no blocks', (wechat) => secretly(wechat, Buffer.alloc(33).toString('base64')), 403, 'key'],
    ['of zeros', (wechat) => secretly(wechat, Buffer.alloc(64).toString('base64')), 403, 'key'],
    ['with no XML within', (wechat) => secretly(wechat, encrypt(AES_KEY, 'hello', APP_ID)), 400, 'malformed'],
    ['with a DOCTYPE within', (wechat) => secretly(wechat, encrypt(AES_KEY, XXE, APP_ID)), 400, 'malformed'],
    [
      'with another signature of the message',
      (wechat) => tampered(wechat, 'msg_signature', 'a'.repeat(40)),
      403,
      'sig',
    ],
    ['with no signature of the message', (wechat) => tampered(wechat, 'msg_signature', null), 403, 'signature'],
    ['with another signature of the address', (wechat) => tampered(wechat, 'signature', 'a'.repeat(40)), 403, 'sig'],
  ])('refuses a message %s', async (_, make, status, why) => {
    const { wechat } = await open({ aesKey: AES_KEY });
    const { query, body } = make(wechat);
    expect((await wechat.post(query, body)).status).toBe(status);
    expect(on.logged.join('\n')).toContain(why);
    expect(on.logged.join('\n')).not.toMatch(new RegExp(`${TOKEN}|${AES_KEY}`));
    expect(on.asked).toEqual([]);
    expect((await wechat.deliver(wechat.message({ Content: '还在吗' }))).text).toBe('答：还在吗');
  });

  test('refuses every message that was changed or cut, and throws at none', () => {
    const cipher = cipherOf({ aesKey: AES_KEY, appId: APP_ID });
    const bytes = Buffer.from(encrypt(AES_KEY, xmlOf({ Content: '收到申请6件' }), APP_ID), 'base64');
    for (let end = 0; end < bytes.length; end += 1)
      expect(cipher.open(bytes.subarray(0, end).toString('base64'))).toBeNull();
    // The last two blocks hold the AppID and the padding.
    for (let at = bytes.length - 48; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(cipher.open(changed.toString('base64')), `byte ${at}`).toBeNull();
    }
  });

  test('is told to the operator where the key is missing', async () => {
    const { wechat } = await open({ aesKey: null }, { aesKey: AES_KEY });
    const { query, body } = wechat.envelope(wechat.message({ Content: '问' }));
    expect((await wechat.post(query, body)).status).toBe(403);
    expect(on.logged).toEqual(['official account: refused a request: encrypted']);
  });
});

// --- internal ---

function plainly(wechat: Wechat): { query: URLSearchParams; body: string } {
  return { query: wechat.query(), body: xmlOf(wechat.message({ Content: '问' })) };
}

/** A delivery that is rightly signed around whatever stands in the place of the encrypted message. */
function secretly(wechat: Wechat, secret: string): { query: URLSearchParams; body: string } {
  const query = wechat.query();
  const [timestamp, nonce] = [query.get('timestamp') ?? '', query.get('nonce') ?? ''];
  query.set('msg_signature', getSignature(TOKEN, timestamp, nonce, secret));
  return { query, body: xmlOf({ ToUserName: ACCOUNT, Encrypt: secret }) };
}

function tampered(wechat: Wechat, name: string, value: string | null): { query: URLSearchParams; body: string } {
  const { query, body } = wechat.envelope(wechat.message({ Content: '问' }));
  if (value === null) query.delete(name);
  else query.set(name, value);
  return { query, body };
}
