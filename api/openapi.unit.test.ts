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
