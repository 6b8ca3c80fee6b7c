import { createHash } from 'node:crypto';
import mongoose, { type Connection } from 'mongoose';
import { payeeChanged } from '../../events/contracts/payout.events';
import { eventOf } from '../../events/outbox';
import type { Clock } from '../platform/clock';
import { NotFoundError } from '../platform/errors';
import { changeDocument, insertOnce, present } from '../platform/guarded';
import { type PayoutAccountDocument, payoutAccountModel } from './payout.model';
import type { PayoutProvider, ProviderPayoutAccount } from './payout-provider.port';
import type { PayoutAccount, PayoutAccountRequest } from './payout.schema';

export type PayoutAccounts = ReturnType<typeof createPayoutAccounts>;

/** Where sellers are paid. The provider keeps the bank accounts; here is what it says of them. */
export function createPayoutAccounts({
  connection,
  clock,
  provider,
}: {
  connection: Connection;
  clock: Clock;
  provider: Pick<PayoutProvider, 'saveAccount' | 'retrieveAccount' | 'microDeposits'>;
}) {
  const model = payoutAccountModel(connection);
  const show = (stored: PayoutAccountDocument): PayoutAccount => present<PayoutAccount>(stored);

  async function get(sellerId: string): Promise<PayoutAccount | null> {
    const stored = (await model.findById(sellerId).lean()) as PayoutAccountDocument | null;
    return stored && show(stored);
  }

  async function change(
    sellerId: string,
    decide: (current: PayoutAccountDocument) => Partial<PayoutAccount> | null,
  ): Promise<PayoutAccount> {
    const nowMs = clock.nowMs();
    const after = await changeDocument(model, 'payout account', sellerId, nowMs, (current) => {
      const set = decide(current);
      if (!set) return null;
      const { status, problem } = { ...current, ...set };
      return { set, events: [eventOf(payeeChanged, { sellerId, status, problem }, nowMs)] };
    });
    return show(after);
  }

  return {
    get,

    /**
     * Names the bank account that a seller is paid to, the first or another one. Payouts on their way stay on it.
     * @throws DomainError `bank-token-refused`; ProviderUnavailableError
     */
    async save({
      sellerId,
      ...request
    }: PayoutAccountRequest & { sellerId: string }): Promise<PayoutAccount> {
      const before = await get(sellerId);
      const changes = (before?.changes ?? 0) + 1;
      const saved = await provider.saveAccount({
        key: `${sellerId}-account-${changes}-${digestOf(request)}`,
        sellerId,
        holder: request.holder,
        bankToken: request.bankToken,
        ...(before ? { providerAccountId: before.providerAccountId } : {}),
      });
      const fields = { ...saidBy(saved), holder: request.holder, changes };
      const nowMs = clock.nowMs();
      const { status, problem } = fields;
      const born = { _id: sellerId, ...fields, negativeSince: {} };
      const told = eventOf(payeeChanged, { sellerId, status, problem }, nowMs);
      if (!before && (await insertOnce(model, born, nowMs, told))) return show(await found(sellerId));
      return change(sellerId, () => fields);
    },

    /** Sends two small amounts to the account that is named now; false where the provider checks its own way. */
    async sendDeposits(sellerId: string): Promise<boolean> {
      const { providerAccountId, changes } = await found(sellerId);
      if (!provider.microDeposits) return false;
      await provider.microDeposits.send({ key: `${sellerId}-deposits-${changes}`, providerAccountId });
      return true;
    },

    /**
     * Whether the seller names the small amounts rightly.
     * @param request.key the same key is the same try
     * @throws DomainError `deposits-tried` when no try is left
     */
    async confirmDeposits({
      sellerId,
      key,
      amountsMinor,
    }: {
      sellerId: string;
      key: string;
      amountsMinor: readonly [number, number];
    }): Promise<{ confirmed: boolean; triesLeft: number }> {
      const { providerAccountId, status } = await found(sellerId);
      if (!provider.microDeposits) return { confirmed: status === 'verified', triesLeft: 0 };
      return provider.microDeposits.confirm({ key, providerAccountId, amountsMinor });
    },

    /** Writes down an account that the provider has already; one that is known here stays as it is. */
    async enter(account: ProviderPayoutAccount & { holder: string }): Promise<void> {
      const { reference: sellerId, holder } = account;
      const fields = { ...saidBy(account), holder, changes: 1, negativeSince: {} };
      const nowMs = clock.nowMs();
      const { status, problem } = fields;
      const told = eventOf(payeeChanged, { sellerId, status, problem }, nowMs);
      await insertOnce(model, { _id: sellerId, ...fields }, nowMs, told);
    },

    /** Asks the provider what it says now. What a bank sent back stays wrong until another account is named. */
    async refresh(sellerId: string): Promise<PayoutAccount> {
      const { providerAccountId } = await found(sellerId);
      const said = saidBy(await provider.retrieveAccount(providerAccountId));
      return change(sellerId, (current) => {
        if (current.status === 'returned' || current.status === 'refused') return null;
        return current.status === said.status && current.problem === said.problem ? null : said;
      });
    },

    /**
     * Money did not arrive there, so none is sent until another account is named. An account that was named after
     * that payout went out is left alone.
     */
    async distrust(
      sellerId: string,
      why: { status: 'returned' | 'refused' | 'unverified'; problem: string; accountChange: number },
    ): Promise<void> {
      const { accountChange, ...fields } = why;
      await change(sellerId, (current) =>
        current.status !== 'verified' || current.changes !== accountChange ? null : fields,
      );
    },

    /**
     * Remembers since when the seller owes us; forgets it once that is over.
     * @returns since when, or null
     */
    async noteNegative(sellerId: string, currency: string, isNegative: boolean): Promise<string | null> {
      const field = `negativeSince.${currency}`;
      const since = new Date(clock.nowMs()).toISOString();
      const filter = { _id: sellerId, [field]: mongoose.trusted({ $exists: !isNegative }) };
      const update = isNegative ? { $set: { [field]: since } } : { $unset: { [field]: 1 } };
      await model.updateOne(filter, { ...update, $inc: { revision: 1 } });
      return (await get(sellerId))?.negativeSince[currency] ?? null;
    },

    /** Sellers with a payout account, by id, for going through all of them. */
    async page({ after, limit }: { after: string | null; limit: number }): Promise<PayoutAccount[]> {
      const filter = after === null ? {} : { _id: mongoose.trusted({ $gt: after }) };
      const stored = (await model
        .find(filter)
        .sort({ _id: 1 })
        .limit(limit)
        .lean()) as PayoutAccountDocument[];
      return stored.map(show);
    },
  };

  async function found(sellerId: string): Promise<PayoutAccountDocument> {
    const stored = (await model.findById(sellerId).lean()) as PayoutAccountDocument | null;
    if (!stored) throw new NotFoundError('payout account');
    return stored;
  }
}

function saidBy({ id, last4, status, problem }: ProviderPayoutAccount) {
  return { providerAccountId: id, last4, status, problem: problem ?? null };
}

/** Another request under the same number is another request to the provider. */
function digestOf(request: PayoutAccountRequest): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex').slice(0, 12);
}
