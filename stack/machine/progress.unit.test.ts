import { createProgress, formatElapsed } from './progress';

test.each([
  [0, '0.0 s'],
  [1234, '1.2 s'],
  [12_400, '12 s'],
  [119_000, '119 s'],
  [120_000, '2 min 0 s'],
  [232_000, '3 min 52 s'],
])('%d ms reads as %s', (elapsedMs, text) => {
  expect(formatElapsed(elapsedMs)).toBe(text);
});

test('a step says that it is done and returns what its work returned', async () => {
  const lines: string[] = [];
  await expect(
    createProgress((line) => lines.push(line)).step('Redis', () => Promise.resolve(7)),
  ).resolves.toBe(7);
  expect(lines).toEqual([expect.stringMatching(/^ {2}ok {2}Redis \(\d\.\d s\)$/)]);
});

test('a step that fails does not say that it is done', async () => {
  const lines: string[] = [];
  const failing = createProgress((line) => lines.push(line)).step('Redis', () =>
    Promise.reject(new Error('no')),
  );
  await expect(failing).rejects.toThrow('no');
  expect(lines).toEqual([]);
});

test('a long step says every ten seconds that it goes on, and how long it usually takes', async () => {
  jest.useFakeTimers();
  const lines: string[] = [];
  let finish: () => void = () => undefined;
  const step = createProgress((line) => lines.push(line)).step(
    'installing',
    () => new Promise<void>((resolve) => (finish = resolve)),
    'about a minute',
  );
  jest.advanceTimersByTime(25_000);
  finish();
  await step;
  jest.useRealTimers();
  expect(lines.slice(0, 2)).toEqual([
    '  ... installing, 10 s (about a minute)',
    '  ... installing, 20 s (about a minute)',
  ]);
});
