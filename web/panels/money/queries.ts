'use client';

import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
} from '@tanstack/react-query';
import { useState } from 'react';
import { api, keysByText, type ApiRequest } from '@/lib/api';
import { useIsPresent } from '@/lib/queries';
import type { Page } from '@/lib/types';

/** The name under which everything of these pages is kept, so that an act renews all of it. */
export const MONEY = 'money';
const POLL_MS = 5000;

/** The refunds about which a seller decides: not those that were passed to support. */
export const REFUNDS_FOR_SELLER = { status: 'awaiting-approval', decider: 'seller', limit: '50' };
/** The refunds about which support decide, as many as the API gives at once. */
export const REFUNDS_FOR_SUPPORT = { status: 'awaiting-approval', decider: 'support', limit: '100' };

type Filters = Readonly<Record<string, string | null | undefined>>;

/** A list of the API, page by page, newest first; asked for again every few seconds while it is wanted. */
export function useList<Item>(
  path: string,
  filters: Filters = {},
  pollMs: number | false = POLL_MS,
  wanted = true,
) {
  const present = useIsPresent();
  return useInfiniteQuery<Page<Item>, Error, InfiniteData<Page<Item>>, unknown[], string | null>({
    queryKey: [MONEY, path, filters],
    queryFn: ({ pageParam, signal }) => api(addressOf(path, { ...filters, cursor: pageParam }), { signal }),
    initialPageParam: null,
    getNextPageParam: (last) => last.nextCursor,
    enabled: present && wanted,
    refetchInterval: pollMs,
  });
}

/** One thing of the API, while it is wanted. @param pollMs how often it is asked for again; false leaves it */
export function useThing<Body>(path: string, pollMs: number | false = POLL_MS, wanted = true) {
  const present = useIsPresent();
  return useQuery({
    queryKey: [MONEY, path],
    queryFn: ({ signal }) => api<Body>(path, { signal }),
    enabled: present && wanted,
    refetchInterval: pollMs,
  });
}

/** Asks again for everything that these pages show. */
export function useRenewMoney(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: [MONEY] });
}

export type Sent = Pick<ApiRequest, 'method' | 'body' | 'ifMatch'> & {
  path: string;
  /** Tells an act that is wanted once more from a repeat of the last one. */
  askedAt?: number;
};

/**
 * Sends an act. The same act sent again, after silence, goes under the same key and happens once; whatever comes of it,
 * everything shown is asked for again.
 */
export function useSend<Answer = unknown>() {
  const renew = useRenewMoney();
  const [keyOf] = useState(keysByText);
  return useMutation({
    mutationFn: ({ path, askedAt, ...request }: Sent) =>
      api<Answer>(path, {
        method: 'POST',
        timeoutMs: 40_000,
        idempotencyKey: keyOf(JSON.stringify([path, askedAt, request])),
        ...request,
      }),
    onSettled: renew,
  });
}

function addressOf(path: string, filters: Filters): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value) params.set(name, value);
  const query = params.toString();
  return query ? `${path}?${query}` : path;
}

/** All items that were loaded so far; null before the first page. */
export function itemsOf<Item>({ data }: { data?: InfiniteData<Page<Item>> }): Item[] | null {
  return data?.pages.flatMap((page) => page.items) ?? null;
}
