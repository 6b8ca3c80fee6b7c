import type { ComponentProps } from 'react';
import { classes } from './classes';

/** A sheet of paper on the ground. */
export function Card({ className, ...rest }: ComponentProps<'div'>) {
  return (
    <div {...rest} className={classes('rounded-card border border-line bg-surface p-4 md:p-6', className)} />
  );
}
