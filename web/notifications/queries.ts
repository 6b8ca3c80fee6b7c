'use client';

import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
} from '@tanstack/react-query';
import type {
  InboxEntry,
  PreferenceChanges,
  PreferencesView,
} from '../../services/notification/notification.schema';
import { api } from '@/lib/api';
import { useIsPresent } from '@/lib/queries';
import type { Page } from '@/lib/types';

export type { InboxEntry, PreferenceChanges, PreferencesView };

const NOTICES = 'notices';
const PREFERENCES = [NOTICES, 'preferences'];
const UNREAD = [NOTICES, 'unread'];
/** How often it is asked for while nobody tells of something new, in ms. */
const POLL_MS = 30_000;

/** What this person was told, page by page. */
export function useNotices() {
  const present = useIsPresent();
  return useInfiniteQuery<Page<InboxEntry>, Error, InfiniteData<Page<InboxEntry>>, unknown[], string | null>({
    queryKey: [NOTICES, 'list'],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : '';
      return api(`/notifications?limit=20${cursor}`, { signal });
    },
    initialPageParam: null,
    getNextPageParam: (last) => last.nextCursor,
    enabled: present,
    refetchInterval: POLL_MS,
  });
}

/** How many notices are unread; 99 stands for more. */
export function useUnreadNotices(enabled: boolean) {
  return useQuery({
    queryKey: UNREAD,
    queryFn: ({ signal }) => api<{ unread: number }>('/unread-notifications', { signal }),
    enabled,
    refetchInterval: POLL_MS,
  });
}

export function usePreferences(enabled = true) {
  const present = useIsPresent();
  return useQuery({
    queryKey: PREFERENCES,
    queryFn: ({ signal }) => api<PreferencesView>('/notification-preferences', { signal }),
    enabled: present && enabled,
    staleTime: 60_000,
  });
}

/** Changes how this person is told. It is shown at once, and then as the shop has kept it. */
export function useChangePreferences() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: PreferenceChanges) =>
      api<PreferencesView>('/notification-preferences', { method: 'PATCH', body }),
    onMutate: async (changes) => {
      await client.cancelQueries({ queryKey: PREFERENCES });
      client.setQueryData<PreferencesView>(PREFERENCES, (said) => said && withChanges(said, changes));
    },
    onSuccess: (kept) => client.setQueryData(PREFERENCES, kept),
    onError: () => void client.invalidateQueries({ queryKey: PREFERENCES }),
  });
}

function withChanges(
  said: PreferencesView,
  { choices = {}, ...changes }: PreferenceChanges,
): PreferencesView {
  const kinds = said.kinds.map((one) => ({ ...one, choice: { ...one.choice, ...choices[one.kind] } }));
  return { ...said, ...changes, kinds };
}

/** Says that notices were read. */
export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (which: { ids: string[] } | { until: string }) =>
      api<{ unread: number }>('/notification-reads', { method: 'POST', body: which }),
    onSuccess: (left) => {
      client.setQueryData(UNREAD, left);
      void client.invalidateQueries({ queryKey: [NOTICES, 'list'] });
    },
  });
}

/** Asks again for the notices and their count. */
export function useRenewNotices(): () => void {
  const client = useQueryClient();
  return () => {
    for (const queryKey of [UNREAD, [NOTICES, 'list']]) void client.invalidateQueries({ queryKey });
  };
}
