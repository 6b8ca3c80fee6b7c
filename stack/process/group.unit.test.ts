import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentProgress } from '../machine/progress';
import { createGroup, pauseBefore, type ProcessGroup } from './group';
import { endLeftovers, stillRuns, identityOf } from './identity';
import { runDir, type ProcessSpec } from './managed';

let dataDir: string;
let group: ProcessGroup;
const said: string[] = [];
const progress = { ...silentProgress, say: (line: string) => void said.push(line) };

beforeEach(async () => {
  said.length = 0;
  dataDir = await mkdtemp(join(tmpdir(), 'caravan-group-'));
  group = createGroup({ dataDir, progress, supervise: false });
});
afterEach(async () => {
  await group.stop();
  await rm(dataDir, { recursive: true });
});

/** A process that counts as healthy once it has made a file. */
function part(script: string, changes: Partial<ProcessSpec> = {}): ProcessSpec {
  const sign = join(dataDir, 'up');
  const make = `require('node:fs').writeFileSync(${JSON.stringify(sign)}, '');`;
  return {
    name: 'part',
    title: 'The part',
    file: process.execPath,
    args: ['-e', script.replace('UP', make)],
    isHealthy: () => Promise.resolve(existsSync(sign)),
    startWithinMs: 5_000,
    stopWithinMs: 500,
    ...changes,
  };
}

const STAYS = 'UP setInterval(() => undefined, 1000);';

test('a part that is up is listed with its process id, and is gone after a stop', async () => {
  await group.start(part(STAYS));
  const pid = group.pids.part ?? 0;
  expect(identityOf(pid)).toBeDefined();
  await group.stop();
  expect(identityOf(pid)).toBeUndefined();
  expect(group.pids).toEqual({});
});

test('a part that ends while it starts is refused with what it said last and where its log is', async () => {
  const start = group.start(part("console.error('no database'); process.exit(3);"));
  await expect(start).rejects.toThrow(
    /no database\nThe part did not start: it ended with code 3\. Its log is .*part\.log/,
  );
});

test('a part that does not become healthy in time is refused and ended', async () => {
  const start = group.start(part('setInterval(() => undefined, 1000);', { startWithinMs: 100 }));
  await expect(start).rejects.toThrow(/not healthy within/);
  expect(group.pids).toEqual({});
});

test('a program that does not exist is refused in a sentence', async () => {
  await expect(group.start(part('', { file: join(dataDir, 'nothing') }))).rejects.toThrow(
    /The part did not start/,
  );
});

test('a part that ignores the request to stop is killed when its time is over', async () => {
  await group.start(part(`process.on('SIGTERM', () => undefined); ${STAYS}`));
  const pid = group.pids.part ?? 0;
  await group.stop();
  expect(identityOf(pid)).toBeUndefined();
});

test('a killed part stays down until it is started again', async () => {
  await group.start(part(STAYS));
  const before = group.pids.part;
  await group.kill('part');
  expect(group.pids).toEqual({});
  await group.restart('part');
  expect(group.pids.part).toBeDefined();
  expect(group.pids.part).not.toBe(before);
});

test('a supervised part that dies by itself is started again, and it is said', async () => {
  group = createGroup({ dataDir, progress, supervise: true });
  await group.start(part(STAYS));
  const before = group.pids.part ?? 0;
  process.kill(before, 'SIGKILL');
  while (!said.some((line) => line.includes('runs again')))
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(said[0]).toBe('The part ended with signal SIGKILL; starting it again');
  expect(group.pids.part).not.toBe(before);
});

test('what a killed launcher left running is ended by the next start, and nothing else is', async () => {
  await group.start(part(STAYS));
  const pid = group.pids.part ?? 0;
  await endLeftovers(runDir(dataDir), progress);
  expect(identityOf(pid)).toBeUndefined();
  expect(said).toEqual([`  The part still runs from an earlier start (process ${pid}); ending it`]);
  expect(existsSync(runDir(dataDir))).toBe(false);
});

test('a later process with the number of an old one is not taken for it', () => {
  expect(stillRuns({ pid: process.pid, identity: identityOf(process.pid) ?? '' })).toBe(true);
  expect(stillRuns({ pid: process.pid, identity: 'another boot:1' })).toBe(false);
});

test('a part that has ended is forgotten', async () => {
  await group.start(part(STAYS));
  await group.stop();
  expect(await readdir(runDir(dataDir))).toEqual([]);
});

test('the pause between starts doubles up to half a minute', () => {
  expect([0, 1, 2, 10].map(pauseBefore)).toEqual([500, 1000, 2000, 30_000]);
});
