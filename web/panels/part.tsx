import { useId, type ReactNode } from 'react';
import { classes } from '@/ui/classes';

/** A titled part of a panel page. */
export function Part({
  title,
  aside,
  className,
  children,
}: {
  title: string;
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <section
      aria-labelledby={heading}
      className={classes('rounded-card border border-line bg-surface p-4 md:p-5', className)}
    >
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
        <h2 id={heading} className="text-large font-[560]">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** Terms with their values, one a line. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="space-y-1.5">{children}</dl>;
}

export function Fact({ term, strong, children }: { term: ReactNode; strong?: boolean; children: ReactNode }) {
  return (
    <div
      className={classes(
        'flex items-baseline justify-between gap-4',
        strong && 'border-t border-line pt-2 font-medium',
      )}
    >
      <dt className={strong ? undefined : 'text-muted'}>{term}</dt>
      <dd className="figures text-right">{children}</dd>
    </div>
  );
}
