'use client';

import { ButtonLink } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { OrderList } from './order-list';
import { useOrdersOf } from './queries';
import type { KnownOf } from './search';

/** The orders of an e-mail address, or that of a parcel: what was searched for stands in the field above. */
export function FoundOrders({ of }: { of: KnownOf }) {
  const words = 'email' in of ? OF_ADDRESS : OF_PARCEL;
  return (
    <OrderList
      title={words.title}
      query={useOrdersOf(of)}
      hrefOf={(id) => `/staff/orders/${id}`}
      showSeller
      empty={
        <EmptyState title={words.none} action={<ButtonLink href="/staff/orders">Newest orders</ButtonLink>}>
          <p>{words.instead}</p>
        </EmptyState>
      }
    />
  );
}

const OF_ADDRESS = {
  title: 'Orders of this address',
  none: 'No order of this address',
  instead:
    'Orders are kept under the address typed at checkout. Ask where the confirmation went, and look whether a letter is wrong.',
};
const OF_PARCEL = {
  title: 'The order of this parcel',
  none: 'No parcel of ours has this number',
  instead: "Look whether a figure is missing. Parcels that a seller's own courier brings have no number.",
};
