import { openDatabase } from '../../knowledge/database.js';
import { storeReport } from '../../knowledge/reports.js';
import { BAILU, buildFinding, buildReport, LINJIANG } from './fixtures.js';

/** Run by kill.test.ts as a process of its own: stores ever newer versions of four reports until it is killed, and says how
 * long one of them takes once everything is loaded. */

const [, , url = '', first = '1'] = process.argv;
const database = await openDatabase(url);
let begun = performance.now();
for (let version = Number(first); ; version += 1) {
  for (const office of [LINJIANG, BAILU]) {
    for (const year of [2022, 2023]) {
      begun = performance.now();
      await storeReport(database, {
        report: versionOf(office, year, version),
        hash: `v${version}`,
        now: new Date(),
        check: (report) => [buildFinding('VERSION', { at: report.facts[0]?.text ?? '', metrics: ['granted'] })],
      });
    }
  }
  if (version === Number(first)) process.stdout.write(`${performance.now() - begun}\n`);
}

/** A report in which everything says which version it is. */
function versionOf(office: typeof LINJIANG, year: number, version: number): ReturnType<typeof buildReport> {
  return buildReport({
    office,
    year,
    figures: Array.from({ length: 150 }, (_, index) => ({ metric: `metric_${index}`, stated: version })),
    facts: [{ key: 'account_name', text: `v${version}` }],
    sections: Array.from({ length: 20 }, (_, index) => ({
      key: 'overview',
      path: '一、总体情况',
      paragraphs: [`第${index}段写的是v${version}，街道主动公开政府信息，组织培训，接受群众监督，回应社会关切。`],
    })),
  });
}
