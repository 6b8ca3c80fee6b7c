import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { Clock } from '../platform/clock';
import { DomainError } from '../platform/errors';
import { hostModel, sellerModel } from './seller.model';
import type { Seller, ShopDomain } from './seller.schema';

const DAY_MS = 86_400_000;

/**
 * Shops' own domains. Anybody may name any; who proves one by a record in it has it, and takes it over from a shop
 * that proved it before, because whoever writes its records now owns it.
 */
export function createShopDomains({
  connection,
  clock,
  change,
  patienceDays,
}: {
  connection: Connection;
  clock: Clock;
  /** How long the record of a domain is looked for, in days. */
  patienceDays: number;
  change(id: string, decide: (current: Omit<Seller, 'id'>) => Partial<Seller> | null): Promise<Seller>;
}) {
  const sellers = sellerModel(connection);
  const hosts = hostModel(connection);
  const nowIso = () => new Date(clock.nowMs()).toISOString();

  /** Changes the domain if it is the one that is meant. */
  const changeDomain = (sellerId: string, host: string, set: Partial<ShopDomain>) =>
    change(sellerId, ({ domain }) => {
      if (domain?.host !== host || domain.status !== 'waiting') return null;
      return { domain: { ...domain, ...set, checkedAt: nowIso() } };
    });

  return {
    /** Names a domain, the first or another one. The one that is named already is looked for anew. */
    async name({ sellerId, host }: { sellerId: string; host: string }): Promise<Seller> {
      const after = await change(sellerId, ({ domain }) => {
        if (domain?.host === host && domain.status !== 'failed') return null;
        const token = domain?.host === host ? domain.token : `caravan-${randomBytes(16).toString('hex')}`;
        const until = new Date(clock.nowMs() + patienceDays * DAY_MS).toISOString();
        return { domain: { host, token, status: 'waiting', since: nowIso(), until, checkedAt: null } };
      });
      await letGo(sellerId, host);
      return after;
    },

    /** The shop is at its address in the market only. */
    async drop(sellerId: string): Promise<Seller> {
      const after = await change(sellerId, ({ domain }) => (domain ? { domain: null } : null));
      await letGo(sellerId);
      return after;
    },

    /** The record was found. The claim comes first: a domain that is said to be proven leads to its shop. */
    async prove({ sellerId, host }: { sellerId: string; host: string }): Promise<void> {
      await hosts.updateOne({ _id: host }, { $set: { sellerId } }, { upsert: true });
      const { domain } = await changeDomain(sellerId, host, { status: 'proven' });
      if (domain?.host !== host) await hosts.deleteOne({ _id: host, sellerId });
    },

    /** Looked, and there is nothing yet. */
    async recordCheck({ sellerId, host }: { sellerId: string; host: string }): Promise<void> {
      await sellers.updateOne(
        { _id: sellerId, 'domain.host': host, 'domain.status': 'waiting' },
        { $set: { 'domain.checkedAt': nowIso() }, $inc: { revision: 1 } },
      );
    },

    /** Nobody has made the record in time. */
    async giveUp({ sellerId, host }: { sellerId: string; host: string }): Promise<void> {
      await changeDomain(sellerId, host, { status: 'failed' });
    },

    /** The shop that is at a domain of its own, if it is open. */
    async shopAt(host: string): Promise<Seller | null> {
      const claim = await hosts.findById(host).lean();
      const seller = claim && (await sellers.findById(claim.sellerId).lean());
      if (!seller || seller.status !== 'active') return null;
      const { _id: id, ...shown } = seller;
      return seller.domain?.host === host && seller.domain.status === 'proven' ? { id, ...shown } : null;
    },

    /** Whether a domain that the shop has proven is not its own any more, because another shop proved it later. */
    async isLost({ id, domain }: Pick<Seller, 'id' | 'domain'>): Promise<boolean> {
      if (domain?.status !== 'proven') return false;
      const claim = await hosts.findById(domain.host).lean();
      return claim?.sellerId !== id;
    },
  };

  /** Takes back the claims to domains that the shop no longer names. */
  async function letGo(sellerId: string, except?: string): Promise<void> {
    const claims = await hosts.find({ sellerId }).lean();
    for (const { _id } of claims) if (_id !== except) await hosts.deleteOne({ _id, sellerId });
  }
}

/** No shop gets the market's own address. @throws DomainError `domain-refused` */
export function refuseOwnHost(host: string, marketHost: string): void {
  if (host !== marketHost && !host.endsWith(`.${marketHost}`)) return;
  throw new DomainError(
    'invalid',
    'domain-refused',
    'A shop cannot have this domain. Nothing was changed. Name one that you own.',
  );
}
