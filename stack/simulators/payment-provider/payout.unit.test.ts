import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PayoutProvider } from '../../../services/payout/payout-provider.port';
import { createSimulatorPayouts } from '../../../services/payout/providers/simulator';
import { openInbox, until, type Inbox } from '../lib/inbox.fixture';
import { startPaymentProvider, type RunningPaymentProvider } from './server';

const API_KEY = 'sk_test_trial';
const SECRET = 'a-secret-that-is-long-enough-for-trials';

let inbox: Inbox;
let dataDir: string;
let simulator: RunningPaymentProvider;
let provider: PayoutProvider;
let counter = 0;

beforeEach(async () => {
  inbox = await openInbox();
  dataDir = mkdtempSync(join(tmpdir(), 'payouts-'));
  await start();
});

afterEach(async () => {
  await simulator.close();
  await inbox.close();
  rmSync(dataDir, { recursive: true });
});

async function start(): Promise<void> {
  simulator = await startPaymentProvider({
    port: 0,
    apiKey: API_KEY,
    webhookSecret: SECRET,
    webhookUrl: inbox.url,
    dataDir,
    latencyMs: 1,
    consequenceMs: 20,
    retryDelaysMs: [0, 10, 10, 10],
  });
  provider = clientWith(5_000);
}

function clientWith(timeoutMs: number) {
  return createSimulatorPayouts({
    ...{ baseUrl: simulator.url, apiKey: API_KEY, webhookSecret: SECRET, timeoutMs },
  });
}

async function open(bankToken: string) {
  counter += 1;
  const sellerId = `seller-${counter}`;
  return provider.saveAccount({ key: `${sellerId}-account`, sellerId, holder: 'Ada Lind', bankToken });
}

async function requestTo(bankToken: string, amountMinor = 5000) {
  const { id: providerAccountId, reference } = await open(bankToken);
  const payoutId = `${reference}-eur-1`;
  return { key: `${payoutId}-transfer-1`, payoutId, providerAccountId, amountMinor, currency: 'EUR' };
}

const reported = (transferId?: string) =>
  inbox.received
    .map(({ rawBody, headers }) =>
      provider.parseWebhook({ rawBody, headers: headers as Record<string, string> }),
    )
    .filter((event) => event.type !== 'account.updated')
    .filter((event) => !transferId || JSON.stringify(event).includes(transferId))
    .map(({ type }) => type);
const statusOf = async (id: string) => (await provider.retrieve(id)).status;

test('a transfer is pending, then the bank takes it and the provider says so', async () => {
  const made = await provider.transfer(await requestTo('ba_ok'));
  expect(made).toMatchObject({ status: 'pending', amountMinor: 5000, currency: 'EUR', reversedMinor: 0 });
  await until(() => reported().includes('payout.paid'));
  expect(await statusOf(made.id)).toBe('paid');
});

test('the same key is the same transfer, and another request under it is refused', async () => {
  const request = await requestTo('ba_ok');
  const first = await provider.transfer(request);
  const second = await provider.transfer(request);
  expect(second.id).toBe(first.id);
  await expect(provider.transfer({ ...request, amountMinor: 1 })).rejects.toMatchObject({
    code: 'idempotency-key-reused',
  });
  expect(await provider.findByReference(request.payoutId)).toHaveLength(1);
});

test('a transfer whose answer is lost is found by its reference', async () => {
  const request = await requestTo('ba_timeout');
  await expect(clientWith(300).transfer(request)).rejects.toMatchObject({ outcome: 'unknown' });
  expect(await provider.findByReference(request.payoutId)).toMatchObject([{ amountMinor: 5000 }]);
});

test('a bank may send back what it took, and then it can be brought home once', async () => {
  const underWay = await provider.transfer(await requestTo('ba_slow'));
  await expect(provider.reverse({ key: 'too-early', providerTransferId: underWay.id })).rejects.toMatchObject(
    { code: 'payout-refused' },
  );
  const { id } = await provider.transfer(await requestTo('ba_returns'));
  await until(() => reported(id).includes('payout.returned'));
  expect(reported(id)).toEqual(['payout.paid', 'payout.returned']);
  expect(await provider.retrieve(id)).toMatchObject({ status: 'returned', returnReason: 'account-closed' });
  for (const key of ['first', 'second'])
    expect(await provider.reverse({ key, providerTransferId: id })).toMatchObject({ reversedMinor: 5000 });
});

test('an account that is not verified gets nothing, and a blocked one neither', async () => {
  expect(await open('ba_unverified')).toMatchObject({ status: 'unverified', problem: expect.any(String) });
  await expect(provider.transfer(await requestTo('ba_unverified'))).rejects.toMatchObject({
    code: 'payout-account-unverified',
  });
  await expect(provider.transfer(await requestTo('ba_refused'))).rejects.toMatchObject({
    code: 'payout-refused',
    details: { reason: 'account-blocked' },
  });
});

test('an account gets another bank account and keeps its id', async () => {
  const { id, reference: sellerId } = await open('ba_unverified');
  const fixed = await provider.saveAccount({
    ...{ key: 'fix', sellerId, holder: 'Ada Lind', bankToken: 'ba_ok', providerAccountId: id },
  });
  expect(fixed).toMatchObject({ id, status: 'verified' });
  expect(await provider.retrieveAccount(id)).toEqual(fixed);
});

test('a token that nobody made is refused', async () => {
  await expect(open('ba_invented')).rejects.toMatchObject({ code: 'bank-token-refused' });
});

test('a restart loses neither transfers nor what was to happen to them', async () => {
  const { id } = await provider.transfer(await requestTo('ba_returns'));
  await simulator.close();
  await start();
  await until(async () => (await statusOf(id)) === 'returned');
});

test('all transfers are listed a page at a time, oldest first', async () => {
  const ids = [];
  for (let n = 0; n < 3; n += 1) ids.push((await provider.transfer(await requestTo('ba_ok'))).id);
  const first = await provider.list({ limit: 2 });
  const second = await provider.list({ limit: 2, cursor: first.nextCursor });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
  expect(second.nextCursor).toBeUndefined();
});

test('a report with a changed byte is not believed', async () => {
  await provider.transfer(await requestTo('ba_ok'));
  await until(() => reported().includes('payout.paid'));
  const { rawBody, headers } = inbox.received.at(-1) ?? { rawBody: '', headers: {} };
  const forged = { rawBody: rawBody.replace('5000', '6000'), headers: headers as Record<string, string> };
  expect(() => provider.parseWebhook(forged)).toThrow('signature');
});

test('a test account of a demo shop is there before anybody opened it, and can be changed', async () => {
  const id = 'acct_ba_unverified_groenhof';
  expect(await provider.retrieveAccount(id)).toMatchObject({
    id,
    reference: 'groenhof',
    status: 'unverified',
  });
  await provider.saveAccount({
    ...{ key: 'named', sellerId: 'groenhof', holder: 'Groenhof', bankToken: 'ba_ok', providerAccountId: id },
  });
  expect(await provider.retrieveAccount(id)).toMatchObject({ id, status: 'verified' });
  await expect(provider.retrieveAccount('acct_ba_invented_groenhof')).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('two small amounts prove whose an account is: three wrong tries end it, and a repeated try counts once', async () => {
  const { id: providerAccountId, reference } = await open('ba_ok');
  const deposits = provider.microDeposits;
  const confirm = (key: string, first: number) =>
    deposits?.confirm({ key: `${reference}-${key}`, providerAccountId, amountsMinor: [first, 45] });
  await expect(confirm('early', 32)).rejects.toMatchObject({ code: 'payout-refused' });
  await deposits?.send({ key: `${reference}-deposits`, providerAccountId });
  expect(await confirm('one', 1)).toEqual({ confirmed: false, triesLeft: 2 });
  expect(await confirm('one', 1)).toEqual({ confirmed: false, triesLeft: 2 });
  expect(await confirm('two', 2)).toEqual({ confirmed: false, triesLeft: 1 });
  expect(await confirm('three', 3)).toEqual({ confirmed: false, triesLeft: 0 });
  await expect(confirm('four', 32)).rejects.toMatchObject({ code: 'deposits-tried' });
  await provider.saveAccount({
    ...{
      key: `${reference}-anew`,
      sellerId: reference,
      holder: 'Ada Lind',
      bankToken: 'ba_ok',
      providerAccountId,
    },
  });
  await deposits?.send({ key: `${reference}-deposits-2`, providerAccountId });
  expect(await confirm('five', 32)).toEqual({ confirmed: true, triesLeft: 3 });
});
