import { createLogger } from '../platform/logger';
import { newId } from '../platform/ids';
import { connectDatabases, type Databases } from '../platform/mongo';
import { testConfig } from '../../test/servers';
import { eventually } from '../../test/shopper/wait';
import { type Channel, ChannelBusy, type ChannelMessage, ChannelRefused } from './channel';
import type { News } from './notification.facts';
import { notificationModels, type NoticeDocument } from './notification.model';
import type { ChannelName } from './notification.schema';
import { type NoticeSender, startNoticeSender } from './notification.sending';
import { createNotificationService, type NotificationService } from './notification.service';
import type { Facts } from './notification.tellers';

jest.setTimeout(30_000);

const DAY_MS = 24 * 3_600_000;
const logger = createLogger({ LOG_LEVEL: 'silent' }, 'test');
let databases: Databases;
let notifications: NotificationService;
let senders: NoticeSender[];
let nowMs = Date.parse('2026-05-01T12:00:00Z');
const clock = { nowMs: () => nowMs };
const sent: ChannelMessage[] = [];
/** What the mail server does with a message. */
let onMail: (message: ChannelMessage) => Promise<void>;
let hasRead: boolean;

beforeAll(async () => {
  databases = await connectDatabases({ ...testConfig(), MONGODB_PREFIX: `notices_${newId().slice(-8)}_` });
  const person = (id: string) => ({ id, email: `${id}@people.example` });
  notifications = createNotificationService({
    ...{ connection: databases.of('notification'), clock, facts: {} as Facts },
    hasBrowser: (id) => Promise.resolve(!id.startsWith('nobrowser')),
    people: {
      get: (id) => Promise.resolve(id.startsWith('guest') ? null : person(id)),
      membersOfSeller: (id) => Promise.resolve([person(`${id}-ida`), person(`${id}-tom`)]),
      staffMembers: () => Promise.resolve([]),
    },
  });
});
beforeEach(() => {
  sent.length = 0;
  hasRead = false;
  onMail = () => Promise.resolve();
  senders = [send(), send()];
});
afterEach(async () => {
  await Promise.all(senders.map((sender) => sender.stop()));
  await models().notices.deleteMany({});
});
afterAll(async () => {
  await databases.of('notification').dropDatabase();
  await databases.close();
});

const models = () => notificationModels(databases.of('notification'));
function send(): NoticeSender {
  const email: Channel = {
    name: 'email',
    async send(message) {
      await onMail(message);
      sent.push(message);
      return { outcome: 'sent' };
    },
  };
  const push: Channel = {
    name: 'push',
    send: () => Promise.resolve({ outcome: 'skipped', reason: 'No browser.' }),
  };
  const isNews = () => Promise.resolve(!hasRead);
  return startNoticeSender({
    outgoing: notifications.outgoing,
    channels: [email, push],
    isNews,
    clock,
    logger,
  });
}

const paid: News = { kind: 'payout-paid', facts: { payoutId: 'p1', amountMinor: 500, currency: 'EUR' } };
const low = (title: string): News => ({
  kind: 'stock-low',
  facts: { sku: 'k', title, available: 1, productId: null },
});
const wrote = (sequence: number): News => ({
  kind: 'message-received',
  facts: { conversationId: 'c1', sequence, from: `Mia ${sequence}`, subject: 'Lamp', side: 'seller' },
});
const to = (person: string) => ({ person });
const notice = async (personId: string, channel: ChannelName = 'email'): Promise<NoticeDocument | null> =>
  (await models().notices.findOne({ recipient: personId, channel }).lean()) as NoticeDocument | null;
const state = (personId: string, wanted: string, channel?: ChannelName) =>
  eventually(
    `the notice to be ${wanted}`,
    () => notice(personId, channel),
    (found) => found?.state === wanted,
  );

test('an event that is told again and again, and by two processes, is one mail a person', async () => {
  const told = { to: { seller: 's1' }, eventId: 'e1', ...paid };
  await Promise.all([1, 2, 3].map(() => notifications.notify(told)));
  await eventually(
    'both mails',
    () => Promise.resolve(sent.length),
    (count) => count === 2,
  );
  await state('s1-tom', 'sent');
  await notifications.notify(told);
  expect(sent.map(({ email }) => email).sort()).toEqual(['s1-ida@people.example', 's1-tom@people.example']);
  expect(await models().notices.countDocuments({ eventId: 'e1' })).toBe(6);
});

test('who has no browser that shows it is planned no push', async () => {
  await notifications.notify({ to: to('nobrowser-jo'), eventId: 'e1', ...paid });
  expect(await notice('nobrowser-jo', 'push')).toMatchObject({ state: 'skipped' });
  await state('nobrowser-jo', 'sent');
});

test('of an event that comes again after many days nobody is told', async () => {
  const data = { sellerId: 's9', amountMinor: 500, currency: 'EUR' };
  const event = { id: 'e9', type: 'payout.paid', topic: 'payouts' as const, subject: 'p9', version: 1, data };
  await notifications.tell([{ ...event, time: new Date(nowMs - 8 * DAY_MS).toISOString() }]);
  expect(await models().notices.countDocuments({ eventId: 'e9' })).toBe(0);
  await notifications.tell([{ ...event, time: new Date(nowMs - 6 * DAY_MS).toISOString() }]);
  expect(await models().notices.countDocuments({ eventId: 'e9' })).toBe(6);
});

test('a mail server that is away delays, with growing pauses, and loses nothing', async () => {
  let tries = 0;
  onMail = () => {
    tries += 1;
    return tries < 4 ? Promise.reject(new Error('away')) : Promise.resolve();
  };
  await notifications.notify({ to: to('ann'), eventId: 'e1', ...paid });
  await eventually(
    'a first try',
    () => notice('ann'),
    (found) => found?.reason === 'The last try failed.',
  );
  expect((await notice('ann'))?.nextAt).toBe(nowMs + 1000);
  for (const wanted of [2, 3, 4]) {
    nowMs += 10_000;
    await eventually(
      'a try',
      () => Promise.resolve(tries),
      (count) => count === wanted,
    );
  }
  expect(await state('ann', 'sent')).toMatchObject({ tries: 4 });
  expect(sent).toHaveLength(1);
});

test('what a provider asks to wait for waits so long; what it refuses for good is not tried again', async () => {
  onMail = () => Promise.reject(new ChannelBusy('slower', 90_000));
  await notifications.notify({ to: to('bo'), eventId: 'e1', ...paid });
  await eventually(
    'a first try',
    () => notice('bo'),
    (found) => found?.nextAt === nowMs + 90_000,
  );
  onMail = () => Promise.reject(new ChannelRefused('No such mailbox.'));
  nowMs += 90_000;
  expect(await state('bo', 'failed')).toMatchObject({ reason: 'No such mailbox.', tries: 2 });
});

test('a notice that was taken by a process which died goes out later', async () => {
  await Promise.all(senders.map((sender) => sender.stop()));
  await notifications.notify({ to: to('cleo'), eventId: 'e1', ...paid });
  await models().notices.updateOne(
    { recipient: 'cleo', channel: 'email' },
    { nextAt: nowMs + 120_000, lease: 'dead', tries: 1 },
  );
  senders = [send()];
  await state('cleo', 'skipped', 'push');
  expect(sent).toHaveLength(0);
  nowMs += 121_000;
  expect(await state('cleo', 'sent')).toMatchObject({ tries: 2 });
});

test('what is wanted once a day goes out as one, when the day begins there', async () => {
  await notifications.changePreferences('dan', { timeZone: 'America/New_York', digestHour: 7 });
  for (const n of [1, 2, 3, 4, 5])
    await notifications.notify({ to: to('dan'), eventId: `e${n}`, ...low(`Lamp ${n}`) });
  const due = (await notice('dan'))?.nextAt ?? 0;
  expect(new Date(due).toISOString()).toMatch(/T11:00:00.000Z$/);
  expect(sent).toHaveLength(0);
  nowMs = due;
  await state('dan', 'sent');
  await eventually(
    'all to be sent',
    () => models().notices.countDocuments({ recipient: 'dan', channel: 'email', state: 'sent' }),
    (count) => count === 5,
  );
  expect(sent).toHaveLength(1);
  expect(sent[0]?.lines).toHaveLength(6);
});

test('messages wait a while, go out as one, and not at all when they were read meanwhile', async () => {
  for (const n of [1, 2]) await notifications.notify({ to: to('eve'), eventId: `m${n}`, ...wrote(n) });
  nowMs += 9 * 60_000;
  await state('eve', 'skipped', 'push');
  expect(sent).toHaveLength(0);
  nowMs += 60_000;
  await state('eve', 'sent');
  expect(sent.map(({ title }) => title)).toEqual(['Mia 2 wrote to you']);

  await notifications.notify({ to: to('finn'), eventId: 'm1', ...wrote(1) });
  hasRead = true;
  nowMs += 10 * 60_000;
  expect(await state('finn', 'skipped')).toMatchObject({ reason: 'It was read before.' });
});

test('what is switched off is not sent, what the order needs is, and quiet hours hold back what is not urgent', async () => {
  const confirmed: News = { kind: 'refund-paid', facts: { orderId: 'o1', amountMinor: 5, currency: 'EUR' } };
  const quiet = { from: '00:00', until: '23:59' };
  await notifications.changePreferences('gil', {
    ...{
      timeZone: 'UTC',
      choices: { 'refund-paid': { email: 'off', inbox: false }, 'payout-paid': { email: 'off' } },
    },
  });
  await notifications.notify({ to: to('gil'), eventId: 'e1', ...paid });
  expect(await notice('gil')).toMatchObject({ state: 'skipped', reason: 'It is switched off.' });
  await notifications.notify({ to: { buyer: { id: 'gil', email: null } }, eventId: 'e2', ...confirmed });
  await eventually(
    'the refund to be confirmed',
    () => Promise.resolve(sent.length),
    (count) => count === 1,
  );
  expect(await notifications.countUnread('gil')).toBe(1);

  await notifications.changePreferences('hal', { timeZone: 'UTC', quiet });
  await notifications.notify({ to: to('hal'), eventId: 'e1', ...paid });
  await notifications.notify({
    ...{ to: to('hal'), eventId: 'e2', kind: 'parcel-assigned', facts: { deliveryId: 'd1', city: null } },
  });
  await eventually(
    'the urgent one',
    () => Promise.resolve(sent.length),
    (count) => count === 2,
  );
  expect(sent[1]?.kind).toBe('parcel-assigned');
  expect((await notice('hal'))?.nextAt).toBe(Math.floor(nowMs / DAY_MS) * DAY_MS + DAY_MS - 60_000);
});

test('a guest is mailed and has no inbox; an inbox is read by its owner alone, in their language', async () => {
  const confirmed: News = {
    kind: 'refund-paid',
    facts: { orderId: 'o1', amountMinor: 500, currency: 'EUR' },
  };
  const guest = { buyer: { id: 'guest-1', email: 'mia@guests.example' } };
  await notifications.notify({ to: guest, eventId: 'e1', ...confirmed });
  await eventually(
    'the mail',
    () => Promise.resolve(sent.length),
    (count) => count === 1,
  );
  expect(await models().notices.countDocuments({ recipient: 'guest-1' })).toBe(1);

  await notifications.changePreferences('ivy', { locale: 'de' });
  for (const n of [1, 2, 3])
    await notifications.notify({ to: to('ivy'), eventId: `e${n}`, at: `2026-05-0${n}T00:00:00Z`, ...paid });
  const first = await notifications.listInbox({ personId: 'ivy', limit: 2 });
  expect(first.items[0]).toMatchObject({
    title: '5,00\u00A0€ sind ausgezahlt',
    path: '/seller/payouts',
    readAt: null,
  });
  const rest = await notifications.listInbox({ personId: 'ivy', limit: 2, cursor: first.nextCursor ?? '' });
  expect([...first.items, ...rest.items].map(({ at }) => at.slice(8, 10))).toEqual(['03', '02', '01']);
  const ids = first.items.map(({ id }) => id);
  expect(await notifications.markRead({ personId: 'joe', ids })).toBe(0);
  expect(await notifications.markRead({ personId: 'ivy', ids })).toBe(2);
  expect(await notifications.countUnread('ivy')).toBe(1);
});
