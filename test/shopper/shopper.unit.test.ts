import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiProblem } from './http';
import { createShop } from './shopper';
import { eventually } from './wait';

let server: Server;
let answer: { status: number; body: unknown };
const asked: { url?: string; key?: string | string[] }[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push({ url: request.url, key: request.headers['idempotency-key'] });
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const shopHere = () => createShop(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
const access = {
  accessToken: 'token',
  expiresAt: '2026-01-01T00:00:00Z',
  actor: { id: 'g1', role: 'guest' },
};

test('a refusal says its status, its code and its sentence', async () => {
  const shop = shopHere();
  answer = {
    status: 404,
    body: { type: '/problems/not-found', status: 404, detail: 'There is no such product.' },
  };
  const refusal = await shop.product('none').catch((error: unknown) => error);
  shop.close();
  expect(refusal).toBeInstanceOf(ApiProblem);
  expect(refusal).toMatchObject({
    status: 404,
    code: 'not-found',
    message: 'GET /products/none answered 404 not-found: There is no such product.',
  });
});

test('an answer that is no problem document is a refusal too', async () => {
  const shop = shopHere();
  answer = { status: 502, body: 'Bad gateway' };
  await expect(shop.product('cup')).rejects.toMatchObject({ status: 502, code: '', problem: null });
  shop.close();
});

test('an answer that breaks the contract is noticed', async () => {
  const shop = shopHere();
  answer = { status: 201, body: { ...access, actor: { id: 'g1', role: 'king' } } };
  await expect(shop.guest()).rejects.toThrow(/role/);
  shop.close();
});

test('pressing pay twice sends two keys, unless it is the same press', async () => {
  const shop = shopHere();
  answer = { status: 201, body: access };
  const guest = await shop.guest();
  answer = { status: 201, body: { id: 'c1', status: 'placed', orderIds: ['c1-1'] } };
  const request = {} as Parameters<typeof guest.placeOrder>[0];
  asked.length = 0;
  await guest.placeOrder(request);
  await guest.placeOrder(request);
  await guest.placeOrder(request, 'same');
  await guest.placeOrder(request, 'same');
  shop.close();
  const keys = asked.map(({ key }) => key);
  expect(new Set(keys).size).toBe(3);
  expect(keys.slice(2)).toEqual(['same', 'same']);
});

test('waiting ends as soon as it is so, and says what it saw when it never is', async () => {
  let reads = 0;
  await eventually(
    'three',
    () => Promise.resolve((reads += 1)),
    (value) => value === 3,
  );
  expect(reads).toBe(3);
  const waiting = eventually(
    'the parcel',
    () => Promise.resolve('lost'),
    (status) => status === 'delivered',
    { withinMs: 1, show: (status) => status },
  );
  await expect(waiting).rejects.toThrow('Waited 0.001 s for the parcel; it is lost.');
});
