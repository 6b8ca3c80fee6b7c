import type { ReactNode } from 'react';

/** The ways out of a dialog; the one that acts stands last. */
export function Buttons({ children }: { children: ReactNode }) {
  return <div className="mt-6 flex flex-col-reverse gap-3 sm:flex-row sm:justify-end">{children}</div>;
}
