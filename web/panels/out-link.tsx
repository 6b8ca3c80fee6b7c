import type { ReactNode } from 'react';
import { Icon } from '@/ui/icon';

/** A link that leaves Caravan, in a tab of its own. */
export function OutLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noreferrer" className="link inline-flex min-h-6 items-center gap-1.5">
      {children}
      <Icon name="out" size={15} />
      <span className="sr-only">(opens in a new tab)</span>
    </a>
  );
}
