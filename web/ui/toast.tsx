'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { classes } from './classes';
import { Icon } from './icon';

interface Toast {
  id: number;
  text: ReactNode;
  tone: 'done' | 'failed';
  /** Something to do about it: undo, or see it. */
  action?: ReactNode;
}

const SHOWN_MS = 6000;
const NONE: Toast[] = [];
let toasts: Toast[] = NONE;
let lastId = 0;
const listeners = new Set<() => void>();

/** Says in passing that something was done, or was not. */
export function toast(
  text: ReactNode,
  { tone = 'done', action }: { tone?: Toast['tone']; action?: ReactNode } = {},
): void {
  lastId += 1;
  const id = lastId;
  change([...toasts.slice(-2), { id, text, tone, action }]);
  setTimeout(() => dismiss(id), SHOWN_MS);
}

/** Where toasts appear: once, in the layout. */
export function Toasts() {
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => NONE,
  );
  const path = usePathname();
  // What can be done about it belongs to the page it was said on.
  useEffect(() => {
    if (toasts.some(hasAction)) change(toasts.filter((one) => !hasAction(one)));
  }, [path]);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-0 z-60 flex flex-col items-center gap-2 p-4"
    >
      {shown.map((one) => (
        <div
          key={one.id}
          className={classes(
            'appear pointer-events-auto flex w-full max-w-md items-center gap-3 rounded-card border border-line bg-surface px-4 py-3 shadow-lift',
            one.tone === 'failed' ? 'text-alarm' : 'text-ink',
          )}
        >
          <span className={one.tone === 'failed' ? 'text-alarm' : 'text-oasis'}>
            <Icon name={one.tone === 'failed' ? 'warning' : 'check'} />
          </span>
          <span className="grow">{one.text}</span>
          {one.action}
          <button
            type="button"
            aria-label="Dismiss"
            className="p-1 text-muted hover:text-ink"
            onClick={() => dismiss(one.id)}
          >
            <Icon name="cross" size={16} />
          </button>
        </div>
      ))}
    </div>
  );
}

function dismiss(id: number): void {
  change(toasts.filter((one) => one.id !== id));
}

function change(next: Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function hasAction(one: Toast): boolean {
  return one.action !== undefined;
}
