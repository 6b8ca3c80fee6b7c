'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, keysByText } from './api';
import { keys } from './queries';
import type { OrderView } from './types';

/** An act on an order: where it goes below the order, and with what. */
export interface OrderRequest {
  path: string;
  body: unknown;
  method?: 'POST' | 'PUT';
}

/**
 * Does something to an order, and shows it as it is then. The same act sent again, after silence, goes under the same
 * key and happens once; whatever comes of it, the order is read again.
 * @param renew asks again for what else is shown of it
 */
export function useOrderAct(orderId: string, renew?: () => void) {
  const client = useQueryClient();
  const [keyOf] = useState(keysByText);
  return useMutation({
    mutationFn: ({ path, body, method = 'POST' }: OrderRequest) =>
      api<OrderView>(`/orders/${orderId}${path}`, {
        method,
        body,
        idempotencyKey: keyOf(JSON.stringify([path, body])),
        timeoutMs: 40_000,
      }),
    onSuccess: (order) => client.setQueryData(keys.order(orderId), order),
    onSettled: () => {
      for (const queryKey of [
        keys.order(orderId),
        keys.deliveries(orderId),
        keys.refunds(orderId),
        keys.orders,
      ])
        client.invalidateQueries({ queryKey }).catch(() => {});
      renew?.();
    },
  });
}
