/** What the bot is measured against: a bare HTTP server that reads the same requests and answers a constant. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isSignature } from '../adapters/official-account/signature.js';

const [answer = '', token = ''] = process.argv.slice(2);
const XML = `<xml><ToUserName><![CDATA[u]]></ToUserName><FromUserName><![CDATA[gh]]></FromUserName><CreateTime>1</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${'答'.repeat(300)}]]></Content></xml>`;

const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bare');
    if (pathname !== '/official-account') {
      JSON.parse(Buffer.concat(pieces).toString('utf8'));
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
      return;
    }
    const [signature, timestamp, nonce] = ['signature', 'timestamp', 'nonce'].map(
      (name) => searchParams.get(name) ?? '',
    );
    const signed = isSignature(signature ?? '', [token, timestamp ?? '', nonce ?? '']);
    response.writeHead(signed ? 200 : 403, { 'content-type': 'application/xml; charset=utf-8' }).end(signed ? XML : '');
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
