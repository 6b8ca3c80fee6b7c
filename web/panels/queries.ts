'use client';

import { useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '@/lib/api';
import { useOrderAct } from '@/lib/order-acts';
import { keys, useIsPresent } from '@/lib/queries';
import type { Checkout, OrderStatus, OrderView, Page } from '@/lib/types';
import { MONEY } from './money/queries';
import type { KnownOf } from './search';
import type { PaymentView } from './types';

const PANEL = 'panel-orders';
/** As many as the API gives at once. */
const PAGE_SIZE = 100;
/** How often lists are asked for while the socket is silent, and while it speaks, in ms. */
const POLL_MS = 5000;
const LIVE_POLL_MS = 60_000;

/** A list of orders: one seller's, or everybody's for staff. */
export type Scope = { seller: string } | 'all';

/** Orders, newest first, page by page. @param live whether a socket tells of changes */
export function usePanelOrders(scope: Scope, status: OrderStatus | null, live: boolean) {
  return useOrders(scope, status ? { status } : {}, live);
}

/** Everybody's orders that fit what a caller knows, newest first. */
export function useOrdersOf(of: KnownOf) {
  return useOrders('all', of, false);
}

function useOrders(scope: Scope, filter: Record<string, string>, live: boolean) {
  return useInfiniteQuery<Page<OrderView>, Error, InfiniteData<Page<OrderView>>, unknown[], string | null>({
    queryKey: [PANEL, scope, filter],
    queryFn: ({ pageParam, signal }) => api(listPath(scope, filter, pageParam), { signal }),
    initialPageParam: null,
    getNextPageParam: (last) => last.nextCursor,
    enabled: useIsPresent(),
    refetchInterval: live ? LIVE_POLL_MS : POLL_MS,
  });
}

function listPath(scope: Scope, filter: Record<string, string>, cursor: string | null): string {
  const params = new URLSearchParams({ ...filter, limit: String(PAGE_SIZE) });
  if (scope === 'all') params.set('scope', 'all');
  if (cursor) params.set('cursor', cursor);
  const base = scope === 'all' ? '/orders' : `/sellers/${scope.seller}/orders`;
  return `${base}?${params.toString()}`;
}

/** Loads page after page while `wanted`: the most pressing order may be the oldest. */
export function useAllPages(query: ReturnType<typeof usePanelOrders>, wanted: boolean): void {
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  const more = wanted && hasNextPage && !isFetching && !isError;
  useEffect(() => {
    if (more) void fetchNextPage();
  }, [more, fetchNextPage]);
}

/** Asks again for every list of orders that is shown. */
export function useRenewLists(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: [PANEL] });
}

/** Asks again for all that is shown of an order. */
export function useRenewOrder(id: string): () => void {
  const client = useQueryClient();
  return () => {
    for (const queryKey of [
      keys.order(id),
      keys.deliveries(id),
      keys.refunds(id),
      ['payment'],
      [PANEL],
      [MONEY],
    ])
      void client.invalidateQueries({ queryKey });
  };
}

/** Does something to an order; whatever comes of it, all that is shown of it is asked for again. */
export function usePanelAct(orderId: string) {
  return useOrderAct(orderId, useRenewOrder(orderId));
}

/** The money of a checkout, for staff. */
export function usePayment(id: string, enabled = true) {
  const present = useIsPresent();
  return useQuery({
    queryKey: ['payment', id],
    queryFn: ({ signal }) => api<PaymentView>(`/payments/${id}`, { signal }),
    enabled: present && enabled,
    refetchInterval: LIVE_POLL_MS,
  });
}

/** A checkout, for staff. */
export function useFoundCheckout(id: string | null) {
  const present = useIsPresent();
  return useQuery({
    queryKey: keys.checkout(id ?? ''),
    queryFn: ({ signal }) => api<Checkout>(`/checkouts/${id}`, { signal }),
    enabled: present && id !== null,
  });
}
