'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { LedgerEntry } from '../../services/ledger/ledger.schema';
import { api } from './api';
import { useIsPresent } from './queries';

/** What would happen: given back, let go, and booked (for sellers and staff). Amounts in minor units. */
export interface Preview {
  orderId: string;
  currency: string;
  refundMinor: number;
  releasedMinor: number;
  lines: { lineId: string; quantity: number; amountMinor: number }[];
  shippingMinor: number;
  /** What would follow, as far as others are refused what they have asked for. */
  laterMinor?: number;
  entries?: Pick<LedgerEntry, 'kind' | 'text' | 'legs'>[];
}

/** What the API says would happen; it changes nothing. @param body null asks nothing */
export function usePreview(path: string, body: unknown) {
  const present = useIsPresent();
  return useQuery({
    queryKey: ['preview', path, body],
    queryFn: ({ signal }) => api<Preview>(path, { method: 'POST', body, signal }),
    enabled: present && body !== null,
    placeholderData: keepPreviousData,
    // What was true a moment ago may be given back or cancelled by now.
    staleTime: 0,
    gcTime: 0,
  });
}
