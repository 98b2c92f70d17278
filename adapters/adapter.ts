import type { Answer, Choice } from '../bot/answer.js';
import type { Limits } from '../bot/present.js';
import type { Reach } from '../bot/reach.js';
import type { SentFile } from '../bot/sent-file.js';
import type { Mount } from './http/server.js';

/** A message as a channel hands it on, free of its platform's forms. */
export interface Message {
  /** The platform's own name of the message, by which a second delivery is known; null where it gives none. */
  readonly id: string | null;
  /** The chat, room or visit an answer goes to. Order is kept within it. */
  readonly chat: string;
  /**
   * Who speaks, as the platform vouches for it; null where nobody vouches, who then never is staff. It is hashed before
   * anything is stored.
   */
  readonly person: string | null;
  /** Whose messages a person's limit counts where that is not the person: on the web an address. */
  readonly from?: string | null;
  /** True where others read along: nothing private is said or taken there. */
  readonly group: boolean;
  /** Without what addressed the bot (`stripMention`). */
  readonly text: string;
  /** A document that was sent, to be checked as a draft. */
  readonly file?: SentFile;
  /** What is to be said where the channel cannot hand on what was sent (a sticker, a file too large); once, as any answer. */
  readonly notice?: string;
}

/** What is to be shown for a message. */
export interface Outgoing {
  /** Messages to send in this order, each within the channel's limits; empty where nothing is to be said. */
  readonly texts: readonly string[];
  /** Choices to show as buttons under the last message; a button sends its complete question. */
  readonly buttons: readonly Choice[];
  /** The answer itself, for charts and for channels that lay it out themselves; null where the texts are none. */
  readonly answer: Answer | null;
  /** What feedback names; null where there is nothing to rate. */
  readonly entry: number | null;
  /** True where this message had been answered before: channels that push their answers send nothing again. */
  readonly repeated: boolean;
  /** Why there is no answer, where the texts say so or, to somebody who was told before, nothing is said. */
  readonly notice?: 'limited' | 'off' | 'failed';
  /** Seconds after which asking again makes sense; with `notice` alone. */
  readonly retryAfter?: number;
}

/** What somebody thinks of an answer (👍/👎). */
export interface Feedback {
  readonly person: string | null;
  readonly chat: string;
  /** `Outgoing.entry` of the answer. */
  readonly entry: number;
  readonly liked: boolean;
}

/** Where every channel hands its messages to. Nothing here ever rejects. */
export interface Desk {
  /** Answers a message: once, in the order of its chat, within the limits of people and channel. */
  receive(message: Message): Promise<Outgoing>;
  /** Notes feedback and returns what to say to it. */
  rate(feedback: Feedback): Promise<string>;
}

/** One platform. Whatever goes wrong on its side stays on its side: only `start` may reject. */
export interface Adapter {
  /** As settings, journal and `disclosure-bot channel` call it. */
  readonly name: string;
  readonly limits: Limits;
  /**
   * Connects and begins to hand over messages; resolves when the first can come.
   * @throws UserError where the settings cannot work
   */
  start(desk: Desk): Promise<void>;
  /** Takes nothing more, lets answers under way go out, disconnects. */
  stop(): Promise<void>;
  /** Speaks first; only on channels that can. `to` is a `Message.chat`. */
  readonly send?: (to: string, texts: readonly string[]) => Promise<void>;
  /** Whom `send` reaches; left out, everybody where there is a `send`. */
  readonly reach?: Reach;
  /** What it answers on the bot's HTTP server, for platforms that call. */
  readonly http?: Mount;
  /** Whether messages can come at this moment; what `/healthz` tells. */
  readonly healthy?: () => boolean;
}
