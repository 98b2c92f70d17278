import type { Answer } from '../../bot/answer.js';
import { chartOf } from '../../bot/chart.js';
import { renderPng } from './png.js';

/** A picture to send beside an answer. */
export interface Picture {
  readonly png: Buffer;
  readonly title: string;
}

/**
 * The chart of an answer as a picture for a chat. Never rejects: without a chart, or where drawing fails, there is none,
 * and the text stands alone.
 * @param log called with what went wrong; must not throw
 */
export async function pictureOf(
  answer: Answer,
  log: (message: string, error: unknown) => void,
): Promise<Picture | null> {
  try {
    const chart = chartOf(answer);
    return chart === null ? null : { png: await renderPng(chart), title: chart.title };
  } catch (error) {
    log('chart failed', error);
    return null;
  }
}
