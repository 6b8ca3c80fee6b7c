'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '@/lib/api';
import { hasRegions } from '@/lib/countries';
import type { Address, CartView, Destination, Quote } from '@/lib/types';

const PAUSE_MS = 350;

/** What the basket costs, sent there that way; asked for again whenever something changes, and once typing rests. */
export function useQuote(
  cart: CartView,
  address: Required<Address>,
  shippingChoices: Record<string, string>,
) {
  const destination = useSettled(destinationOf(address));
  return useQuery({
    queryKey: ['quote', cart.id, cart.version, destination, shippingChoices],
    queryFn: ({ signal }) =>
      api<Quote>(`/carts/${cart.id}/quotes`, {
        method: 'POST',
        body: { destination: JSON.parse(destination ?? '{}') as Destination, shippingChoices },
        signal,
      }),
    enabled: destination !== null,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

/** Enough of an address to price by, as text that compares; null while it is not enough. */
function destinationOf({ country, postcode, region }: Required<Address>): string | null {
  if (postcode.trim().length < 3) return null;
  const state = region.trim();
  if (hasRegions(country) && state.length < 2) return null;
  return JSON.stringify({
    country,
    postcode: postcode.trim(),
    ...(hasRegions(country) && { region: country === 'US' ? state.toUpperCase() : state }),
  });
}

function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
