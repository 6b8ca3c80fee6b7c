'use client';

import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { api } from './api';
import { ApiProblem } from './problem';
import { useSession } from './session';
import type {
  CartView,
  Checkout,
  DeliveryView,
  Order,
  OrderView,
  Page,
  ProductDetail,
  Refund,
  Seller,
  User,
} from './types';

/** The names under which answers are kept. */
export const keys = {
  cart: ['cart'] as const,
  orders: ['orders'] as const,
  order: (id: string) => ['order', id] as const,
  deliveries: (orderId: string) => ['deliveries', orderId] as const,
  refunds: (orderId: string) => ['refunds', orderId] as const,
  checkout: (id: string) => ['checkout', id] as const,
  me: ['me'] as const,
  product: (id: string) => ['product', id] as const,
};

/** How often something watched is asked for while the socket is silent, and while it speaks, in ms. */
const POLL_MS = 4000;
const LIVE_POLL_MS = 60_000;
const SLOW_POLL_MS = 15_000;

/** True once it is known that somebody, guest or not, is here. */
export function useIsPresent(): boolean {
  return useSession().status === 'present';
}

/** The basket; no guest is made to look at it. */
export function useCart() {
  const present = useIsPresent();
  return useQuery({
    queryKey: keys.cart,
    queryFn: ({ signal }) => api<CartView>('/carts/current', { signal }),
    enabled: present,
  });
}

/** Sets how many of a SKU are in the basket; 0 takes it out. */
export function useSetLine() {
  const client = useQueryClient();
  return useMutation({
    scope: { id: 'cart' },
    mutationFn: async ({ sku, quantity }: { sku: string; quantity: number }) => {
      const cart = await cartAtHand(client);
      return setLine(cart.id, sku, quantity);
    },
    onSuccess: (cart) => client.setQueryData(keys.cart, cart),
  });
}

/** Puts more of a SKU into the basket; makes a guest of a visitor. */
export function useAddToCart() {
  const client = useQueryClient();
  return useMutation({
    scope: { id: 'cart' },
    mutationFn: async ({ sku, quantity }: { sku: string; quantity: number }) => {
      const cart = await api<CartView>('/carts/current', { as: 'guest' });
      const there = cart.lines.find((line) => line.sku === sku)?.quantity ?? 0;
      return setLine(cart.id, sku, there + quantity);
    },
    onSuccess: (cart) => client.setQueryData(keys.cart, cart),
  });
}

function setLine(cartId: string, sku: string, quantity: number): Promise<CartView> {
  const path = `/carts/${cartId}/lines/${encodeURIComponent(sku)}`;
  if (quantity === 0) return api<CartView>(path, { method: 'DELETE' });
  return api<CartView>(path, { method: 'PUT', body: { quantity } });
}

async function cartAtHand(client: QueryClient): Promise<CartView> {
  return client.getQueryData<CartView>(keys.cart) ?? api<CartView>('/carts/current', { as: 'guest' });
}

/** A product by id or slug, for what a basket cannot say of itself. */
export function useProduct(idOrSlug: string, enabled = true) {
  return useQuery({
    queryKey: keys.product(idOrSlug),
    queryFn: ({ signal }) =>
      api<ProductDetail>(`/products/${encodeURIComponent(idOrSlug)}`, { as: 'none', signal }),
    enabled,
    staleTime: 60_000,
  });
}

/** The account; null for guests and visitors. */
export function useMe() {
  const session = useSession();
  const hasAccount = session.status === 'present' && session.session.actor.role !== 'guest';
  return useQuery({
    queryKey: keys.me,
    queryFn: ({ signal }) => api<User>('/users/me', { signal }),
    enabled: hasAccount,
    staleTime: 60_000,
  });
}

/** One order. @param live whether a socket tells of changes; else it is asked for every few seconds */
export function useOrder(id: string, live: boolean) {
  return useQuery({
    queryKey: keys.order(id),
    queryFn: ({ signal }) => api<OrderView>(`/orders/${id}`, { signal }),
    enabled: useIsPresent(),
    refetchInterval: live ? LIVE_POLL_MS : POLL_MS,
  });
}

/** The parcels of an order. */
export function useDeliveries(orderId: string, live: boolean) {
  return useQuery({
    queryKey: keys.deliveries(orderId),
    queryFn: async ({ signal }) =>
      (await api<Page<DeliveryView>>(`/orders/${orderId}/deliveries`, { signal })).items,
    enabled: useIsPresent(),
    refetchInterval: live ? LIVE_POLL_MS : POLL_MS,
  });
}

/** The refunds of an order. */
export function useRefunds(orderId: string, live: boolean) {
  return useQuery({
    queryKey: keys.refunds(orderId),
    queryFn: async ({ signal }) => (await api<Page<Refund>>(`/orders/${orderId}/refunds`, { signal })).items,
    enabled: useIsPresent(),
    refetchInterval: live ? LIVE_POLL_MS : POLL_MS,
  });
}

/** A checkout. @param pollMs how often it is asked for; false leaves it */
export function useCheckout(id: string, pollMs: number | false) {
  return useQuery({
    queryKey: keys.checkout(id),
    queryFn: ({ signal }) => api<Checkout>(`/checkouts/${id}`, { signal }),
    enabled: useIsPresent(),
    refetchInterval: pollMs,
  });
}

/** Refusals are answers and are not asked for again; silence is, twice. */
export function mayRetry(failures: number, error: unknown): boolean {
  const isAnswer = error instanceof ApiProblem && error.status !== 0 && error.status < 500;
  return !isAnswer && failures < 2;
}

/** All shops; they change seldom. */
export function useSellers() {
  return useQuery({
    queryKey: ['sellers'],
    queryFn: async ({ signal }) => (await api<Page<Seller>>('/sellers', { as: 'none', signal })).items,
    staleTime: 300_000,
  });
}

/** The buyer's orders, newest first, page by page. */
export function useOrders(live: boolean) {
  return useInfiniteQuery({
    queryKey: keys.orders,
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : '';
      return api<Page<Order>>(`/orders?limit=20${cursor}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: useIsPresent(),
    refetchInterval: live ? LIVE_POLL_MS : SLOW_POLL_MS,
  });
}
