'use client';

import { useFormat } from '@/lib/surroundings';
import { classes } from './classes';

/** An amount of money, from minor units, in figures that line up. */
export function Price({
  minor,
  currency,
  className,
}: {
  minor: number;
  currency: string;
  className?: string;
}) {
  const format = useFormat();
  // Two releases of Intl may write one amount with different spaces; that is no reason to render anew.
  return (
    <span suppressHydrationWarning className={classes('figures whitespace-nowrap', className)}>
      {format.money(minor, currency)}
    </span>
  );
}
