import type { ReactNode } from 'react';

/** The frame of signing in, registering and the like: one narrow sheet under an arch. */
export function AuthCard({
  title,
  lead,
  children,
  foot,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
}) {
  return (
    <div className="page py-8 md:py-14">
      <div className="mx-auto max-w-md">
        <svg viewBox="0 0 184 104" aria-hidden="true" className="arch mx-auto mb-6 block h-22 w-auto bg-sunk">
          <circle cx="122" cy="40" r="15" className="fill-flame" opacity="0.9" />
          <path d="M0 78c30-24 52-26 78-12s52 14 106-10v48H0Z" className="fill-flame-soft" />
          <path d="M0 92c40-20 74-16 104-4s50 8 80-6v22H0Z" className="fill-line" />
        </svg>
        <h1 className="text-center text-head">{title}</h1>
        {lead && <p className="mt-2 text-center text-large text-muted">{lead}</p>}
        <div className="mt-7 rounded-card border border-line bg-surface p-5 md:p-7">{children}</div>
        {foot && <div className="mt-5 space-y-1 text-center">{foot}</div>}
      </div>
    </div>
  );
}
