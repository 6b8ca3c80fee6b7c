'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '@/lib/api';
import { useIsPresent } from '@/lib/queries';
import { useLive } from '@/lib/socket';
import type { Dashboard, PeriodDays } from './words';

/** However often figures move, they are asked for no more often than this, in ms. */
const AT_MOST_EVERY_MS = 1000;
/** How often they are asked for while the socket is silent, and while it speaks, in ms. */
const POLL_MS = 5000;
const LIVE_POLL_MS = 60_000;

/** Where figures are: of one shop, or of the market where it is null. */
export function figuresPath(sellerId: string | null): string {
  return sellerId === null ? '/analytics' : `/sellers/${sellerId}/analytics`;
}

/** The figures of a period, live. */
export function useFigures(sellerId: string | null, days: PeriodDays) {
  const client = useQueryClient();
  const present = useIsPresent();
  const path = figuresPath(sellerId);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
    },
    [],
  );
  const live = useLive({ analytics: sellerId ?? 'market' }, () => {
    // The last of many rings is answered as well: what it rang for is in the figures by then.
    timer.current ??= setTimeout(() => {
      timer.current = null;
      void client.invalidateQueries({ queryKey: ['analytics', path] });
    }, AT_MOST_EVERY_MS);
  });
  return useQuery({
    queryKey: ['analytics', path, days],
    queryFn: ({ signal }) => api<Dashboard>(`${path}?days=${days}`, { signal }),
    enabled: present,
    // Another period takes the place of the one that is shown, without a jump.
    placeholderData: keepPreviousData,
    refetchInterval: live ? LIVE_POLL_MS : POLL_MS,
  });
}
