import { describe, expect, it } from 'vitest';
import { isAllowedHost, pageAddress } from '../../ingest/page-address.js';
import { nameOfContent, withStatedCharset } from '../../ingest/page-content.js';
import { isPublicAddress } from '../../ingest/public-address.js';

describe('an address of the open internet', () => {
  it.each([
    ['1.1.1.1', true],
    ['61.150.65.235', true],
    ['172.15.255.255', true],
    ['172.32.0.1', true],
    ['2400:3200::1', true],
    ['2620:fe::fe', true],
    ['127.0.0.1', false],
    ['127.9.9.9', false],
    ['0.0.0.0', false],
    ['10.1.2.3', false],
    ['100.64.0.1', false],
    ['169.254.169.254', false],
    ['172.16.0.1', false],
    ['172.31.255.255', false],
    ['192.168.1.1', false],
    ['192.0.0.170', false],
    ['198.18.0.1', false],
    ['203.0.113.9', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::', false],
    ['::1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:7f00:1', false],
    ['::ffff:8.8.8.8', false],
    ['::127.0.0.1', false],
    ['64:ff9b::7f00:1', false],
    ['64:ff9b:1::1', false],
    ['fe80::1', false],
    ['fe80::1%eth0', false],
    ['2400:3200::1%eth0', false],
    ['fc00::1', false],
    ['fd12:3456::1', false],
    ['ff02::1', false],
    ['2001::1', false],
    ['2001:db8::1', false],
    ['2002:7f00:1::', false],
    ['example.gov.cn', false],
    ['', false],
  ])('%s: %s', (address, expected) => expect(isPublicAddress(address)).toBe(expected));
});

describe('an allowed host', () => {
  it.each([
    ['www.jinjiang.gov.cn', ['*.gov.cn'], true],
    ['WWW.JINJIANG.GOV.CN.', ['*.gov.cn'], true],
    ['a.b.c.gov.cn', ['*.gov.cn'], true],
    ['gov.cn', ['*.gov.cn'], false],
    ['evilgov.cn', ['*.gov.cn'], false],
    ['www.gov.cn.evil.com', ['*.gov.cn'], false],
    ['gov.cn.com', ['*.gov.cn'], false],
    ['.gov.cn', ['*.gov.cn'], false],
    ['reports.example.com', ['*.gov.cn', 'reports.example.com'], true],
    ['x.reports.example.com', ['reports.example.com'], false],
    ['anything', [], false],
  ])('%s of %j: %s', (host, allowed, expected) => expect(isAllowedHost(host, allowed)).toBe(expected));

  it.each([
    ['https://www.a.gov.cn/x', null],
    ['HTTP://WWW.A.GOV.CN:8080/x?y#z', null],
    ['https://www.a.gov.cn@evil.com/', 'BAD_URL'],
    ['https://user:word@www.a.gov.cn/', 'BAD_URL'],
    ['ftp://www.a.gov.cn/', 'BAD_URL'],
    ['file:///etc/passwd', 'BAD_URL'],
    ['data://text/html,x', 'BAD_URL'],
    ['https://', 'BAD_URL'],
    ['https://evil.com/www.a.gov.cn', 'HOST_NOT_ALLOWED'],
    ['https://127.0.0.1/', 'HOST_NOT_ALLOWED'],
    ['https://2130706433/', 'HOST_NOT_ALLOWED'],
    ['https://[::1]/', 'HOST_NOT_ALLOWED'],
    ['https://evil.com\\.gov.cn/', 'HOST_NOT_ALLOWED'],
    ['https://evil.com/?.gov.cn', 'HOST_NOT_ALLOWED'],
  ])('%s: %s', (address, code) => {
    if (code === null) expect(pageAddress(address, ['*.gov.cn']).hash).toBe('');
    else expect(() => pageAddress(address, ['*.gov.cn'])).toThrow(expect.objectContaining({ code }));
  });
});

describe('the name content is read under', () => {
  const latin1 = (bytes: Buffer): string => bytes.toString('latin1');
  it.each<[string, string | undefined, string | undefined, string]>([
    ['/art/2024/1/18/art_1234_2021.html', 'text/html; charset=utf-8', undefined, 'page.html'],
    ['/info.jsp?id=2022', 'text/html', undefined, 'page.html'],
    ['/', 'text/html', undefined, 'page.html'],
    ['/西园街道2023年年报.docx', 'application/octet-stream', undefined, '西园街道2023年年报.docx'],
    ['/%E5%B9%B4%E6%8A%A5.pdf', 'application/pdf', undefined, '年报.pdf'],
    ['/%E5%B9.pdf', 'application/pdf', undefined, 'page.pdf'],
    ['/report.docx', 'text/html', undefined, 'page.html'],
    ['/download.do', 'application/msword', undefined, 'page.doc'],
    ['/download', 'text/plain', undefined, 'page.txt'],
    ['/notes.md', 'text/plain', undefined, 'page.md'],
    ['/data', 'application/json', undefined, 'page.json'],
    ['/scan', 'image/jpeg', undefined, 'page.jpg'],
    ['/download', undefined, "attachment; filename*=UTF-8''%E5%B9%B4%E6%8A%A5.docx", '年报.docx'],
    ['/download', undefined, `attachment; filename="${latin1(Buffer.from('年报.pdf'))}"`, '年报.pdf'],
    ['/download', undefined, `attachment; filename=${latin1(Buffer.from([0xc4, 0xea, 0xb1, 0xa8]))}.pdf`, '年报.pdf'],
    ['/x', undefined, undefined, 'page'],
  ])('%s %s %s', (path, type, disposition, expected) => {
    expect(nameOfContent(new URL(path, 'https://www.a.gov.cn'), { type, disposition })).toBe(expected);
  });
});

describe('an encoding that only the server names', () => {
  const big5 = Uint8Array.from([0xac, 0x46, 0xa9, 0xb2]);
  it.each<[string, Uint8Array, string | undefined, string]>([
    ['Big5', big5, 'text/html; charset=big5', '政府'],
    ['UTF-16 without a mark', Uint8Array.from([0x3f, 0x65, 0x9c, 0x5e]), 'text/html; charset="utf-16le"', '政府'],
    ['wrong: the bytes are UTF-8', Buffer.from('政府'), 'text/html; charset=big5', '政府'],
  ])('%s', (_, bytes, type, text) => {
    expect(new TextDecoder().decode(withStatedCharset(bytes, type))).toBe(text);
  });
  it.each([undefined, 'text/html', 'text/html; charset=gbk', 'text/html; charset=nonsense'])('%s is left', (type) => {
    expect(withStatedCharset(big5, type)).toBe(big5);
  });
});
