import { Readable } from 'node:stream';
import { rowsOf } from './import.reading';

test('a million rows are read with little in memory', async () => {
  const ROWS = 1_000_000;
  const block = Buffer.from('handle,A title of some length,SKU-1,12.50\n'.repeat(1000));
  const stream = Readable.from(
    (function* () {
      for (let n = 0; n < ROWS / 1000; n += 1) yield block;
    })(),
  );
  const before = process.memoryUsage().heapUsed;
  let count = 0;
  let most = 0;
  for await (const _ of rowsOf(stream, { offset: 0, line: 1 }, ',')) {
    count += 1;
    if (count % 100_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed);
  }
  expect(count).toBe(ROWS);
  expect((most - before) / 1024 / 1024).toBeLessThan(150);
}, 60_000);
