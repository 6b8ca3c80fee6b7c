import type { NameResolver } from './dns.port';
import type { Seller } from './seller.schema';
import type { SellerService } from './seller.service';
import { recordNameOf } from './seller.state';

export type DomainChecking = ReturnType<typeof createDomainChecking>;

/** Where a shop's own domain stands, as far as its workflow has to know. */
export interface DomainStanding {
  /** `none`: the shop names no domain any more. */
  status: 'waiting' | 'proven' | 'failed' | 'none';
  host: string;
  /** Until when the record is looked for, ISO 8601. */
  until: string;
  /** How soon it is looked for again at first. */
  pollSeconds: number;
}

/** Looks whether sellers have proven their domains. */
export function createDomainChecking({
  shops,
  resolver,
  pollSeconds,
}: {
  shops: Pick<SellerService, 'get' | 'domains'>;
  resolver: NameResolver;
  pollSeconds: number;
}) {
  const standing = (seller: Seller | null): DomainStanding => {
    const { status = 'none', host = '', until = '' } = seller?.domain ?? {};
    return { status, host, until, pollSeconds };
  };

  return {
    /** Looks for the record of the domain that is named now. Where nobody can say, it is as if nobody had looked. */
    async check({ sellerId }: { sellerId: string }): Promise<DomainStanding> {
      const { domain } = (await shops.get(sellerId)) ?? {};
      if (domain?.status !== 'waiting') return standing(await shops.get(sellerId));
      const { host, token } = domain;
      const records = await resolver.txt(recordNameOf(host)).catch(() => null);
      if (records?.some((record) => record.trim() === token)) await shops.domains.prove({ sellerId, host });
      else if (records) await shops.domains.recordCheck({ sellerId, host });
      return standing(await shops.get(sellerId));
    },

    /** Stops looking for the record of a domain, if it is the one that is named still. */
    giveUp: ({ sellerId, host }: { sellerId: string; host: string }): Promise<void> =>
      shops.domains.giveUp({ sellerId, host }),
  };
}
