'use client';

import type { ReactNode, Ref } from 'react';
import type { CardEntry } from '@/lib/card';
import { usePublicConfig } from '@/lib/surroundings';
import type { Money } from '@/lib/types';
import { SimulatorCardFields } from './simulator-card-fields';
import { StripeCardFields } from './stripe-card-fields';

export interface CardFieldsProps {
  ref: Ref<CardEntry>;
  /** What will be paid, as far as it is known. */
  sum: Money | undefined;
  disabled: boolean;
  /** What stands below the fields. */
  children?: ReactNode;
}

/** The fields of whoever takes cards for this shop. */
export function CardFields(props: CardFieldsProps) {
  const { cards } = usePublicConfig();
  return cards.provider === 'stripe' ? (
    <StripeCardFields {...props} publishableKey={cards.publishableKey} />
  ) : (
    <SimulatorCardFields {...props} providerUrl={cards.url} />
  );
}
