import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { io } from 'socket.io-client';
import { z } from 'zod';
import { groupIdOf } from '../../events/groups';
import { createKafka, topicName } from '../../events/kafka';
import { createLogger } from '../../services/platform/logger';
import { newId } from '../../services/platform/ids';
import { fillBasket, GOOD_CARD } from '../shopper/purchase';
import { testEnv } from '../servers';
import { eventually } from '../shopper/wait';
import { openWorld, type World } from './world';

let world: World;
let mailServer: { url: string; setAway(isAway: boolean): void; close(): void };
beforeAll(async () => {
  mailServer = await inFrontOf(testEnv().SMTP_URL ?? '');
  world = await openWorld('notices', {
    ...{ sellers: 1, stock: 100, consumers: true, settings: { SMTP_URL: mailServer.url } },
  });
}, 120_000);
afterAll(async () => {
  await world.stop();
  mailServer.close();
}, 60_000);
jest.setTimeout(90_000);

/** The mail server, which can be away. */
async function inFrontOf(smtpUrl: string) {
  const { hostname, port } = new URL(smtpUrl);
  const open = new Set<Socket>();
  let isGone = false;
  const server: Server = createServer((client) => {
    if (isGone) return void client.destroy();
    const target = connect(Number(port), hostname);
    for (const [one, other] of [
      [client, target],
      [target, client],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setAway(isAway: boolean) {
      isGone = isAway;
      if (isAway) for (const socket of open) socket.destroy();
    },
    close: () => void server.close(),
  };
}

const mailsSchema = z.array(
  z.object({
    to: z.array(z.object({ address: z.string() })),
    subject: z.string(),
    text: z.string(),
    html: z.string(),
  }),
);
async function mailsTo(address: string) {
  const mails = mailsSchema.parse(await (await fetch(`${world.config.MAIL_UI_URL}/email`)).json());
  return mails.filter(({ to }) => to.some((one) => one.address === address));
}
const subjects = async (address: string) => (await mailsTo(address)).map(({ subject }) => subject);
const until = (what: string, address: string, count: number) =>
  eventually(
    what,
    () => mailsTo(address),
    (mails) => mails.length >= count,
    { withinMs: 45_000 },
  );

/** A guest buys one thing. */
async function buy() {
  const [stall] = world.market.stalls;
  if (!stall) throw new Error('nobody sells here');
  const { buyer, request } = await fillBasket(
    world.shop,
    [{ slug: stall.productId, quantity: 2 }],
    GOOD_CARD,
  );
  const email = `${newId()}@people.example`;
  const placed = await buyer.placeOrder({ ...request, email });
  if (placed.status !== 'placed') throw new Error(`not placed but ${placed.status}`);
  const [orderId = ''] = placed.orderIds;
  return { buyer, email, orderId, stall, seller: await world.seller(stall) };
}

test('who buys is told of each step once, the seller at once; also when the events come again from the first', async () => {
  const [stall] = world.market.stalls;
  if (!stall) throw new Error('nobody sells here');
  const socket = io(`http://127.0.0.1:${world.config.API_PORT}`, {
    transports: ['websocket'],
    auth: { token: (await world.seller(stall)).token },
  });
  const rung: string[] = [];
  socket.on('inbox', ({ status }: { status: string }) => rung.push(status));
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));

  const { buyer, email, orderId, seller } = await buy();
  const [confirmation] = await until('the confirmation', email, 1);
  const { totalMinor } = await buyer.order(orderId);
  expect(confirmation?.subject).toBe('We have your order');
  expect(confirmation?.text).toContain(`Total: €${(totalMinor / 100).toFixed(2)}`);
  expect(confirmation?.html).toContain(`${world.config.WEB_PUBLIC_URL}/orders/${orderId}`);
  await eventually(
    'the page of the seller to ring',
    () => Promise.resolve(rung),
    (kinds) => kinds.includes('new-order'),
  );
  const inbox = await world.shop.http({ method: 'GET', path: '/notifications', token: seller.token });
  expect(inbox.body).toMatchObject({
    items: [{ kind: 'new-order', path: `/seller/orders/${orderId}`, readAt: null }],
  });

  await seller.accept(orderId);
  await seller.ship(orderId);
  await until('each step to be told', email, 4);
  const told = await subjects(email);
  const shop = (await buyer.order(orderId)).sellerName;
  expect([...told].sort()).toEqual(
    [
      'We have your order',
      `${shop} prepares your order`,
      `Your parcel from ${shop} is on its way`,
      `Your parcel from ${shop} is there`,
    ].sort(),
  );
  const sold = await subjects(stall.email);

  await world.processes.kill('consumers', 'SIGTERM');
  await rewind(['checkouts', 'orders', 'deliveries']);
  await world.processes.restart('consumers');
  // What is told last comes after everything that was told again.
  const next = await buy();
  await until('the next confirmation', next.email, 1);
  await until('the next news for the seller', stall.email, sold.length + 1);
  expect(await subjects(email)).toEqual(told);
  expect(await subjects(stall.email)).toHaveLength(sold.length + 1);
  socket.close();
});

test('a mail server that is away for a while delays mails, loses none and sends none twice', async () => {
  mailServer.setAway(true);
  const { email, orderId, seller } = await buy();
  const waiting = () =>
    world.databases
      .of('notification')
      .collection('notices')
      .countDocuments({ email, channel: 'email', state: 'planned', tries: { $gte: 2 } });
  await eventually('tries that fail', waiting, (count) => count > 0);
  expect(await triesByMail('later')).toBeGreaterThan(0);
  await seller.accept(orderId);
  expect(await mailsTo(email)).toEqual([]);
  mailServer.setAway(false);
  await until('both mails', email, 2);
  expect((await subjects(email)).filter((subject) => subject === 'We have your order')).toHaveLength(1);
});

/** How many tries by mail came to this, as the figures of the consumers say. */
async function triesByMail(outcome: 'sent' | 'later'): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${world.config.CONSUMERS_PORT}/metrics`)).text();
  const line = `caravan_notice_tries_total{channel="email",outcome="${outcome}"} `;
  return Number(
    text
      .split('\n')
      .find((each) => each.startsWith(line))
      ?.slice(line.length) ?? 0,
  );
}

/** Has the group of notices begin again with the first event. */
async function rewind(topics: readonly ('checkouts' | 'orders' | 'deliveries')[]): Promise<void> {
  const { config } = world;
  const admin = createKafka(config, createLogger({ LOG_LEVEL: 'silent' }, 'test'), 'test').admin();
  await admin.connect();
  const groupId = groupIdOf(config, 'notifications', 1);
  for (const topic of topics)
    await admin.resetOffsets({ groupId, topic: topicName(config, topic), earliest: true });
  await admin.disconnect();
}
