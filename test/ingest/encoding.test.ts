import { describe, expect, it } from 'vitest';
import { declaredCharset, decode } from '../../ingest/encoding.js';

const utf8 = (text: string) => new TextEncoder().encode(text);
const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const concat = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const utf16 = (text: string, little: boolean) =>
  Uint8Array.from(
    [0xfeff, ...[...text].map((char) => char.charCodeAt(0))].flatMap((unit) =>
      little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255],
    ),
  );

/** GB18030 bytes by asking the decoder which two bytes give each character. */
const GB = new Map<string, readonly number[]>();
for (let high = 0x81; high <= 0xfe; high += 1) {
  for (let low = 0x40; low <= 0xfe; low += 1) {
    const char = new TextDecoder('gb18030').decode(Uint8Array.of(high, low));
    if (char.length === 1 && !GB.has(char)) GB.set(char, [high, low]);
  }
}
const gb = (text: string) =>
  Uint8Array.from([...text].flatMap((char) => (char < '\u0080' ? [char.charCodeAt(0)] : [...(GB.get(char) ?? [])])));

const SENTENCE = '临川镇2024年收到申请3件，均已答复。';

describe('decode', () => {
  it.each<[string, Uint8Array, string | null]>([
    ['UTF-8', utf8(SENTENCE), null],
    ['UTF-8 with a mark', concat(hex('efbbbf'), utf8(SENTENCE)), null],
    ['UTF-16 little endian', utf16(SENTENCE, true), null],
    ['UTF-16 big endian', utf16(SENTENCE, false), null],
    ['GB18030', gb(SENTENCE), null],
    ['GBK declared as gb2312', gb(SENTENCE), 'gb2312'],
    ['UTF-8 declared as gb2312: the bytes win', utf8(SENTENCE), 'gb2312'],
    ['GBK declared as utf-8: the bytes win', gb(SENTENCE), 'utf-8'],
    ['GBK with a charset nobody knows', gb(SENTENCE), 'x-nonsense'],
  ])('reads %s', (_name, bytes, declared) => {
    expect(decode(bytes, declared)).toBe(SENTENCE);
  });

  it('reads known GB18030 bytes', () => {
    expect(decode(hex('d5feb8aed0c5cfa2b9abbfaa32303234c4ea'))).toBe('政府信息公开2024年');
  });

  it('drops a character cut off at the end instead of taking another encoding', () => {
    const bytes = utf8(SENTENCE);
    expect(decode(bytes.subarray(0, bytes.length - 1))).toBe(SENTENCE.slice(0, -1));
    const chinese = gb('收到申请');
    expect(decode(chinese.subarray(0, chinese.length - 1))).toBe('收到申');
  });

  it.each<[string, Uint8Array, string, RegExp]>([
    ['nothing', new Uint8Array(), 'EMPTY_FILE', /空/],
    ['only white space', utf8(' \n\t\u3000\n'), 'EMPTY_FILE', /空白/],
    ['only a mark', hex('efbbbf'), 'EMPTY_FILE', /空白/],
    ['a zip container', concat(hex('504b0304'), utf8('docx')), 'BINARY_FILE', /docx/],
    ['a PDF', utf8('%PDF-1.7 …'), 'BINARY_FILE', /PDF/],
    ['an old Office file', hex('d0cf11e0a1b11ae1'), 'BINARY_FILE', /doc/],
    ['an RTF file', utf8('{\\rtf1\\ansi'), 'BINARY_FILE', /RTF/],
    ['a PNG image', hex('89504e470d0a1a0a'), 'BINARY_FILE', /PNG/],
    ['a JPEG image', hex('ffd8ffe000'), 'BINARY_FILE', /JPEG/],
    ['NUL bytes', concat(utf8('报告'), hex('0001'), utf8('3件')), 'BINARY_FILE', /不是文本/],
    ['bytes of no encoding', hex('ff80ff80ff80ff'), 'UNKNOWN_ENCODING', /UTF-8/],
    ['what decodes to private-use characters only', hex('aaa1aaa2aaa3aaa4'), 'UNKNOWN_ENCODING', /UTF-8/],
  ])('refuses %s', (_name, bytes, code, message) => {
    expect(() => decode(bytes)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });
});

describe('declaredCharset', () => {
  it.each<[string, string | null]>([
    ['<html><head><meta charset="gb2312">', 'gb2312'],
    ['<META http-equiv="Content-Type" content="text/html; charset=GBK" />', 'GBK'],
    ["<meta charset = 'utf-8'>", 'utf-8'],
    ['<p>charset=gbk</p>', null],
  ])('%s', (html, charset) => {
    expect(declaredCharset(utf8(html))).toBe(charset);
  });
});
