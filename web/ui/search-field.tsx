import type { ComponentProps } from 'react';
import { Icon } from './icon';

/** A field to search with; what it finds is said to those who cannot see the glass. */
export function SearchField({ label, ...rest }: ComponentProps<'input'> & { label: string }) {
  return (
    <div className="relative min-w-0 grow">
      <span className="pointer-events-none absolute inset-y-0 left-4 flex items-center text-muted">
        <Icon name="search" />
      </span>
      <input
        type="search"
        name="query"
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        {...rest}
        className="block min-h-12 w-full rounded-chip border border-edge bg-surface pr-4 pl-12 text-large placeholder:text-muted hover:border-ink"
      />
    </div>
  );
}
