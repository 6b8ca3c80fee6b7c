import type { Router } from 'express';
import { fakeDeps, startApi } from './api.fixture';
import { createApp } from './app';
import { expressPath } from './http/route';

interface Operation {
  security: unknown[];
  responses: Record<string, unknown>;
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: unknown;
  operationId: string;
}
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
};

let document: Document;
let events: { asyncapi: string; channels: Record<string, unknown> };

beforeAll(async () => {
  const api = await startApi();
  try {
    document = (await api.call('GET', '/openapi.json')).json as unknown as Document;
    events = (await api.call('GET', '/v1/asyncapi.json')).json as unknown as typeof events;
  } finally {
    await api.close();
  }
  // The whole of the API is loaded here, and on a new machine transformed before.
}, 30_000);

/** What Express itself says is mounted under /v1. */
function mountedRoutes(): string[] {
  const { app } = createApp(fakeDeps());
  const layers = (app.router as unknown as { stack: { name: string; handle: Partial<Router> }[] }).stack;
  const stack = layers.flatMap(({ handle }) => (handle.stack ? [handle.stack] : [])).flat();
  return stack
    .flatMap(({ route }) => (route ? [route] : []))
    .flatMap((route) =>
      Object.keys((route as unknown as { methods: Record<string, boolean> }).methods)
        .filter((method) => method !== '_all')
        .map((method) => `${method} ${route.path}`),
    )
    .sort();
}

test('the document names the routes that are mounted, no more and no fewer', () => {
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${expressPath(path).replace('/v1', '')}`),
  );
  const mounted = mountedRoutes();
  expect(mounted.length).toBeGreaterThan(40);
  expect(described.sort()).toEqual(mounted);
});

test('what the shop publishes is described beside it', () => {
  expect(events.asyncapi).toBe('3.0.0');
  expect(Object.keys(events.channels)).toContain('orders');
});

test('every operation has a name of its own, a good answer, and says who may call it', () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  const names = operations.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const operation of operations) {
    expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true);
    expect(operation.security).toBeDefined();
  }
});

/** Edits that say nothing of what was there before, and why nobody's work is lost by them (decision 38). */
const WITHOUT_IF_MATCH: Readonly<Record<string, string>> = {
  'put /v1/carts/{id}/lines/{sku}': 'a quantity, by the one who owns the basket',
  'put /v1/carts/{id}/coupon': 'a code, by the one who owns the basket',
  'put /v1/categories/order': 'says the whole; refused when a category came or went meanwhile',
  'put /v1/conversations/{id}/read': 'only ever goes up',
  'put /v1/conversations/{id}/block': 'a switch',
  'patch /v1/notification-preferences': 'what is not named stays',
  'put /v1/orders/{id}/shipping-address': 'by the buyer alone; its workflow takes one after the other',
  'put /v1/sellers/{id}/payout-account': 'by the seller alone; an account by its token, which is verified',
  'put /v1/reviews/{id}/answer': 'by the seller alone',
  'put /v1/sellers/{id}/domain': 'a name, by the seller alone; the proof begins anew',
  'put /v1/stock/{sku}/threshold': 'one number',
  'patch /v1/webhook-endpoints/{id}': 'what is not named stays',
};

test('an edit asks for the version that it changes, or says why it need not', () => {
  const edits = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => method === 'put' || method === 'patch')
      // Each step of an application is sent to its workflow, which takes them in turn.
      .filter(() => !path.startsWith('/v1/onboarding/'))
      .map(([method, { parameters = [] }]) => ({
        edit: `${method} ${path}`,
        asks: parameters.some(({ name, required }) => name === 'If-Match' && required === true),
      })),
  );
  const without = edits.filter(({ asks }) => !asks).map(({ edit }) => edit);
  expect(without.sort()).toEqual(Object.keys(WITHOUT_IF_MATCH).sort());
  expect(edits.length).toBeGreaterThan(without.length);
});

/** What is made at most once by its nature, so that no key has to say so. */
const ONCE_BY_NATURE: readonly string[] = [
  // One account an address; the answer is the same whether it is new or not.
  'post /v1/registrations',
  // A new session each time is what is asked for; they end by themselves.
  'post /v1/guest-sessions',
  'post /v1/sessions',
  'post /v1/sessions/refreshes',
  'post /v1/registrations/verifications',
  // A browser by its address: the same one again is the same device.
  'post /v1/devices',
];

test('whatever makes something honours a key, so that it may be sent again', () => {
  const makes = Object.entries(document.paths).flatMap(([path, { post }]) =>
    post?.responses[201] === undefined
      ? []
      : [{ act: `post ${path}`, keyed: post.parameters?.some(({ name }) => name === 'Idempotency-Key') }],
  );
  const unkeyed = makes.filter(({ keyed }) => !keyed).map(({ act }) => act);
  expect(unkeyed.filter((act) => !ONCE_BY_NATURE.includes(act))).toEqual([]);
  expect(makes.length).toBeGreaterThan(10);
});

test('paying says that it needs a token, a key and a body', () => {
  const pay = document.paths['/v1/checkouts']?.post;
  expect(pay?.security).toEqual([{ accessToken: [] }]);
  expect(pay?.parameters).toContainEqual(
    expect.objectContaining({ name: 'Idempotency-Key', required: true }),
  );
  expect(pay?.requestBody).toMatchObject({ required: true });
  expect(Object.keys(pay?.responses ?? {})).toEqual(
    expect.arrayContaining(['201', '202', '400', '401', '402', '409', '422', '429', '503']),
  );
});

test('every reference in the document leads somewhere', () => {
  const text = JSON.stringify(document);
  const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '');
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) expect(document.components.schemas[name]).toBeDefined();
});
