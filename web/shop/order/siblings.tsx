'use client';

import { useOrders } from '@/lib/queries';
import type { Order, OrderView } from '@/lib/types';
import { OrderCard } from './order-card';

/** The orders of other shops that were bought at the same time. */
export function Siblings({ order, live }: { order: OrderView; live: boolean }) {
  const orders = useOrders(live).data?.pages.flatMap((page) => page.items) ?? [];
  const others = orders.filter((one: Order) => one.checkoutId === order.checkoutId && one.id !== order.id);
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="together" className="mt-14">
      <h2 id="together" className="mb-5 text-title">
        Bought together with this
      </h2>
      <ul className="space-y-4">
        {others.map((other) => (
          <OrderCard key={other.id} order={other} />
        ))}
      </ul>
    </section>
  );
}
