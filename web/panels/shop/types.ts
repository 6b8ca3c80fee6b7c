import type { Seller } from '../../../services/seller/seller.schema';

export type { ShopChanges } from '../../../services/seller/seller.schema';

/** A shop as its seller and staff see it. */
export type ShopView = Seller & {
  record: { name: string; type: 'TXT'; value: string } | null;
  /** Another shop has proven the domain since. */
  isDomainLost: boolean;
  actions: string[];
  links?: { temporal: string };
};

/** What a part of the page is given. */
export interface ShopPartProps {
  shop: ShopView;
}
