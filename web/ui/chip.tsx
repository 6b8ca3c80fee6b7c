import type { ReactNode } from 'react';
import { classes } from './classes';

export type Tone = 'plain' | 'flame' | 'oasis' | 'dusk' | 'amber' | 'alarm';

const TONES: Record<Tone, string> = {
  plain: 'bg-sunk text-ink',
  flame: 'bg-flame-soft text-flame-deep',
  oasis: 'bg-oasis-soft text-oasis',
  dusk: 'bg-dusk-soft text-dusk',
  amber: 'bg-amber-soft text-amber',
  alarm: 'bg-alarm-soft text-alarm',
};

/** A short word on a coloured ground: a state, a count, a warning. */
export function Chip({
  tone = 'plain',
  className,
  children,
}: {
  tone?: Tone;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={classes(
        'inline-flex items-center gap-1.5 rounded-chip px-2.5 py-0.5 text-small font-medium whitespace-nowrap',
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
