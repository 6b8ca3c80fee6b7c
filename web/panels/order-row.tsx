'use client';

import Link from 'next/link';
import type { OrderView } from '@/lib/types';
import { Clock, Moment } from '@/ui/clock';
import { Icon } from '@/ui/icon';
import { Price } from '@/ui/price';
import { StateChip } from './state-chip';
import { Thumbnail } from './thumbnail';
import { ROW } from './use-row-keys';

interface OrderRowProps {
  order: OrderView;
  href: string;
  /** The promise that the clock counts to; without one the state and the day are shown. */
  clock?: 'acceptBy' | 'shipBy';
  /** Also names the shop: for those who see the orders of all. */
  showSeller?: boolean;
}

/** One order of a list: a line on wide screens, a card on narrow ones. */
export function OrderRow({ order, href, clock, showSeller }: OrderRowProps) {
  const [first] = order.lines;
  const until = clock ? order[clock] : null;
  return (
    <li className="border-b border-line last:border-0">
      <Link
        {...ROW}
        href={href}
        prefetch={false}
        className="grid grid-cols-[3rem_1fr_auto] items-center gap-x-4 gap-y-1.5 px-4 py-3 hover:bg-ground focus-visible:-outline-offset-2 md:grid-cols-[3rem_minmax(0,1fr)_7rem_7.5rem_9.5rem_1.25rem]"
      >
        <Thumbnail url={first?.pictureUrl ?? null} className="max-md:row-span-2 max-md:self-start" />
        <span className="min-w-0 max-md:col-span-2">
          <span className="block font-medium max-md:line-clamp-2 md:truncate">{thingsOf(order)}</span>
          <span className="block truncate text-small text-muted">
            {showSeller && <>{order.sellerName} to </>}
            {order.shippingAddress.name}, {order.shippingAddress.city}
          </span>
        </span>
        <Price
          minor={order.totalMinor}
          currency={order.currency}
          className="text-right font-medium max-md:order-last"
        />
        <span className="text-small text-muted max-md:hidden md:text-right">
          <Moment at={order.placedAt} />
        </span>
        {until ? (
          <span className="inline-flex items-center gap-1.5 text-small md:justify-end">
            <span className="text-dusk">
              <Icon name="clock" size={15} />
            </span>
            <Clock until={until} over="time is up" className="font-medium" />
            <span className="sr-only">left</span>
          </span>
        ) : (
          <span>
            <StateChip status={order.status} />
          </span>
        )}
        <span className="text-muted max-md:hidden">
          <Icon name="right" size={18} />
        </span>
      </Link>
    </li>
  );
}

/** `2 × Flat-woven rug, madder, and 1 more`. */
function thingsOf(order: OrderView): string {
  const [first, ...others] = order.lines;
  if (!first) return 'An empty order';
  const times = first.quantity > 1 ? `${first.quantity} × ` : '';
  return `${times}${first.title}${others.length > 0 ? `, and ${others.length} more` : ''}`;
}
