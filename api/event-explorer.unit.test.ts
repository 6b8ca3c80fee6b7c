import { ReplayRefused } from '../events/replays';
import { createEventExplorer, type Reader } from './event-explorer';

type Deps = Parameters<typeof createEventExplorer>[0];

const aReader = (over: Partial<Reader>): Reader => ({
  ...{ name: 'reader', groupId: 'g', generation: 1, building: null, topics: ['orders'], beganAt: null },
  ...over,
});

/** Orders have 10 events in one partition, and each group has committed what is said of it. */
function open(
  readers: readonly Reader[],
  committed: Record<string, string | null> = {},
  over: Partial<Deps> = {},
) {
  let asked = 0;
  const nothing = { items: [], nextCursor: null };
  const explorer = createEventExplorer({
    inspector: {
      streams: () => {
        asked += 1;
        return Promise.resolve([{ topic: 'orders', partitions: [{ partition: 0, low: '0', high: '10' }] }]);
      },
      offsets: (group) =>
        Promise.resolve([{ topic: 'orders', partition: 0, offset: committed[group] ?? null }]),
      members: () => Promise.resolve(1),
      lag: () => Promise.resolve([]),
    },
    index: {
      get: () => Promise.resolve(null),
      list: () => Promise.resolve(nothing),
      asides: { waiting: () => Promise.resolve(new Map([['g', 2]])) } as unknown as Deps['index']['asides'],
    },
    replayer: { replay: () => Promise.reject(new Error('not expected')) },
    readers: () => Promise.resolve(readers),
    clock: { nowMs: () => 1_000_000 },
    ...over,
  });
  return { explorer, asked: () => asked };
}

test('a new reader has everything to read, and one that begins now has nothing', async () => {
  const began = '2030-01-01T00:00:00.000Z';
  const { explorer } = open(
    [
      aReader({ name: 'new' }),
      aReader({ name: 'from-now', groupId: 'n', beganAt: began }),
      aReader({ name: 'half', groupId: 'h' }),
      aReader({ name: 'other', groupId: 'o', topics: ['stock'] }),
    ],
    { h: '4' },
  );
  const lags = (await explorer.consumers()).map(({ name, lag }) => [name, lag]);
  expect(Object.fromEntries(lags)).toEqual({ new: 10, 'from-now': 0, half: 6, other: 0 });
});

test('a reader is told only of dead letters of its own', async () => {
  const { explorer } = open([aReader({}), aReader({ name: 'other', groupId: 'o' })], { g: '10', o: '10' });
  const consumers = await explorer.consumers();
  expect(consumers.map(({ setAside, health }) => [setAside, health])).toEqual([
    [2, 'setting-aside'],
    [0, 'well'],
  ]);
});

test('ten pages that look at once ask Kafka once', async () => {
  const { explorer, asked } = open([aReader({})]);
  await Promise.all(Array.from({ length: 10 }, () => explorer.consumers()));
  await explorer.streams();
  expect(asked()).toBe(1);
});

test('what cannot be put back is refused with the reason, and no fault of ours', async () => {
  const retry: Deps['index']['asides']['retry'] = async (_id, _by, putBack) => {
    await putBack({} as Parameters<typeof putBack>[0]);
    throw new Error('it should not come so far');
  };
  const { explorer } = open(
    [],
    {},
    {
      index: { ...({} as Deps['index']), asides: { retry } as unknown as Deps['index']['asides'] },
      replayer: { replay: () => Promise.reject(new ReplayRefused('It is cut. Nothing was done.')) },
    },
  );
  await expect(explorer.retry('l1', 'admin')).rejects.toMatchObject({
    code: 'dead-letter-not-retried',
    message: 'It is cut. Nothing was done.',
  });
});
