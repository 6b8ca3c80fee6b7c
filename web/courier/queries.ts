'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, keysByText } from '@/lib/api';
import { useIsPresent } from '@/lib/queries';
import { useLive } from '@/lib/socket';
import type { CourierParcel, Page } from '@/lib/types';
import type { CourierReport } from '../../services/delivery/delivery.schema';

const ROUND = ['courier', 'round'];
const keyOf = (id: string) => ['courier', 'parcel', id];
const POLL_MS = 10_000;
const LIVE_POLL_MS = 60_000;

/** The courier's parcels, longest waiting first. */
export function useRound() {
  return useQuery({
    queryKey: ROUND,
    queryFn: async ({ signal }) => (await api<Page<CourierParcel>>('/courier/deliveries', { signal })).items,
    enabled: useIsPresent(),
    refetchInterval: POLL_MS,
  });
}

/** One parcel, live. */
export function useCourierParcel(id: string) {
  const client = useQueryClient();
  const present = useIsPresent();
  const live = useLive(present ? { delivery: id } : null, () => {
    client.invalidateQueries({ queryKey: keyOf(id) }).catch(() => {});
  });
  return useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => api<CourierParcel>(`/courier/deliveries/${id}`, { signal }),
    enabled: present,
    refetchInterval: live ? LIVE_POLL_MS : POLL_MS,
  });
}

/** Says how it goes with a parcel. The same words again, after silence, count once. */
export function useReport(parcel: CourierParcel) {
  const client = useQueryClient();
  const [keyFor] = useState(keysByText);
  return useMutation({
    mutationFn: (report: CourierReport) =>
      api<CourierParcel>(`/courier/deliveries/${parcel.id}/reports`, {
        method: 'POST',
        idempotencyKey: keyFor(JSON.stringify([parcel.version, report])),
        body: report,
        timeoutMs: 40_000,
      }),
    onSuccess: (now) => client.setQueryData(keyOf(parcel.id), now),
    onSettled: () => client.invalidateQueries({ queryKey: ['courier'] }),
  });
}
