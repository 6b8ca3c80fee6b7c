import type { OrderStatus } from '@/lib/types';
import { Chip } from '@/ui/chip';
import { ORDER_WORDS } from './order-words';

/** Where an order stands, in a word. */
export function StateChip({ status }: { status: OrderStatus }) {
  const { label, tone } = ORDER_WORDS[status];
  return <Chip tone={tone}>{label}</Chip>;
}
