'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api';
import { useIsPresent } from '@/lib/queries';

/** Somebody who brings a seller's own parcels. */
export interface CourierView {
  id: string;
  name: string;
  email: string;
  status: 'active' | 'invited';
}

/** The couriers of the seller who is signed in. @param enabled false asks nothing */
export function useCouriers(enabled = true) {
  const present = useIsPresent();
  return useQuery({
    queryKey: ['couriers'],
    queryFn: async ({ signal }) => (await api<{ items: CourierView[] }>('/couriers', { signal })).items,
    enabled: present && enabled,
    staleTime: 60_000,
  });
}
