import { corpus, type MadeReport } from './corpus/reports.js';
import { saidOtherwise } from './corpus/sentences.js';

/** A question of text, and how a passage that answers it is known. */
export interface TextQuestion {
  readonly kind: 'short' | 'long' | 'reworded';
  readonly text: string;
  /** Whose report of which year holds the answer. */
  readonly of: MadeReport;
  readonly answers: (passage: string) => boolean;
}

/**
 * Questions about what the reports of the corpus tell, spread evenly over them: a few words, a whole sentence with words
 * that stand nowhere, and one in the words of somebody who has
 * not read them.
 */
export async function textQuestions(reports: number, each = 40): Promise<readonly TextQuestion[]> {
  const made = await corpus();
  const count = Math.min(each, reports);
  return Array.from({ length: count }, (_, at) => made(Math.floor((at * reports) / count))).flatMap(
    (of): TextQuestion[] => {
      const { told, index } = of;
      const { topic, village, place, how } = told[(index * 7) % told.length] ?? {
        topic: '',
        village: '',
        place: '',
        how: '',
      };
      const holds =
        (...words: readonly string[]) =>
        (passage: string) =>
          words.every((word) => passage.includes(word));
      return [
        { kind: 'short', of, text: `${village}村 ${topic}`, answers: holds(`${village}村`, topic) },
        {
          kind: 'long',
          of,
          text: `我想了解一下当时是谁在${village}村${place}${how}来宣传${topic}的，效果怎么样`,
          answers: holds(`${village}村${place}`, topic, how),
        },
        {
          kind: 'reworded',
          of,
          text: `${village}那边的${place}有没有${saidOtherwise(how)}，给大家讲${topic.slice(0, 2)}的事`,
          answers: holds(`${village}村${place}`, topic),
        },
      ];
    },
  );
}
