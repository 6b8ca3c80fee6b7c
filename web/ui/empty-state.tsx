import type { ReactNode } from 'react';

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

function Dunes() {
  return (
    <svg width="184" height="104" viewBox="0 0 184 104" aria-hidden="true" className="arch bg-sunk">
      <circle cx="122" cy="40" r="15" className="fill-flame" opacity="0.9" />
      <path d="M0 78c30-24 52-26 78-12s52 14 106-10v48H0Z" className="fill-flame-soft" />
      <path d="M0 92c40-20 74-16 104-4s50 8 80-6v22H0Z" className="fill-line" />
    </svg>
  );
}
