import type { OrderReturn } from '@/lib/types';

/** A return with the order it belongs to, as lists of them come. */
export interface ListedReturn {
  orderId: string;
  currency: string;
  return: OrderReturn;
}

/** Whether its seller has to answer, or to look at it. */
export function waitsForSeller({ return: { status } }: ListedReturn): boolean {
  return status === 'requested' || status === 'received';
}
