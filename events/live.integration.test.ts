import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '../services/platform/logger';
import { testConfig } from '../test/servers';
import type { CaravanEvent } from './contract';
import { startLive } from './live';
import { until } from './projector.fixture';
import { openRoom, type Room } from './relay.fixture';

jest.setTimeout(60_000);

let room: Room;
beforeEach(async () => {
  room = await openRoom(testConfig());
});
afterEach(() => room.close());

test('live events are those from now on, and an error of the listener stops nothing', async () => {
  room.startRelay();
  await room.add('order-1', 'w', 1);
  await room.untilEmpty();
  const seen: CaravanEvent[] = [];
  const live = startLive({
    config: room.config,
    logger: createLogger({ LOG_LEVEL: 'silent' }, 'test'),
    onEvent: (event) => {
      seen.push(event);
      throw new Error('nobody listens');
    },
  });
  try {
    await until(live.isRunning, Boolean);
    // Whether it listens already is known only once something arrives.
    for (let n = 1; seen.length === 0; n += 1) {
      await room.add('order-2', 'w', n);
      await sleep(20);
    }
    await room.add('order-3', 'w', 1);
    await until(
      () => seen.some(({ subject }) => subject === 'order-3'),
      (arrived) => arrived,
    );
    expect(seen.filter(({ subject }) => subject === 'order-1')).toEqual([]);
  } finally {
    await live.stop();
  }
});
