import type { OrderStatus } from '@/lib/types';

/** A part of a seller's list: one state, or everything. */
export interface Section {
  status: OrderStatus | null;
  title: string;
  /** What there is to do, or what is waited for. */
  hint?: string;
  /** Which promise the clock counts to. */
  clock?: 'acceptBy' | 'shipBy';
}

export interface SellerView {
  key: string;
  label: string;
  sections: readonly Section[];
  /** When there is nothing in any section. */
  empty: { title: string; text: string };
}

const TODAY: SellerView = {
  key: 'today',
  label: 'To do',
  sections: [
    {
      status: 'needs-attention',
      title: 'Caravan is looking into these',
      hint: 'Something did not go as planned. You need do nothing; we write to you when it is sorted out.',
    },
    {
      status: 'placed',
      title: 'To accept',
      hint: 'Say yes before the clock ends, or the order is cancelled and the goods go back on sale.',
      clock: 'acceptBy',
    },
    {
      status: 'accepted',
      title: 'To ship',
      hint: 'Pack, then ship: the buyer is charged at that moment.',
      clock: 'shipBy',
    },
    {
      status: 'partly-shipped',
      title: 'The rest to ship',
      hint: 'A parcel has left. What is not shipped before the clock ends is cancelled and given back.',
      clock: 'shipBy',
    },
  ],
  empty: { title: 'All done', text: 'Nothing waits for you. New orders appear here by themselves.' },
};

/** The lists of a seller, today's work first. */
export const ORDER_VIEWS: readonly SellerView[] = [
  TODAY,
  {
    key: 'on-its-way',
    label: 'On its way',
    sections: [
      { status: 'shipping', title: 'Being handed over' },
      { status: 'shipped', title: 'With the carrier' },
    ],
    empty: { title: 'Nothing on the road', text: 'Parcels appear here from the moment you ship them.' },
  },
  {
    key: 'delivered',
    label: 'Delivered',
    sections: [{ status: 'delivered', title: 'Delivered', hint: 'The buyer can still send these back.' }],
    empty: {
      title: 'Nothing delivered lately',
      text: 'Orders stay here while the buyer can send them back.',
    },
  },
  {
    key: 'over',
    label: 'Over',
    sections: [
      { status: 'closed', title: 'Closed' },
      { status: 'cancelled', title: 'Cancelled' },
      { status: 'returned', title: 'Sent back' },
      { status: 'lost', title: 'Lost' },
    ],
    empty: { title: 'Nothing is over yet', text: 'Orders come to rest here.' },
  },
  {
    key: 'all',
    label: 'All',
    sections: [{ status: null, title: 'All orders, newest first' }],
    empty: { title: 'No orders yet', text: 'The first one appears here by itself.' },
  },
];

/** Where a list stands. */
export function hrefOfView(key: string): string {
  return key === 'today' ? '/seller/orders' : `/seller/orders?status=${key}`;
}

/** The list that an address's `status` names; today's work for anything else. */
export function viewOf(status: string | null): SellerView {
  return ORDER_VIEWS.find((view) => view.key === status) ?? TODAY;
}

/** The list in which an order of this state stands. */
export function viewHolding(status: OrderStatus): SellerView {
  return ORDER_VIEWS.find((view) => view.sections.some((section) => section.status === status)) ?? TODAY;
}
