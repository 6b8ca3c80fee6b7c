import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal } from './journal';

interface Entry {
  name: string;
  count: number;
}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function open() {
  const state = new Map<string, number>();
  const journal = openJournal<Entry>({
    file: join(folder, 'deep', 'state.jsonl'),
    apply: (entry) => state.set(entry.name, entry.count),
    snapshot: () => [...state].map(([name, count]) => ({ name, count })),
  });
  return { state, journal };
}

test('a journal brings the state back, and is rewritten with only what still counts', () => {
  const first = open();
  for (let count = 1; count <= 3000; count += 1) first.journal.append({ name: `n${count % 2}`, count });
  first.journal.close();
  const second = open();
  second.journal.close();
  expect([...second.state]).toEqual([
    ['n1', 2999],
    ['n0', 3000],
  ]);
  expect(
    readFileSync(join(folder, 'deep', 'state.jsonl'), 'utf8')
      .trim()
      .split('\n'),
  ).toHaveLength(2);
});

test('a line that was cut off by a killed process is dropped, and all before it is kept', () => {
  const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const first = open();
  first.journal.append({ name: 'whole', count: 1 });
  first.journal.close();
  appendFileSync(join(folder, 'deep', 'state.jsonl'), '{"name":"ha');
  const second = open();
  second.journal.append({ name: 'next', count: 2 });
  second.journal.close();
  expect([...open().state]).toEqual([
    ['whole', 1],
    ['next', 2],
  ]);
  expect(said).toHaveBeenCalledTimes(1);
  said.mockRestore();
});
