import { createKafka, topicName } from './kafka';
import { groupIdOf } from './groups';
import { createInspector } from './inspect';
import { openGenerations } from './generations';
import { opened, openStage, until, type Stage } from './projector.fixture';
import { PoisonEvent } from './projection';
import { createReplayer } from './replays';

jest.setTimeout(90_000);

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const publish = (...versions: [string, number][]) =>
  stage.publisher.publish(versions.map(([subject, version]) => opened(subject, version)));
const sets = (subject: string, count: number) =>
  until(
    () => stage.namesOf(subject),
    (names) => names.length >= count,
  );

/** An event as text, changed. */
function changed(subject: string, version: number, change: (event: Record<string, unknown>) => object) {
  const event = JSON.parse(opened(subject, version).message.value) as Record<string, unknown>;
  return { key: subject, value: JSON.stringify(change(event)) };
}

test('poison of every kind is set aside with its reason, once, and the partition moves on', async () => {
  const admin = createKafka(stage.config, stage.logger, 'test').admin();
  await publish(['a', 1]);
  await admin.connect();
  await admin.alterConfigs({
    validateOnly: false,
    resources: [
      {
        type: 2,
        name: topicName(stage.config, 'sellers'),
        configEntries: [{ name: 'max.message.bytes', value: '8000000' }],
      },
    ],
  });
  await admin.disconnect();
  await stage.sendRaw({ key: 'a', value: 'not json' });
  await stage.sendRaw(changed('a', 2, (event) => ({ ...event, type: 'seller.dreamt' })));
  await stage.sendRaw(changed('a', 3, (event) => ({ ...event, dataschema: '/events/seller.opened/9' })));
  await stage.sendRaw(changed('a', 4, (event) => ({ ...event, data: { sellerId: 'a' } })));
  await stage.sendRaw({ key: 'a', value: 'x'.repeat(5_000_000) });
  await publish(['a', 5], ['a', 6]);

  stage.run();
  expect(await sets('a', 3)).toEqual(['a 1', 'a 5', 'a 6']);
  const letters = await stage.letters();
  expect(letters.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('not a CloudEvent'),
    'unknown type seller.dreamt',
    'version 9 of seller.opened is not known here; the last is 1',
    expect.stringMatching(/data break the contract of seller\.opened: name .*slug/),
    'longer than 500000 characters',
  ]);
  expect(letters[1]).toMatchObject({
    by: groupIdOf(stage.config, 'names', 1),
    ...{ from: 'sellers', subject: 'a', eventId: 'a-2', type: 'seller.dreamt', version: 2, attempts: 1 },
    ...{ partition: expect.any(Number), offset: '2' },
  });
  expect(letters[4]?.content).toHaveLength(200_000);
});

test('duplicates, a gap, a reordering and a rewind to the start leave what a clean run leaves, byte for byte', async () => {
  const subjects = ['a', 'b', 'c', 'd'];
  const clean = await openStage();
  try {
    await clean.publisher.publish(subjects.flatMap((subject) => [1, 2, 3, 4].map((n) => opened(subject, n))));
    clean.run();
    await caughtUp(clean, 16);
    const picture = await clean.picture();

    await publish(['a', 1], ['b', 2], ['a', 1], ['c', 1], ['a', 4], ['a', 3], ['d', 1], ['b', 1], ['a', 2]);
    await publish(['c', 2], ['c', 2], ['b', 4], ['b', 3], ['c', 3], ['d', 2], ['c', 1], ['c', 4], ['d', 3]);
    await publish(['d', 4]);
    const running = stage.run();
    await caughtUp(stage, 19);
    expect(await stage.picture()).toBe(picture);
    await stage.stop(running);

    await rewind(stage);
    stage.run();
    await caughtUp(stage, 19);
    expect(await stage.picture()).toBe(picture);
    expect(await stage.letters()).toEqual([]);
  } finally {
    await clean.close();
  }
});

test('what a consumer refuses is put back for that consumer, and applied there alone', async () => {
  let broken = true;
  stage.hooks.before = async (events) => {
    const bad = events.find(({ id }) => id === 'a-2');
    if (broken && bad) throw new PoisonEvent(bad.id, 'names a shop that never was');
  };
  await publish(['a', 1], ['a', 2], ['a', 3]);
  stage.run();
  expect(await sets('a', 2)).toEqual(['a 1', 'a 3']);
  const [letter] = await stage.letters();
  if (!letter) throw new Error('nothing was set aside');
  expect(letter).toMatchObject({ reason: 'names a shop that never was', eventId: 'a-2' });

  broken = false;
  const replayer = createReplayer(stage);
  await replayer.replay({ ...letter, by: groupIdOf(stage.config, 'somebody', 1) });
  await replayer.replay(letter);
  await replayer.replay(letter);
  await replayer.close();
  expect(await sets('a', 3)).toEqual(['a 1', 'a 3', 'a 2']);
  await caughtUp(stage, 3);
  expect(await stage.namesOf('a')).toHaveLength(3);
});

test('what never comes is waited for, for a while; then its successor is set aside and the rest goes on', async () => {
  await publish(['a', 1], ['a', 3], ['a', 4]);
  stage.run(stage.names, 1_000);
  expect(await sets('a', 2)).toEqual(['a 1', 'a 4']);
  expect(await stage.letters()).toMatchObject([
    { eventId: 'a-3', reason: expect.stringContaining('version 2') },
  ]);
});

test('a rebuild reads everything from the start while the old generation serves, then takes its place', async () => {
  await publish(['a', 1], ['b', 1]);
  const running = stage.run();
  await sets('a', 1);
  await sets('b', 1);
  const before = await stage.picture();
  const generations = openGenerations(stage.databases);
  const state = await generations.get('names');
  if (!state) throw new Error('nothing is known of it');
  expect(await generations.begin(state)).toBe(2);
  expect(await generations.begin(state)).toBeNull();

  await until(
    () => generations.get('names'),
    (now) => now?.active === 2,
  );
  expect(await stage.picture(2)).toBe(before);
  await publish(['a', 2]);
  await until(
    () => stage.namesOf('a', 2),
    (names) => names.length === 2,
  );
  await until(
    () => stage.picture(1),
    (text) => text === '[]',
  );
  expect(running.isReady()).toBe(true);
});

test('what acts outside begins with what comes from now on, and loses nothing of it while it is down', async () => {
  const acting = { ...stage.names, rebuilds: false };
  await publish(['old', 1]);
  const one = stage.run(acting);
  await until(
    () => lagOf(stage),
    (lag) => lag === 0,
  );
  await stage.stop(one);
  await publish(['a', 1]);
  stage.run(acting);
  await sets('a', 1);
  expect(await stage.namesOf('old')).toEqual([]);
});

/** Has the group begin again with the first event. */
async function rewind({ config, logger }: Stage): Promise<void> {
  const admin = createKafka(config, logger, 'test').admin();
  await admin.connect();
  const groupId = groupIdOf(config, 'names', 1);
  await admin.resetOffsets({ groupId, topic: topicName(config, 'sellers'), earliest: true });
  await admin.disconnect();
}

/** What the group has not done; all of it while it has written down nothing. */
async function lagOf({ config, logger }: Stage): Promise<number> {
  const inspector = createInspector({ config, logger });
  try {
    return sum((await inspector.lag(groupIdOf(config, 'names', 1), ['sellers'])).map(({ lag }) => lag));
  } finally {
    await inspector.close();
  }
}

/** Until the group has done all of the events that there are. */
async function caughtUp({ config, logger }: Stage, events: number): Promise<void> {
  const inspector = createInspector({ config, logger });
  try {
    await until(
      async () => {
        const streams = (await inspector.streams()).filter(({ topic }) => topic === 'sellers');
        const published = streams.flatMap(({ partitions }) => partitions.map(({ high }) => Number(high)));
        const lags = await inspector.lag(groupIdOf(config, 'names', 1), ['sellers']);
        return { published: sum(published), lag: sum(lags.map(({ lag }) => lag)) };
      },
      ({ published, lag }) => published === events && lag === 0,
    );
  } finally {
    await inspector.close();
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
