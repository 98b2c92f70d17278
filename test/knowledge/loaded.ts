import { createRequire } from 'node:module';
import { openKnowledge } from '../../knowledge/knowledge.js';

/** Run by knowledge.test.ts as a process of its own: prints what was loaded after a figure, and after full text. */

const heavy = (): string[] =>
  ['jieba', 'lunr'].filter((name) =>
    Object.keys(createRequire(import.meta.url).cache).some(
      (path) => path.includes(`node_modules/`) && path.includes(name),
    ),
  );

const knowledge = await openKnowledge(process.argv[2] ?? '', { create: false });
const [report] = await knowledge.reports();
const { figures } = await knowledge.figures({ offices: [], years: [], metrics: ['granted'] });
await knowledge.report(report?.id ?? 0);
await knowledge.facts({ offices: [], years: [], keys: ['account_name'] });
const afterFigure = heavy();
await knowledge.passages({ text: '公开', offices: [1], years: [], limit: 1 });
process.stdout.write(JSON.stringify({ figures: figures.length, afterFigure, afterPassage: heavy() }));
await knowledge.close();
