'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { adopt } from '@/lib/session';
import type { Session } from '@/lib/types';

/** Takes over a session and goes where the visitor was going: `?next=/orders`, on our own site only. */
export function useEnter(): (session: Session) => void {
  const router = useRouter();
  const next = useSearchParams().get('next');
  return (session) => {
    adopt(session);
    router.replace(next !== null && isOwnPath(next) ? next : homeOf(session));
  };
}

/** `//elsewhere` and `/\elsewhere` are other sites to a browser. */
function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])/.test(path);
}

function homeOf({ actor }: Session): string {
  if (actor.role === 'seller') return '/seller';
  if (actor.role === 'courier') return '/courier';
  return actor.role === 'admin' || actor.role === 'support' ? '/staff' : '/account';
}
