import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { TRACE_FILE, withFaults, type ArmedFault } from './faults';

let dir: string;
let taken: string[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'faults-'));
  taken = [];
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const steps = () => ({
  pay: (input: { orderId: string }) => {
    taken.push(input.orderId);
    return Promise.resolve(`answer ${taken.length}`);
  },
});
const wrapped = (given = dir) => withFaults(steps(), { CARAVAN_FAULT_DIR: given, NODE_ENV: 'test' });
const call = (set: ReturnType<typeof steps>, orderId: string, workflowId = 'w') =>
  new MockActivityEnvironment(
    { workflowExecution: { workflowId, runId: 'r' }, startToCloseTimeoutMs: 20 },
    { logger: new DefaultLogger('ERROR') },
  ).run(set.pay, { orderId });
const arm = (fault: Partial<ArmedFault>) =>
  writeFileSync(join(dir, 'one.json'), JSON.stringify({ step: 'pay', subjects: ['o1'], ...fault }));

test('outside tests, and without a folder, the steps are as given', () => {
  const given = steps();
  expect(withFaults(given, { CARAVAN_FAULT_DIR: dir, NODE_ENV: 'production' })).toBe(given);
  expect(withFaults(given, { CARAVAN_FAULT_DIR: undefined, NODE_ENV: 'test' })).toBe(given);
});

test('a step fails before its effect once, and only for its subject', async () => {
  arm({ fault: 'fails-before' });
  const set = wrapped();
  await call(set, 'o2');
  await expect(call(set, 'o1')).rejects.toThrow('before this step');
  await call(set, 'o1');
  expect(taken).toEqual(['o2', 'o1']);
  expect(existsSync(join(dir, 'one.fired'))).toBe(true);
});

test('a step fails after its effect', async () => {
  arm({ fault: 'fails-after' });
  await expect(call(wrapped(), 'o1')).rejects.toThrow('after this step');
  expect(taken).toEqual(['o1']);
});

test('a step that runs twice takes its effect twice, and the second answer counts', async () => {
  arm({ fault: 'runs-twice' });
  expect(await call(wrapped(), 'o1')).toBe('answer 2');
});

test.each([
  ['never', []],
  ['taken', ['o1']],
  ['late', ['o1']],
] as const)('a step that times out never answers; its effect is %s', async (effect, expected) => {
  arm({ fault: 'times-out', effect });
  const answer = call(wrapped(), 'o1');
  await expect(answer).rejects.toThrow('time-out');
  expect(taken).toEqual(expected);
});

test('only the n-th call is hit, also when another process has counted those before it', async () => {
  arm({ fault: 'fails-before', nth: 3 });
  await call(wrapped(), 'o1');
  await call(wrapped(), 'o1');
  await expect(call(wrapped(), 'o1')).rejects.toThrow();
});

test('a call is about what its workflow was about before, in another process too', async () => {
  await call(wrapped(), 'o1', 'dispute-7');
  arm({ fault: 'fails-before' });
  await expect(call(wrapped(), 'something else', 'dispute-7')).rejects.toThrow();
  expect(readFileSync(join(dir, TRACE_FILE), 'utf8').split('\n')).toHaveLength(3);
});

test('an ordered refusal is not repeated and has its code', async () => {
  arm({ fault: 'refuses', code: 'refund-not-accepted' });
  await expect(call(wrapped(), 'o1')).rejects.toMatchObject({
    type: 'refund-not-accepted',
    nonRetryable: true,
  });
});
