'use client';

import { useEffect, useRef } from 'react';
import type { OrderStatus, OrderView } from '@/lib/types';
import { toast } from '@/ui/toast';
import { usePanelOrders } from './queries';

/** Orders that wait for their seller, most pressing first; null until they are known. */
export interface Waiting {
  toAccept: OrderView[] | null;
  toShip: OrderView[] | null;
}

/** What waits for a seller, and tells in passing of orders that come in. */
export function useWaiting(sellerId: string, live: boolean): Waiting {
  const scope = { seller: sellerId };
  const toAccept = ordersOf(usePanelOrders(scope, 'placed', live), 'acceptBy');
  const accepted = ordersOf(usePanelOrders(scope, 'accepted', live), 'shipBy');
  const rest = ordersOf(usePanelOrders(scope, 'partly-shipped', live), 'shipBy');
  useNewsOf(toAccept);
  const toShip = accepted && rest && [...accepted, ...rest].sort(by('shipBy'));
  return { toAccept, toShip };
}

/** The clock that an order's seller has to look at. */
export function clockOf(status: OrderStatus): 'acceptBy' | 'shipBy' {
  return status === 'placed' ? 'acceptBy' : 'shipBy';
}

function ordersOf(
  { data }: ReturnType<typeof usePanelOrders>,
  clock: 'acceptBy' | 'shipBy',
): OrderView[] | null {
  return data?.pages.flatMap((page) => page.items).sort(by(clock)) ?? null;
}

const by = (clock: 'acceptBy' | 'shipBy') => (one: OrderView, other: OrderView) =>
  String(one[clock]).localeCompare(String(other[clock]));

function useNewsOf(toAccept: OrderView[] | null): void {
  const newest = useRef<string | null>(null);
  useEffect(() => {
    if (!toAccept) return;
    const since = newest.current;
    const fresh = since === null ? [] : toAccept.filter((order) => order.placedAt > since);
    newest.current = toAccept.reduce(
      (latest, order) => (order.placedAt > latest ? order.placedAt : latest),
      since ?? '',
    );
    if (fresh.length > 0)
      toast(fresh.length === 1 ? 'A new order has come in.' : `${fresh.length} new orders have come in.`);
  }, [toAccept]);
}
