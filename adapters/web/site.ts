/** What all addresses of the web channel share. */

import type { Context } from 'hono';
import type { Answer } from '../../bot/answer.js';
import type { Knowledge } from '../../knowledge/knowledge.js';
import type { Desk } from '../adapter.js';
import type { Gate } from '../reception/rates.js';
import type { ShownAnswers } from './shown.js';

export interface Site {
  readonly title: string;
  readonly knowledge: Knowledge;
  /** Questions that are surely answered. */
  readonly examples: () => Promise<readonly string[]>;
  /** Questions that many ask; empty where there are none. */
  readonly hot: () => Promise<readonly string[]>;
  /** Null while the channel is not running. */
  readonly desk: () => Desk | null;
  /** The answer as a picture (SVG), or null where it makes none; must not reject. */
  readonly pictureOf: (answer: Answer) => Promise<string | null>;
  /** Without a slash at the end; null where none is set. */
  readonly publicUrl: string | null;
  /** True where a proxy in front tells whose request it is. */
  readonly proxied: boolean;
  /** Limits what is read without asking: reports and suggestions. */
  readonly reading: Gate;
  readonly kept: ShownAnswers;
  /** Called with what went wrong; must not throw. */
  readonly log: (message: string, error: unknown) => void;
}

/** What the HTTP server tells of a request: the address it came from. */
export interface Environment {
  readonly Bindings: { readonly from: string | null };
}

export type Visit = Context<Environment>;
