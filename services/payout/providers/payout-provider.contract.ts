import type { WebhookHeaders } from '../../platform/webhook-signature';
import { providerTransferSchema, type PayoutProvider, type ProviderTransfer } from '../payout-provider.port';

type SignedWebhook = { rawBody: string; headers: WebhookHeaders };

/** One provider of payouts, as the contract needs it; banks are named by the simulator's test tokens. */
export interface PayoutHarness {
  provider: PayoutProvider;
  unreachable: PayoutProvider;
  keys(): (string | undefined)[];
  /** Makes the banks answer, or gives them a moment to. */
  settle(): Promise<void>;
  webhook(transfer: ProviderTransfer, signing?: { secret?: string; atMs?: number }): SignedWebhook;
}

let count = 0;
const nextId = (what: string) => {
  count += 1;
  return `${what}-${Date.now().toString(36)}-${count}`;
};

/** What whoever pays the sellers has to do for the shop; the same sentences hold for each. */
export function describePayouts(name: string, harness: () => PayoutHarness): void {
  async function open(bankToken: string) {
    const sellerId = nextId('seller');
    return harness().provider.saveAccount({
      key: `${sellerId}-account-1`,
      sellerId,
      holder: 'Ada Lind',
      bankToken,
    });
  }
  async function requestTo(bankToken: string) {
    const { id: providerAccountId } = await open(bankToken);
    const payoutId = nextId('payout');
    return { key: `${payoutId}-transfer-1`, payoutId, providerAccountId, amountMinor: 4200, currency: 'EUR' };
  }
  async function until(id: string, status: ProviderTransfer['status']): Promise<ProviderTransfer> {
    for (let tries = 0; tries < 100; tries += 1) {
      const transfer = await harness().provider.retrieve(id);
      if (transfer.status === status) return transfer;
      await harness().settle();
    }
    throw new Error(`The transfer never was ${status}.`);
  }

  describe(`${name}: accounts of sellers`, () => {
    test('one that may be paid to is verified and shows the last letters of the bank account', async () => {
      const account = await open('ba_ok');
      expect(account).toMatchObject({ status: 'verified', reference: expect.stringMatching(/^seller-/) });
      expect(account.last4).toMatch(/^\w{4}$/);
      expect(await harness().provider.retrieveAccount(account.id)).toEqual(account);
    });

    test('one that may not says what is missing, and gets nothing', async () => {
      expect(await open('ba_unverified')).toMatchObject({
        status: 'unverified',
        problem: expect.any(String),
      });
      const asked = await requestTo('ba_unverified');
      await expect(harness().provider.transfer(asked)).rejects.toMatchObject({
        code: 'payout-account-unverified',
      });
      expect(await harness().provider.findByReference(asked.payoutId)).toEqual([]);
    });

    test('another bank account mends it, and the account stays the same', async () => {
      const { id, reference: sellerId } = await open('ba_unverified');
      const mended = await harness().provider.saveAccount({
        key: `${sellerId}-account-2`,
        sellerId,
        holder: 'Ada Lind',
        bankToken: 'ba_ok',
        providerAccountId: id,
      });
      expect(mended).toMatchObject({ id, reference: sellerId, status: 'verified' });
    });

    test('a bank token that nobody made is refused', async () => {
      await expect(open('ba_invented')).rejects.toMatchObject({ code: 'bank-token-refused' });
    });
  });

  describe(`${name}: transfers`, () => {
    test('money is sent under our reference, found at once, and paid in the end', async () => {
      const { provider } = harness();
      const asked = await requestTo('ba_ok');
      const made = await provider.transfer(asked);
      expect(providerTransferSchema.parse(made)).toEqual(made);
      expect(made).toMatchObject({
        reference: asked.payoutId,
        amountMinor: 4200,
        currency: 'EUR',
        reversedMinor: 0,
      });
      expect((await provider.findByReference(asked.payoutId)).map(({ id }) => id)).toEqual([made.id]);
      expect(await until(made.id, 'paid')).toMatchObject({ reversedMinor: 0 });
    });

    test('what the bank sends back says why, and comes back to the platform once', async () => {
      const { provider } = harness();
      const made = await provider.transfer(await requestTo('ba_returns'));
      expect(await until(made.id, 'returned')).toMatchObject({
        returnReason: expect.any(String),
        reversedMinor: 0,
      });
      const asked = { key: `${made.reference}-reverse`, providerTransferId: made.id };
      expect(await provider.reverse(asked)).toMatchObject({ status: 'returned', reversedMinor: 4200 });
      expect(await provider.reverse({ ...asked, key: 'another' })).toMatchObject({ reversedMinor: 4200 });
    });

    test('a refusal leaves no money under way', async () => {
      const asked = await requestTo('ba_refused');
      await expect(harness().provider.transfer(asked)).rejects.toMatchObject({ code: 'payout-refused' });
      const left = await harness().provider.findByReference(asked.payoutId);
      expect(left.every((one) => one.status === 'returned' && one.reversedMinor === one.amountMinor)).toBe(
        true,
      );
    });

    test('the same key has one effect, and with another request it is refused', async () => {
      const { provider } = harness();
      const asked = await requestTo('ba_ok');
      const made = await provider.transfer(asked);
      expect((await provider.transfer(asked)).id).toBe(made.id);
      expect(await provider.findByReference(asked.payoutId)).toHaveLength(1);
      await expect(provider.transfer({ ...asked, amountMinor: 1 })).rejects.toMatchObject({
        code: 'idempotency-key-reused',
      });
    });

    test('every request that changes something carries a key', async () => {
      const before = harness().keys().length;
      await harness().provider.transfer(await requestTo('ba_ok'));
      const keys = harness().keys().slice(before);
      expect(keys.length).toBeGreaterThan(1);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys).not.toContain(undefined);
    });

    test('one that is not there is not found, and a provider that cannot be reached did nothing', async () => {
      const { provider, unreachable } = harness();
      await expect(provider.retrieve('tr_none')).rejects.toMatchObject({ kind: 'not-found' });
      const asked = { key: 'k', payoutId: 'p', providerAccountId: 'a', amountMinor: 1, currency: 'EUR' };
      await expect(unreachable.transfer(asked)).rejects.toMatchObject({ outcome: 'not-done' });
    });

    test('all are paged through from the oldest', async () => {
      const { provider } = harness();
      const made: string[] = [];
      for (let n = 0; n < 3; n += 1) made.push((await provider.transfer(await requestTo('ba_ok'))).id);
      const listed: string[] = [];
      let cursor: string | undefined;
      for (let pages = 0; pages < 500; pages += 1) {
        const page = await provider.list({ limit: 2, ...(cursor !== undefined && { cursor }) });
        listed.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
        if (cursor === undefined) break;
      }
      expect(new Set(listed).size).toBe(listed.length);
      expect(listed.slice(-3)).toEqual(made);
    });
  });

  describe(`${name}: webhooks of payouts`, () => {
    test('a genuine report is read; a changed, old or wrongly signed one is refused', async () => {
      const { provider, webhook } = harness();
      const transfer = await provider.transfer(await requestTo('ba_ok'));
      expect(provider.parseWebhook(webhook(transfer))).toMatchObject({
        type: 'payout.paid',
        providerTransferId: transfer.id,
        payoutId: transfer.reference,
        providerAccountId: transfer.providerAccountId,
        amountMinor: 4200,
        currency: 'EUR',
      });
      const genuine = webhook(transfer);
      const changed = { ...genuine, rawBody: genuine.rawBody.replace('4200', '4201') };
      const forged = webhook(transfer, { secret: 'whsec_c29tZWJvZHktZWxzZXMtc2VjcmV0LW9mLTMyLWJ5dGVz' });
      const old = webhook(transfer, { atMs: Date.now() - 6 * 60_000 });
      expect(() => provider.parseWebhook(changed)).toThrow('signature');
      expect(() => provider.parseWebhook(forged)).toThrow('signature');
      expect(() => provider.parseWebhook(old)).toThrow('too old');
    });
  });
}
