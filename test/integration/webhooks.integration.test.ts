import { Webhook } from 'standardwebhooks';
import { startReceiver, type Receiver } from '../../services/webhook/webhook.fixture';
import { hooksOf } from '../shopper/hooks';
import { fillBasket, GOOD_CARD } from '../shopper/purchase';
import { eventually } from '../shopper/wait';
import { openWorld, type World } from './world';

jest.setTimeout(60_000);

let world: World;
let receiver: Receiver;
beforeAll(async () => {
  world = await openWorld('webhooks', {
    consumers: true,
    settings: { WEBHOOK_RETRY_SECONDS: '1,60' },
    sellers: 2,
  });
}, 120_000);
afterAll(() => world.stop());
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

async function seller(index: number) {
  const stall = world.market.stalls[index];
  if (!stall) throw new Error('there are two stalls');
  return { stall, hooks: hooksOf(world.shop, await world.seller(stall)) };
}

async function buy(productId: string): Promise<string> {
  const { buyer, request } = await fillBasket(world.shop, [{ slug: productId, quantity: 1 }], GOOD_CARD);
  const placed = await buyer.placeOrder(request);
  const orderId = placed.status === 'placed' ? placed.orderIds[0] : undefined;
  if (orderId === undefined) throw new Error(`the order should be placed, but it is ${placed.status}`);
  return orderId;
}

test('an order rings at its seller, also when the first try fails, and at nobody else', async () => {
  const [mine, other] = [await seller(0), await seller(1)];
  const elsewhere = await startReceiver();
  const { endpoint, secret } = await mine.hooks.add(receiver.url, ['order.placed']);
  await other.hooks.add(elsewhere.url, ['order.placed']);
  receiver.does((_request, response) =>
    response.writeHead(receiver.received.length === 1 ? 500 : 200).end('thank you'),
  );

  const orderId = await buy(mine.stall.productId);
  const [delivery] = await eventually(
    'the webhook to be taken',
    () => mine.hooks.log(endpoint.id),
    ([first]) => first?.status === 'delivered',
    { withinMs: 30_000 },
  );
  expect(delivery?.attempts.map(({ status }) => status)).toEqual([500, 200]);
  const [first, second] = receiver.received;
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  const told = new Webhook(secret).verify(second?.body ?? '', second?.headers as Record<string, string>);
  expect(told).toMatchObject({ type: 'order.placed', data: { orderId, sellerId: mine.stall.sellerId } });
  expect(second?.body).not.toMatch(/buyer|checkout/i);
  expect(elsewhere.received).toEqual([]);
  await elsewhere.close();
});

test('an order is pushed to the browser of its seller, with the page of the order', async () => {
  const { stall } = await seller(1);
  const { token } = await world.seller(stall);
  const body = { token: `browser-of-${stall.sellerId}`, name: 'Firefox on Linux' };
  const { status } = await world.shop.http({ method: 'POST', path: '/devices', token, body });
  expect(status).toBe(201);
  const orderId = await buy(stall.productId);
  const sent = await eventually(
    'the push to arrive at the stand-in',
    async () => {
      const answer = await fetch(`${world.config.PUSH_STAND_IN_URL}/sent?token=${body.token}`);
      return ((await answer.json()) as { items: { message: { data: { path: string } } }[] }).items;
    },
    (items) => items.length > 0,
  );
  expect(sent.map(({ message }) => message.data.path)).toEqual([`/seller/orders/${orderId}`]);
});

test('a webhook that waits for its next try is sent at once when its seller says so, and again when it was taken', async () => {
  const { hooks } = await seller(0);
  const { endpoint } = await hooks.add(receiver.url, ['order.closed']);
  receiver.does((_request, response) => response.writeHead(500).end());
  const { id } = await hooks.test(endpoint.id);
  const waits = await eventually(
    'the second try to fail',
    () => hooks.delivery(id),
    ({ attempts }) => attempts.length === 2,
  );
  expect(waits.status).toBe('waiting');

  receiver.does((_request, response) => response.end());
  await hooks.resend(id);
  await eventually(
    'it to be taken',
    () => hooks.delivery(id),
    ({ status }) => status === 'delivered',
  );
  await hooks.resend(id);
  const twice = await eventually(
    'it to be taken again',
    () => hooks.delivery(id),
    ({ attempts }) => attempts.length === 4,
  );
  expect(twice.status).toBe('delivered');
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
});

test('who says that they are gone is switched off, told of by mail, and hears no more', async () => {
  const { stall, hooks } = await seller(1);
  const { endpoint } = await hooks.add(receiver.url, ['order.accepted']);
  receiver.does((_request, response) => response.writeHead(410).end());
  const { id } = await hooks.test(endpoint.id);
  await eventually(
    'it to be given up',
    () => hooks.delivery(id),
    ({ status }) => status === 'failed',
  );
  const off = await eventually(
    'its receiver to be switched off',
    () => hooks.get(endpoint.id),
    ({ enabled }) => !enabled,
  );
  expect(off.disabledBecause).toBe('gone');
  await expect(hooks.test(endpoint.id)).rejects.toMatchObject({ code: 'endpoint-disabled' });
  await eventually(
    'the mail to its seller',
    async () => (await (await fetch(`${world.config.MAIL_UI_URL}/email`)).json()) as Mail[],
    (mails) => mails.some(({ to, text }) => to[0]?.address === stall.email && /webhook/i.test(text ?? '')),
  );
});

interface Mail {
  to: { address: string }[];
  subject: string;
  text?: string;
}
