'use client';

import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
} from '@tanstack/react-query';
import { api, type ApiRequest } from '@/lib/api';
import { useIsPresent } from '@/lib/queries';
import type { Page } from '@/lib/types';
import type { ConversationView, Reviewable, ReviewPage, ReviewSort } from './types';

const TALK = 'talk';
/** How often what others may change is asked for while nobody tells of it, in ms. */
const POLL_MS = 20_000;

/** What is said of a product, page by page. @param first what the server has found already, newest first */
export function useProductReviews(
  productId: string,
  sort: ReviewSort,
  stars: number | null,
  first: ReviewPage | null,
) {
  return useInfiniteQuery<ReviewPage, Error, InfiniteData<ReviewPage>, unknown[], string | null>({
    queryKey: [TALK, 'product', productId, sort, stars],
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams({ sort, limit: '10' });
      if (stars !== null) params.set('stars', String(stars));
      if (pageParam) params.set('cursor', pageParam);
      return api(`/products/${productId}/reviews?${params.toString()}`, { as: 'none', signal });
    },
    initialPageParam: null,
    getNextPageParam: (last) => last.nextCursor,
    ...(first && sort === 'newest' && stars === null
      ? { initialData: { pages: [first], pageParams: [null] } }
      : {}),
  });
}

/** What of an order came, with what was said of it. @param version of the order: another one may have more */
export function useReviewables(orderId: string, version: number, enabled: boolean) {
  const present = useIsPresent();
  return useQuery({
    queryKey: [TALK, 'order', orderId, version],
    queryFn: async ({ signal }) =>
      (await api<Page<Reviewable>>(`/orders/${orderId}/reviews`, { signal })).items,
    enabled: present && enabled,
    placeholderData: keepPreviousData,
  });
}

/** A list of reviews or conversations, page by page; looked at again every now and then. */
export function useTalkList<Item>(path: string, enabled = true) {
  const present = useIsPresent();
  return useInfiniteQuery<Page<Item>, Error, InfiniteData<Page<Item>>, unknown[], string | null>({
    queryKey: [TALK, 'list', path],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam
        ? `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(pageParam)}`
        : '';
      return api(`${path}${cursor}`, { signal });
    },
    initialPageParam: null,
    getNextPageParam: (last) => last.nextCursor,
    enabled: present && enabled,
    refetchInterval: POLL_MS,
  });
}

export const conversationKey = (id: string) => [TALK, 'conversation', id];

/** One conversation: whom with, about what, and whether one of the two has blocked the other. */
export function useConversation(id: string) {
  return useQuery({
    queryKey: conversationKey(id),
    queryFn: ({ signal }) => api<ConversationView>(`/conversations/${id}`, { signal }),
    enabled: useIsPresent(),
    refetchInterval: POLL_MS,
  });
}

/** In how many conversations something is unread, as a buyer and as a seller. */
export function useUnread(enabled = true) {
  const present = useIsPresent();
  return useQuery({
    queryKey: [TALK, 'unread'],
    queryFn: ({ signal }) => api<{ buyer: number; seller: number }>('/unread-messages', { signal }),
    enabled: present && enabled,
    refetchInterval: POLL_MS,
  });
}

/** Asks again for everything about reviews and messages that is shown. */
export function useRenewTalk(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: [TALK] });
}

/** Sends something about a review or a conversation; whatever comes of it, what is shown is asked for again. */
export function useTell<Answer = unknown>() {
  const renew = useRenewTalk();
  return useMutation({
    mutationFn: ({ path, ...request }: ApiRequest & { path: string }) =>
      api<Answer>(path, { method: 'POST', ...request }),
    onSettled: renew,
  });
}
