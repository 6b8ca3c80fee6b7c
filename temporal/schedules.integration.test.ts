import { newId } from '../services/platform/ids';
import { loadConfig, type Config } from '../services/platform/config';
import { testConfig } from '../test/servers';
import { connectTemporal, type Temporal } from './connection';
import { ensureSchedules, type StandingWork } from './schedules';
import { setUpNamespace } from './setup';

jest.setTimeout(60_000);

let config: Config;
let temporal: Temporal;
beforeAll(async () => {
  config = { ...testConfig(), TEMPORAL_NAMESPACE: `schedules-${newId().slice(-8)}` };
  await setUpNamespace(config);
  temporal = connectTemporal(config);
}, 60_000);
afterAll(() => temporal.close());

const work = (over: Partial<StandingWork> = {}): StandingWork => ({
  ...{ id: newId(), summary: 'For tests', workflow: 'nothing', taskQueue: 'nobody', args: [{}] },
  everySeconds: () => 3600,
  ...over,
});
const ensure = (...works: StandingWork[]) => ensureSchedules(temporal.client, config, works);
const look = ({ id }: StandingWork) => temporal.client.schedule.getHandle(id).describe();

test('a schedule that several workers make at once is there once', async () => {
  const one = work();
  await Promise.all([ensure(one), ensure(one), ensure(one)]);
  const { spec, action, state, policies } = await look(one);
  expect(spec.intervals).toMatchObject([{ every: 3_600_000 }]);
  expect(action).toMatchObject({ workflowType: 'nothing', taskQueue: 'nobody' });
  expect(state.paused).toBe(false);
  expect(policies.overlap).toBe('SKIP');
});

test('a schedule follows its setting', async () => {
  const one = work();
  await ensure(one);
  await ensure({ ...one, everySeconds: () => 60, workflow: 'something' });
  const { spec, action } = await look(one);
  expect(spec.intervals).toMatchObject([{ every: 60_000 }]);
  expect(action).toMatchObject({ workflowType: 'something' });
});

test('a schedule of 0 seconds rests, and runs again when it gets a pause between its runs', async () => {
  const one = work({ everySeconds: () => 0 });
  await ensure(one);
  expect((await look(one)).state.paused).toBe(true);
  await ensure({ ...one, everySeconds: () => 60 });
  expect((await look(one)).state.paused).toBe(false);
});

test('a schedule that staff have paused stays paused when the workers start again', async () => {
  const one = work();
  await ensure(one);
  await temporal.client.schedule.getHandle(one.id).pause('The provider is being exchanged');
  await ensure({ ...one, everySeconds: () => 60 });
  const { state, spec } = await look(one);
  expect(state).toMatchObject({ paused: true, note: 'The provider is being exchanged' });
  expect(spec.intervals).toMatchObject([{ every: 60_000 }]);
});

test('the standing work of the shop can be put on its schedules, whatever its settings are', async () => {
  await ensureSchedules(temporal.client, config);
  const resting = Object.fromEntries(
    Object.keys(config)
      .filter((name) => name.endsWith('_EVERY_SECONDS'))
      .map((name) => [name, '0']),
  );
  await ensureSchedules(temporal.client, { ...config, ...loadConfig(resting) });
  const ids: string[] = [];
  for await (const { scheduleId } of temporal.client.schedule.list()) ids.push(scheduleId);
  expect(ids).toEqual(expect.arrayContaining(['reconciliation', 'audit']));
});
