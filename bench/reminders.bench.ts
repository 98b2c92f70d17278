import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bench, describe } from 'vitest';
import { simulate } from './reminders.js';

/** REMINDER_YEARS=1 for a shorter run. */
const SIZE = { years: Number(process.env.REMINDER_YEARS ?? 10), offices: 1_000, subscriptions: 5_000 };
const OPTIONS = { iterations: 1, warmupIterations: 0, warmupTime: 0, time: 0 };

describe(`${SIZE.years} years, ${SIZE.offices} offices, ${SIZE.subscriptions} subscriptions`, () => {
  bench('every reminder on its day, none twice', run, OPTIONS);
});

/** Says what came of it on standard error; throws where a reminder is missing, wrong or sent twice. */
async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'disclosure-'));
  try {
    const { missing, unexpected, twice, ...told } = await simulate(SIZE, join(folder, 'reminders.db'));
    const { rounds, sent, dropped, unsettled, seconds, processor, memory } = told;
    process.stderr.write(
      `${sent} sent, ${dropped} dropped, ${unsettled} unsettled in ${rounds} rounds: ` +
        `${seconds.toFixed(1)} s, of processor ${processor.toFixed(1)} s, ${Math.round(memory / 2 ** 20)} MB; ` +
        `${missing.length} missing, ${unexpected.length} unexpected, ${twice.length} twice\n`,
    );
    const wrong = [...missing.slice(0, 5), ...unexpected.slice(0, 5), ...twice.slice(0, 5)];
    if (wrong.length + unsettled > 0) throw new Error(`not as expected: ${wrong.join('; ')}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
