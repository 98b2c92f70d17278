import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { packReport, unpackLines, unpackReport } from '../../knowledge/report-body.js';
import type { Report } from '../../knowledge/types.js';
import { LIBRARY } from './library.js';

const [report] = LIBRARY as readonly [Report, ...Report[]];

/** What may stand in a line, and what would end the list of them if it were taken for its end. */
const LINES: readonly (readonly string[])[] = [
  report.lines,
  [],
  [''],
  ['"]'],
  ['\\"]', '\\\\"]', '\\'],
  ['a\\', '"],"figures":[', ']'],
  ['"', '\\"', '"]}', '表\t格', '\n', '\u2028', '😀'],
];

describe('a report as it is stored', () => {
  test.each(LINES.map((lines) => ({ lines })))(
    'gives back its lines, alone and with the rest: $lines',
    async ({ lines }) => {
      const body = await packReport({ ...report, lines });
      expect(await unpackLines(body)).toEqual(lines);
      expect(await unpackReport(body)).toEqual({ ...report, lines });
    },
  );

  test('that was stored as one piece is read as before', async () => {
    const { lines, ...rest } = report;
    const body = await promisify<string, Buffer>(gzip)(JSON.stringify({ ...rest, lines }));
    expect(await unpackLines(body)).toEqual(lines);
    expect(await unpackReport(body)).toEqual(report);
  });
});
