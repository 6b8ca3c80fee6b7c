import { join } from 'node:path';
import { z } from 'zod';
import { asyncApiDocument } from './asyncapi';
import { fromMessage, PoisonError, toMessage } from './cloud-event';
import { incompatibilities } from './compatibility';
import { defineEvent, TOPICS, type EventContract } from './contract';
import { CONTRACTS } from './contracts';
import { contractProblems, publicationOf, readPublished } from './published';

const root = join(__dirname, '..');

test('no published contract has changed in a way that its consumers could not read', () => {
  expect(contractProblems(readPublished(root))).toEqual([]);
});

const before = z.object({
  orderId: z.string(),
  status: z.string(),
  note: z.string().optional(),
  lines: z.array(z.object({ sku: z.string(), quantity: z.number().int() })),
});
const contract = (data: z.ZodType) => publicationOf(defineEvent('orders', 'order.dreamt', 1, data));
const problems = (data: z.ZodType) => incompatibilities(contract(before), contract(data));

test.each<[string, z.ZodType, string]>([
  ['a field that is gone', before.omit({ status: true }), 'data.status is gone'],
  [
    'a field that was renamed',
    before.omit({ status: true }).extend({ state: z.string().optional() }),
    'data.status is gone',
  ],
  [
    'a new field that is required',
    before.extend({ country: z.string() }),
    'data.country is new and required',
  ],
  ['a field that became required', before.extend({ note: z.string() }), 'data.note is required now'],
  [
    'a field that may be missing now',
    before.extend({ status: z.string().optional() }),
    'data.status may be missing now',
  ],
  [
    'a narrower type',
    before.extend({ status: z.enum(['placed']) }),
    'data.status had enum undefined, has ["placed"]',
  ],
  ['another type', before.extend({ orderId: z.number() }), 'data.orderId had type "string", has "number"'],
  [
    'a change deep inside',
    before.extend({ lines: z.array(z.object({ sku: z.string(), quantity: z.string() })) }),
    'data.lines[].quantity had type "integer", has "string"',
  ],
])('%s is refused', (_, data, problem) => {
  expect(problems(data)).toContain(problem);
});

test('a new field that may be missing, and words about a field, are no incompatible change', () => {
  const now = before.extend({ country: z.string().optional(), status: z.string().describe('How it stands') });
  expect(problems(now)).toEqual([]);
});

test('another topic, a contract that is gone and one that nobody published are named', () => {
  const one = defineEvent('orders', 'order.dreamt', 1, before);
  const published = new Map([['order.dreamt.1.json', publicationOf(one)]]);
  const check = (contracts: readonly EventContract[]) =>
    contractProblems(published, new Map(contracts.map((each) => [each.type, each])));
  expect(check([one])).toEqual([]);
  expect(check([{ ...one, topic: 'payments' }])).toEqual([
    'order.dreamt version 1: topic was orders, is payments; give it a new version',
  ]);
  expect(check([])).toEqual(['order.dreamt was published and is gone; topics still keep such events']);
  expect(check([{ ...one, version: 2 }])).toEqual([
    expect.stringContaining('version 2 is not published'),
    expect.stringContaining('version 1 cannot be read any more'),
  ]);
});

test('data of an earlier version are read as it was and brought up to today', () => {
  const type = 'seller.opened';
  const sent = toMessage({
    entry: {
      id: 'e',
      type,
      time: '2026-01-05T10:00:00.000Z',
      data: { sellerId: 's', name: 'Mill', slug: 'mill' },
    },
    ...{ subject: 's', version: 1, service: 'seller' },
  }).message;
  const today = CONTRACTS.get(type);
  if (!today) throw new Error('no such contract');
  const raised: EventContract = {
    ...today,
    version: 2,
    data: z.object({ sellerId: z.string(), name: z.string(), street: z.string() }),
    earlier: { 1: { data: today.data, raise: (data) => ({ ...data, street: 'unknown' }) } },
  };
  const contracts = CONTRACTS as Map<string, EventContract>;
  contracts.set(type, raised);
  try {
    const message = { value: sent.value, headers: sent.headers };
    expect(fromMessage(message).data).toMatchObject({ sellerId: 's', street: 'unknown' });
    contracts.set(type, { ...raised, earlier: {} });
    expect(() => fromMessage(message)).toThrow(PoisonError);
  } finally {
    contracts.set(type, today);
  }
});

test('the AsyncAPI document names every topic and every event, and each reference leads somewhere', () => {
  const document = asyncApiDocument('shop.');
  const text = JSON.stringify(document);
  for (const topic of TOPICS) expect(text).toContain(`"address":"shop.${topic}"`);
  const find = (reference: string) =>
    reference
      .slice(2)
      .split('/')
      .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document);
  const references = [...text.matchAll(/"\$ref":"(#\/[^"]+)"/g)].map(([, reference = '']) => reference);
  expect(references.length).toBeGreaterThan(CONTRACTS.size * 2);
  expect(references.filter((reference) => find(reference) === undefined)).toEqual([]);
});

test('a message carries the trace of its entry, or one that is its own and the same when it is sent again', () => {
  const entry = {
    id: 'e1',
    type: 'seller.opened',
    time: '2026-01-05T10:00:00.000Z',
    data: { sellerId: 's', name: 'Mill', slug: 'mill' },
  };
  const traced = (traceparent?: string) =>
    toMessage({ entry: { ...entry, traceparent }, subject: 's', version: 1, service: 'seller' }).message;
  const given = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  expect(traced(given).headers.traceparent).toBe(given);
  expect(traced().headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  expect(traced().headers.traceparent).toBe(traced().headers.traceparent);
  expect(fromMessage(traced(given))).toMatchObject({ traceparent: given, source: 'seller' });
});
