import type { ReactNode } from 'react';

/** One of the three steps of the page, with its number. */
export function Step({
  number,
  title,
  aside,
  children,
}: {
  number: number;
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section
      aria-labelledby={`step-${number}`}
      className="rounded-card border border-line bg-surface p-4 md:p-7"
    >
      <div className="mb-5 flex items-center gap-3">
        <span
          aria-hidden="true"
          className="arch flex h-9 w-7.5 items-end justify-center bg-flame pb-1 font-display font-semibold text-on-flame"
        >
          {number}
        </span>
        <h2 id={`step-${number}`} className="grow text-title">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
