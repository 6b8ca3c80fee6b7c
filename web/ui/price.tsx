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

/** A change of money with its sign: what comes is calm, what goes is in ink. */
export function Change({
  minor,
  currency,
  className,
}: {
  minor: number;
  currency: string;
  className?: string;
}) {
  const format = useFormat();
  return (
    <span
      suppressHydrationWarning
      className={classes('figures whitespace-nowrap', minor > 0 && 'text-oasis', className)}
    >
      {format.change(minor, currency)}
    </span>
  );
}
