import type { Answer } from '../bot/answer.js';
import type { Incoming } from '../bot/bot.js';

/** What the rim calls for every message. Never rejects: an unexpected error becomes an Answer of kind `error`. */
export type Receive = (message: Incoming) => Promise<Answer>;

/** A channel that is running. */
export interface Adapter {
  readonly name: string;
  start(receive: Receive): Promise<void>;
  stop(): Promise<void>;
}
