'use client';

import type { ReactNode } from 'react';
import { useFormat } from '@/lib/surroundings';
import { classes } from './classes';
import { Icon } from './icon';

export interface TrailStep {
  key: string;
  label: string;
  /** When it was reached, or when it is expected. */
  note?: ReactNode;
  state: 'done' | 'now' | 'ahead' | 'failed';
}

/** The way of an order, from placed to delivered: lying on wide screens, standing on narrow ones. */
export function Trail({ steps, label, compact }: { steps: TrailStep[]; label: string; compact?: boolean }) {
  return (
    <ol aria-label={label} className={compact ? 'flex' : 'flex flex-col sm:flex-row'}>
      {steps.map((step, index) => (
        <li
          key={step.key}
          aria-current={step.state === 'now' ? 'step' : undefined}
          className={
            compact
              ? 'relative min-w-0 flex-1'
              : 'relative min-h-14 min-w-0 flex-1 pb-5 pl-10 last:min-h-0 last:pb-0 sm:min-h-0 sm:pb-0 sm:pl-0'
          }
        >
          {index < steps.length - 1 && (
            <Way reached={steps[index + 1]?.state !== 'ahead'} compact={compact} />
          )}
          <Mark state={step.state} compact={compact} />
          <div className={compact ? 'mt-1.5 pr-2 text-small' : 'sm:mt-3 sm:pr-3'}>
            <p
              className={classes(
                'leading-tight',
                step.state === 'ahead' ? 'text-muted' : 'font-medium',
                step.state === 'failed' && 'text-alarm',
                compact && 'max-sm:sr-only',
              )}
            >
              {step.label}
            </p>
            {step.note && !compact && <p className="mt-0.5 text-small text-muted">{step.note}</p>}
            {(step.state === 'done' || step.state === 'failed') && (
              <span className="sr-only">{step.state === 'done' ? '(done)' : '(stopped here)'}</span>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** From one mark to the next: downwards on narrow screens, to the right on wide ones. */
function Way({ reached, compact }: { reached: boolean; compact?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={classes(
        'absolute',
        compact
          ? 'top-[7px] right-1 left-5 border-t-2'
          : 'top-8 bottom-1 left-[13px] border-l-2 sm:top-[13px] sm:right-1.5 sm:bottom-auto sm:left-8.5 sm:border-t-2 sm:border-l-0',
        reached ? 'border-flame' : 'border-dotted border-edge',
      )}
    />
  );
}

function Mark({ state, compact }: { state: TrailStep['state']; compact?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={classes(
        'flex items-center justify-center rounded-chip',
        compact ? 'size-4' : 'absolute left-0 size-7 sm:static',
        state === 'done' && 'bg-flame text-on-flame',
        state === 'now' && 'border-2 border-flame bg-flame-soft',
        state === 'ahead' && 'border-2 border-edge bg-ground',
        state === 'failed' && 'bg-alarm text-surface',
      )}
    >
      {state === 'done' && !compact && <Icon name="check" size={15} />}
      {state === 'failed' && <Icon name="cross" size={compact ? 10 : 15} />}
      {state === 'now' && (
        <span className={classes('breathe rounded-chip bg-flame', compact ? 'size-1.5' : 'size-2.5')} />
      )}
    </span>
  );
}

export interface TimelineItem {
  key: string;
  at: string;
  text: ReactNode;
  /** Who did it, when that helps. */
  by?: ReactNode;
}

/** What happened, newest first, as sentences with times. */
export function Timeline({ items, label }: { items: TimelineItem[]; label: string }) {
  const format = useFormat();
  return (
    <ol aria-label={label} className="relative space-y-4 border-l-2 border-line pl-5">
      {items.map((item, index) => (
        <li key={item.key} className="relative">
          <span
            aria-hidden="true"
            className={classes(
              'absolute top-1.5 -left-[26px] size-2.5 rounded-chip',
              index === 0 ? 'bg-flame' : 'bg-edge',
            )}
          />
          <p className={index === 0 ? 'font-medium' : undefined}>{item.text}</p>
          <p className="figures text-small text-muted">
            <time dateTime={item.at}>{format.date(item.at, 'moment')}</time>
            {item.by && <> · {item.by}</>}
          </p>
        </li>
      ))}
    </ol>
  );
}
