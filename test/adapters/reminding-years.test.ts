import { join } from 'node:path';
import { expect, test } from 'vitest';
import { simulate } from '../../bench/reminders.js';
import { temporaryFolder } from '../knowledge/temporary.js';

const folder = temporaryFolder();

test('two simulated years of 60 offices and 150 subscriptions: every reminder on its day, none twice', async () => {
  const { missing, unexpected, twice, unsettled, sent, dropped } = await simulate(
    { years: 2.5, offices: 60, subscriptions: 150 },
    join(folder, 'years.db'),
  );
  expect({ missing, unexpected, twice, unsettled }).toEqual({ missing: [], unexpected: [], twice: [], unsettled: 0 });
  expect(sent).toBeGreaterThan(150);
  expect(dropped).toBeGreaterThan(150);
});
