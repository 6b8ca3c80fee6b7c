import { existsSync } from 'node:fs';
import { buildEntries, bundleOf } from './entries';

const SMALL = 'stack/build/bundle-workflows.ts';

test('two builds at once both finish', async () => {
  await Promise.all([buildEntries([SMALL]), buildEntries([SMALL, 'stack/commands/doctor.ts'])]);
  expect(existsSync(bundleOf(SMALL))).toBe(true);
});

test('an entry that is missing is named', async () => {
  await expect(buildEntries([SMALL, 'api/nothing.ts'])).rejects.toThrow(
    /incomplete: api\/nothing\.ts is missing\. Nothing was started/,
  );
});
