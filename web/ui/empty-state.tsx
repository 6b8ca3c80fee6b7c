import type { ReactNode } from 'react';
import { Dunes } from './dunes';

interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  /** Where to go from here. */
  action?: ReactNode;
  level?: 1 | 2;
}

/** A page or part with nothing in it yet: dunes, one sentence, one way on. */
export function EmptyState({ title, children, action, level = 2 }: EmptyStateProps) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div className="mx-auto flex max-w-md flex-col items-center py-12 text-center md:py-16">
      <Dunes />
      <Heading className="mt-6 text-title">{title}</Heading>
      {children && <div className="mt-2 text-large text-muted">{children}</div>}
      {action && <div className="mt-6 flex flex-wrap justify-center gap-3">{action}</div>}
    </div>
  );
}
