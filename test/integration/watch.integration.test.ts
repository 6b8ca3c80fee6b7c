import { connectTemporal, type Temporal } from '../../temporal/connection';
import { audit } from '../../audit/audit';
import type { Answer, Call } from '../shopper/http';
import type { ReadyBasket } from '../shopper/purchase';
import { eventually } from '../shopper/wait';
import { startedOrder } from './started';
import { idsOf, openTill, type Till } from './till';

jest.setTimeout(120_000);

/** Reports as the API gives them. */
interface Run {
  id: string;
  isClean: boolean;
  counts: Record<string, number>;
  findings: { what: string; ids: string[] }[];
}
interface Item {
  kind: string;
  id: string;
  problem: string;
  text: string;
  version: number;
  links: { resolutions: string };
}

const PASSWORD = 'a long enough password';
let { world, basket, acceptAndShip } = {} as Till;
let temporal: Temporal;
const tokens = { ann: '', bob: '' };

beforeAll(async () => {
  ({ world, basket, acceptAndShip } = await openTill('watch'));
  temporal = connectTemporal(world.config);
  for (const name of ['ann', 'bob'] as const) {
    const email = `${name}@staff.example`;
    const { user } = world.market.services;
    await user.createDemoAccount({ email, password: PASSWORD, name, role: 'support' });
    tokens[name] = (await world.shop.signIn({ email, password: PASSWORD })).token;
  }
}, 120_000);
afterAll(async () => {
  await temporal.close();
  // The last tests break the shop.
  await world.stop({ broken: true });
});

const ask = (call: Call, who: 'ann' | 'bob' = 'ann'): Promise<Answer> =>
  world.shop.http({ token: tokens[who], ...call });
const read = async <T>(path: string) => (await ask({ method: 'GET', path })).body as T;

/** Has a watch run once and waits for its report. */
async function runNow(path: '/reconciliation' | '/audits'): Promise<Run> {
  const before = (await read<{ last: Run | null }>(path)).last?.id;
  expect((await ask({ method: 'POST', path: `${path}/runs` })).status).toBe(202);
  const { last } = await eventually(
    `the report of ${path}`,
    () => read<{ last: Run | null }>(path),
    (view) => view.last !== null && view.last.id !== before,
    { withinMs: 60_000 },
  );
  if (last === null) throw new Error('there is a report');
  return last;
}

const openItems = async () => (await read<{ items: Item[] }>('/attention')).items;

/** Both orders of a basket, paid; the first was shipped, so that its money is taken. */
async function bought(): Promise<{
  ready: ReadyBasket;
  paymentId: string;
  shipped: string;
  waiting: string;
}> {
  const ready = await basket();
  const placed = await ready.buyer.placeOrder(ready.request);
  const [shipped = '', waiting = ''] = idsOf(placed);
  await acceptAndShip(shipped);
  return { ready, paymentId: placed.id, shipped, waiting };
}

const chargeOf = async (paymentId: string) => {
  const [charge] = await world.market.services.provider.findByReference(paymentId);
  if (!charge) throw new Error('the provider has it');
  return charge;
};

test('in a shop that is well reconciliation and audit find nothing', async () => {
  await bought();
  const reconciled = await runNow('/reconciliation');
  expect(reconciled).toMatchObject({ isClean: true, findings: [] });
  expect(reconciled.counts).toMatchObject({ found: 0, opened: 0 });
  expect(reconciled.counts.payments).toBeGreaterThan(0);
  expect(await runNow('/audits')).toMatchObject({ isClean: true, findings: [] });
  expect(await openItems()).toEqual([]);
});

test('money that the provider took and we lost the record of is written down and booked again', async () => {
  const { paymentId, shipped } = await bought();
  const { payment: payments, ledger } = world.market.services;
  const before = await payments.get(paymentId);
  await world.databases
    .of('payment')
    .collection<{ _id: string }>('payments')
    .updateOne(
      { _id: paymentId, 'parts.orderId': shipped },
      {
        $set: { 'parts.$.capturedMinor': 0, capturedMinor: 0, status: 'authorised' },
        $pull: { operations: { kind: 'capture' } } as never,
        $inc: { revision: 1 },
      },
    );
  await world.databases.of('ledger').collection('entries').deleteMany({ 'about.orderId': shipped });
  expect((await runNow('/reconciliation')).counts).toMatchObject({ found: 1, mended: 1, opened: 0 });
  const after = await payments.get(paymentId);
  expect(after?.parts).toEqual(before?.parts);
  expect(after?.capturedMinor).toBe(before?.capturedMinor);
  const booked = await ledger.entriesAbout({ orderId: shipped });
  expect(booked.map(({ kind }) => kind).sort()).toEqual(['capture', 'sale']);
});

test('money that somebody took at the provider by hand is written down and booked, and the order ships', async () => {
  const { paymentId, waiting } = await bought();
  const { provider, payment: payments, ledger } = world.market.services;
  const partOf = async () =>
    (await payments.get(paymentId))?.parts.find(({ orderId }) => orderId === waiting);
  const amountMinor = (await partOf())?.amountMinor ?? 0;
  await provider.capture({
    ...{ key: `by-hand-${waiting}`, providerPaymentId: (await chargeOf(paymentId)).id },
    ...{ amountMinor, reference: waiting },
  });
  // Whichever is quicker, the provider's webhook or the reconciliation, both tell the same workflow.
  expect((await runNow('/reconciliation')).counts).toMatchObject({ opened: 0 });
  expect((await partOf())?.capturedMinor).toBe(amountMinor);
  const booked = await ledger.entriesAbout({ orderId: waiting });
  expect(booked.map(({ kind }) => kind).sort()).toEqual(['capture', 'sale']);
  await acceptAndShip(waiting);
});

test('an entry that is missing in the books is booked again', async () => {
  const { shipped } = await bought();
  const { ledger } = world.market.services;
  const id = `capture:${shipped}`;
  const entry = await ledger.get(id);
  await world.databases.of('ledger').collection<{ _id: string }>('entries').deleteOne({ _id: id });
  const { counts } = await runNow('/reconciliation');
  expect(counts).toMatchObject({ found: 1, mended: 1, opened: 0 });
  expect((await ledger.get(id))?.legs).toEqual(entry?.legs);
});

test('after what was mended every record agrees', async () => {
  expect((await audit(world.config)).findings).toEqual([]);
});

test('money that went back and that nobody here asked for is a case, which one of two agents closes', async () => {
  const { paymentId } = await bought();
  const charge = await chargeOf(paymentId);
  await world.market.services.provider.refund({
    ...{ key: `by-hand-${paymentId}`, providerPaymentId: charge.id, amountMinor: 7, reference: 'by-hand' },
  });
  expect(await runNow('/reconciliation')).toMatchObject({
    ...{ isClean: false, counts: { found: 1, mended: 0, opened: 1 } },
    findings: expect.arrayContaining([{ what: expect.stringContaining('(by-hand)'), ids: [paymentId] }]),
  });
  const [item] = await openItems();
  if (!item) throw new Error('there is a case');
  expect(item).toMatchObject({
    kind: 'case',
    problem: 'reconciliation',
    id: `reconciliation:payment.${paymentId}`,
  });

  const close = (who: 'ann' | 'bob') =>
    ask(
      {
        ...{ method: 'POST', path: item.links.resolutions.replace('/v1', '') },
        body: { outcome: 'accepted', note: `The bank told ${who} so` },
        headers: { 'if-match': `"${item.version}"` },
      },
      who,
    );
  const answers = await Promise.all([close('ann'), close('bob')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const lost = answers.find(({ status }) => status === 409);
  const winner = answers[0]?.status === 200 ? 'ann' : 'bob';
  expect(lost?.body).toMatchObject({
    ...{ type: '/problems/case-resolved', note: `The bank told ${winner} so` },
    resolvedBy: { role: 'support' },
  });

  const { items: lines } = await read<{ items: { status: number; refusal: string | null; note: string }[] }>(
    `/audit-log?about=${encodeURIComponent(item.id)}`,
  );
  expect(lines.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(lines.find(({ status }) => status === 409)?.refusal).toBe('case-resolved');

  await runNow('/reconciliation');
  expect(await openItems()).toEqual([]);
});

test('an order whose workflow was ended by hand is named by the audit, in a case', async () => {
  const { waiting } = await bought();
  await (await startedOrder(temporal.client, waiting)).terminate('a test of the audit');
  const { isClean, findings } = await runNow('/audits');
  expect(isClean).toBe(false);
  expect(findings).toContainEqual({ what: 'an order that is not over has an open workflow', ids: [waiting] });
  expect(await openItems()).toContainEqual(
    expect.objectContaining({
      ...{ kind: 'case', problem: 'audit-finding' },
      id: 'audit-finding:invariant.an-order-that-is-not-over-has-an-open-workflow',
    }),
  );
});
