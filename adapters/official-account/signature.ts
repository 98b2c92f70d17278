import { createHash, timingSafeEqual } from 'node:crypto';

/** How far a request's time may lie from ours, in milliseconds. */
export const WINDOW = 300_000;

/** WeChat's signature of a request: the SHA-1 of its parts (the token first of all), sorted and put together, in hex. */
export function signatureOf(parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

/** Whether a signature is that of the parts; how long this takes tells nothing of the right one. */
export function isSignature(given: string, parts: readonly string[]): boolean {
  const [is, should] = [Buffer.from(given), Buffer.from(signatureOf(parts))];
  return is.length === should.length && timingSafeEqual(is, should);
}

/** Whether a request's time, in seconds since 1970, lies within the window around ours. */
export function isFresh(timestamp: string, now: Date): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now.getTime() - Number(timestamp) * 1000) <= WINDOW;
}
