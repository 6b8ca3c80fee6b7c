import { testConfig } from '../../test/servers';
import { newId } from '../platform/ids';
import { connectDatabases, type Databases } from '../platform/mongo';
import { createDevices, type DeviceService } from './devices';

let databases: Databases;
let nowMs = Date.UTC(2030, 0, 1);
let devices: DeviceService;

beforeAll(async () => {
  databases = await connectDatabases({ ...testConfig(), MONGODB_PREFIX: `devices_${newId()}_` });
  devices = createDevices({
    connection: databases.of('notification'),
    clock: { nowMs: () => (nowMs += 1000) },
  });
  await devices.ready();
});
afterAll(async () => {
  await databases.of('notification').dropDatabase();
  await databases.close();
});

const browser = () => ({ token: `token-${newId()}`, name: 'Firefox on Linux' });

test('a browser that says at each visit that it is there is one browser', async () => {
  const mine = browser();
  const first = await devices.register({ personId: 'ada', ...mine });
  const again = await devices.register({ personId: 'ada', ...mine });
  expect(again).toMatchObject({ id: first.id, since: first.since });
  expect(again.lastSeenAt > first.lastSeenAt).toBe(true);
  expect(await devices.list('ada')).toEqual([again]);
  expect(await devices.tokensOf('ada')).toEqual([{ id: first.id, token: mine.token }]);
});

test('the next person who signs in at a browser is the one it shows notices of', async () => {
  const shared = browser();
  await devices.register({ personId: 'ben', ...shared });
  const { id } = await devices.register({ personId: 'cem', ...shared });
  expect(await devices.tokensOf('ben')).toEqual([]);
  expect(await devices.remove({ personId: 'ben', id })).toBe(false);
  expect(await devices.remove({ personId: 'cem', id })).toBe(true);
  expect(await devices.tokensOf('cem')).toEqual([]);
});

test('of more than twenty browsers of one person those longest unseen are forgotten', async () => {
  const oldest = browser();
  await devices.register({ personId: 'dan', ...oldest });
  for (let count = 0; count < 20; count += 1) await devices.register({ personId: 'dan', ...browser() });
  const tokens = (await devices.tokensOf('dan')).map(({ token }) => token);
  expect(tokens).toHaveLength(20);
  expect(tokens).not.toContain(oldest.token);
});
