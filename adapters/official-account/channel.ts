import type { Limits } from '../../bot/present.js';

/** The channel's name in settings, journal and database. */
export const CHANNEL = 'official-account';

/** WeChat passes over a text of more than 2,047 bytes in silence; a reply is one message and has no buttons. */
export const LIMITS: Limits = { text: { most: 1_950, unit: 'bytes' }, messages: 1, buttons: 0 };

/** What a reply may come to where a sentence of our own goes with an answer. */
export const MOST_BYTES = 2_040;
