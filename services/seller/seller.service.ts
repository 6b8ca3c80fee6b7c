import { LRUCache } from 'lru-cache';
import mongoose, { type Connection } from 'mongoose';
import { sellerOpened } from '../../events/contracts/catalogue.events';
import { sellerChanged } from '../../events/contracts/seller.events';
import { eventOf, withoutOutbox } from '../../events/outbox';
import type { Clock } from '../platform/clock';
import { isDuplicateKey } from '../platform/documents';
import { DomainError, StaleVersionError } from '../platform/errors';
import { changeDocument, insertOnce, present } from '../platform/guarded';
import { keepRating, type CountedRating } from '../platform/rating';
import { createShopDomains } from './seller.domains';
import { sellerModel, slugModel, type SellerDocument } from './seller.model';
import { sellerSchema, type Seller, type ShopChanges } from './seller.schema';

/** How old a shop's terms may be when a basket is priced, in ms. */
const LATELY_MS = 1000;

interface Suspension {
  sellerId: string;
  reason: string;
  by: { role: string; id: string };
  /** Absent in runs that began before it was told. */
  decidedAt?: string;
}

/** Whether something later was decided: a write that was slow must not bring back what is over. */
const isOvertaken = ({ shownOrHiddenAt }: SellerDocument, decidedAt: string | undefined) =>
  shownOrHiddenAt !== undefined && decidedAt !== undefined && decidedAt <= shownOrHiddenAt;

/** What is decided when a shop opens; the rest is made up of time. */
export type NewSeller = Omit<Seller, 'version'>;

export type SellerService = ReturnType<typeof createSellerService>;

/**
 * The shops of the market.
 * @param deps.connection the sellers' own database
 * @param deps.domainPatienceDays how long the record of a domain is looked for, in days
 */
export function createSellerService({
  connection,
  clock,
  domainPatienceDays = 14,
}: {
  connection: Connection;
  clock: Clock;
  domainPatienceDays?: number;
}) {
  const sellers = sellerModel(connection);
  const slugs = slugModel(connection);
  const show = (found: SellerDocument) =>
    present<Seller>(found, ['updatedAt', 'ratingRevision', 'shownOrHiddenAt']);
  const lately = new LRUCache<string, Seller>({ max: 1000, ttl: LATELY_MS });

  /** One change of a shop with its event. */
  async function change(
    id: string,
    decide: (current: SellerDocument) => Partial<Seller & Pick<SellerDocument, 'shownOrHiddenAt'>> | null,
  ): Promise<Seller> {
    const nowMs = clock.nowMs();
    const after = await changeDocument(sellers, 'shop', id, nowMs, (current) => {
      const set = decide(current);
      if (!set) return null;
      const told = { sellerId: id, status: set.status ?? current.status };
      return { set: { ...set, updatedAt: nowMs }, events: [eventOf(sellerChanged, told, nowMs)] };
    });
    return show(after);
  }

  return {
    domains: createShopDomains({ connection, clock, change, patienceDays: domainPatienceDays }),

    /**
     * Opens a shop; the same shop again answers with what is there.
     * @throws DomainError `slug-taken` when another shop has this slug
     */
    async create(request: NewSeller): Promise<Seller> {
      const { id, ...shop } = sellerSchema.omit({ version: true }).parse(request);
      await this.claimSlug({ slug: shop.slug, sellerId: id });
      const nowMs = clock.nowMs();
      const opened = eventOf(sellerOpened, { sellerId: id, name: shop.name, slug: shop.slug }, nowMs);
      await insertOnce(sellers, { _id: id, ...shop, updatedAt: nowMs }, nowMs, opened);
      const found = await this.get(id);
      if (!found) throw slugTaken();
      return found;
    },

    /**
     * Keeps a shop's name in addresses for it, and lets go of the one that it had kept before it was opened.
     * @throws DomainError `slug-taken` when another shop has it; of any number who ask at once one gets it
     */
    async claimSlug({ slug, sellerId }: { slug: string; sellerId: string }): Promise<void> {
      try {
        await slugs.create({ _id: slug, sellerId });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const claim = await slugs.findById(slug).lean();
        if (claim?.sellerId !== sellerId) throw slugTaken();
      }
      const holder = await this.getBySlug(slug);
      if (holder && holder.id !== sellerId) {
        await slugs.deleteOne({ _id: slug, sellerId });
        throw slugTaken();
      }
      const opened = await this.get(sellerId);
      const kept = [slug, ...(opened ? [opened.slug] : [])];
      await slugs.deleteMany({ sellerId, _id: mongoose.trusted({ $nin: kept }) });
    },

    /** Changes what a shop says of itself. @throws StaleVersionError when it was changed since it was looked at */
    changeShop: (request: { sellerId: string; expectedVersion: number; changes: ShopChanges }) =>
      change(request.sellerId, (current) => {
        if (current.version !== request.expectedVersion) throw new StaleVersionError('shop');
        return request.changes;
      }),

    /**
     * Hides a shop and its goods; its orders go on. One that is hidden stays as it is.
     * @param request.decidedAt ISO 8601; what was decided later has the last word, whichever arrives last
     */
    suspend: ({ sellerId, reason, by, decidedAt }: Suspension) =>
      change(sellerId, (current) =>
        current.status === 'suspended' || isOvertaken(current, decidedAt)
          ? null
          : {
              status: 'suspended',
              suspension: { reason, by, at: new Date(clock.nowMs()).toISOString() },
              ...(decidedAt !== undefined && { shownOrHiddenAt: decidedAt }),
            },
      ),

    /** Shows a shop again, unless it was hidden by a later decision. */
    reinstate: ({ sellerId, decidedAt }: Pick<Suspension, 'sellerId' | 'decidedAt'>) =>
      change(sellerId, (current) =>
        current.status === 'active' || isOvertaken(current, decidedAt)
          ? null
          : {
              status: 'active',
              suspension: null,
              ...(decidedAt !== undefined && { shownOrHiddenAt: decidedAt }),
            },
      ),

    /** All shops, hidden ones too, by id; for staff. */
    async listAll({
      cursor,
      limit,
      status,
    }: {
      cursor?: string;
      limit: number;
      status?: Seller['status'];
    }): Promise<{ items: Seller[]; nextCursor: string | null }> {
      const found = await sellers
        .find(
          {
            ...(status === undefined ? {} : { status }),
            ...(cursor === undefined ? {} : { _id: mongoose.trusted({ $gt: cursor }) }),
          },
          withoutOutbox,
        )
        .sort({ _id: 1 })
        .limit(limit + 1)
        .lean<SellerDocument[]>();
      const items = found.slice(0, limit).map(show);
      return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    },

    async get(id: string): Promise<Seller | null> {
      const found = await sellers.findById(id, withoutOutbox).lean<SellerDocument>();
      return found ? show(found) : null;
    },

    async getBySlug(slug: string): Promise<Seller | null> {
      const found = await sellers.findOne({ slug }, withoutOutbox).lean<SellerDocument>();
      return found ? show(found) : null;
    },

    /** Those of the ids that exist, in no order, as they were at most a second ago. */
    async getMany(ids: readonly string[]): Promise<Seller[]> {
      const known = ids.flatMap((id) => lately.get(id) ?? []);
      const unknown = ids.filter((id) => !known.some((seller) => seller.id === id));
      if (unknown.length === 0) return known;
      const found = await sellers
        .find({ _id: mongoose.trusted({ $in: unknown }) }, withoutOutbox)
        .lean<SellerDocument[]>();
      const read = found.map(show);
      for (const seller of read) lately.set(seller.id, seller);
      return [...known, ...read];
    },

    /** Every shop that is open, by name. */
    async list(): Promise<Seller[]> {
      const found = await sellers
        .find({ status: 'active' }, withoutOutbox)
        .sort({ name: 1 })
        .lean<SellerDocument[]>();
      return found.map(show);
    },

    /** Shops changed since then (epoch ms, inclusive), closed ones too; for views of the catalogue. */
    async changedSince(sinceMs: number): Promise<{ seller: Seller; updatedAt: number }[]> {
      const found = await sellers
        .find({ updatedAt: mongoose.trusted({ $gte: sinceMs }) }, withoutOutbox)
        .lean<SellerDocument[]>();
      return found.map((document) => ({ seller: show(document), updatedAt: document.updatedAt }));
    },

    /** What reviews come to; an older count than the one that is there changes nothing. */
    setRating: (rating: CountedRating) => keepRating(sellers, rating, clock.nowMs()),

    /** Resolves when the indexes are there. */
    async ready(): Promise<void> {
      await sellers.init();
    },
  };
}

function slugTaken(): DomainError {
  return new DomainError(
    'conflict',
    'slug-taken',
    'Another shop has this name in its address. Nothing was changed. Choose another one.',
  );
}
