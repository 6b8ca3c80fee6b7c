'use client';

import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from './button';
import { classes } from './classes';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One sentence on what this is about. */
  description?: ReactNode;
  children: ReactNode;
  /** `side` slides in at the right edge, for filters and details. */
  place?: 'middle' | 'side';
}

const PLACES = {
  middle:
    'inset-x-0 bottom-0 max-h-[92dvh] rounded-t-[10px] md:inset-auto md:left-1/2 md:top-1/2 md:w-[34rem] md:max-w-[92vw] ' +
    'md:-translate-x-1/2 md:-translate-y-1/2 md:rounded-card',
  side: 'inset-y-0 right-0 w-[22rem] max-w-[92vw]',
};

/** A window over the page. Focus stays inside, Escape closes it, and focus returns where it was. */
export function Dialog({ open, onOpenChange, title, description, children, place = 'middle' }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-night/50" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={classes(
            'appear fixed z-50 overflow-y-auto border border-line bg-surface p-5 shadow-lift md:p-7',
            PLACES[place],
          )}
        >
          <div className="mb-4 flex items-start justify-between gap-4">
            <div>
              <Radix.Title className="text-title">{title}</Radix.Title>
              {description && (
                <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton icon="cross" label="Close" className="-mt-1 -mr-2" />
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
