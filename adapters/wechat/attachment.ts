import { basename } from 'node:path';
import type { Message } from 'wechaty';
import type { SentFile } from '../../bot/sent-file.js';
import { within } from './deadline.js';

/** Bytes a file may have; a report with its pictures has far fewer. */
export const MOST_BYTES = 20 * 1024 * 1024;

/**
 * The file of a message, read no further than the limit whatever size the platform claims; null where it is larger.
 * @throws where it cannot be fetched, or not in time
 */
export async function fetchFile(message: Message): Promise<SentFile | null> {
  const box = await within(FETCH_MS, message.toFileBox());
  if (box.size > MOST_BYTES) return null;
  const stream = await within(FETCH_MS, box.toStream());
  try {
    const bytes = await within(FETCH_MS, collect(stream));
    return bytes && { name: basename(box.name), bytes };
  } finally {
    // Whatever errors come after it was given up are nobody's.
    stream.on('error', () => undefined).destroy();
  }
}

// --- internal ---

const FETCH_MS = 60_000;

async function collect(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    length += bytes.length;
    if (length > MOST_BYTES) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
