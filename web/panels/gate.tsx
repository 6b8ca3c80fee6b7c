'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { useSession } from '@/lib/session';
import type { Actor, Role } from '@/lib/types';
import { ButtonLink } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Loading, Skeleton } from '@/ui/skeleton';

interface GateProps {
  roles: readonly Role[];
  /** Whom the page is for: `sellers`, `Caravan's staff`. */
  whom: string;
  children: (actor: Actor) => ReactNode;
}

/** Shows a page to those it is for, and says to the others how they get in. */
export function Gate({ roles, whom, children }: GateProps) {
  const session = useSession();
  const path = usePathname();
  if (session.status === 'unknown') {
    return (
      <Loading label="Looking who is here" className="page space-y-4 py-10">
        <Skeleton className="h-9 w-56" />
        <Skeleton className="h-24 w-full" />
        <Skeleton className="h-24 w-full" />
      </Loading>
    );
  }
  if (session.status === 'present' && roles.includes(session.session.actor.role))
    return children(session.session.actor);
  const known = session.status === 'present' && session.session.actor.role !== 'guest';
  return (
    <div className="page">
      <EmptyState
        level={1}
        title={`This part is for ${whom}`}
        action={
          <>
            <ButtonLink href={`/sign-in?next=${encodeURIComponent(path)}`} look="flame">
              {known ? 'Sign in as somebody else' : 'Sign in'}
            </ButtonLink>
            <ButtonLink href="/">To the market</ButtonLink>
          </>
        }
      >
        {known ? (
          <p>
            You are signed in with an account that has nothing to do here. Your own orders are under Orders.
          </p>
        ) : (
          <p>Sign in with the account that belongs to it, and you come straight back here.</p>
        )}
      </EmptyState>
    </div>
  );
}
