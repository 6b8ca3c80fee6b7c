'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useTransition } from 'react';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';

/** In place of a page whose content the API did not give. Looks again when the network is back. */
export function Unreachable() {
  const router = useRouter();
  const [looking, look] = useTransition();
  useEffect(() => {
    const again = () => router.refresh();
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [router]);
  return (
    <div className="page">
      <EmptyState
        level={1}
        title="The market cannot be reached"
        action={
          <Button
            look="flame"
            busy={looking}
            busyText="Looking…"
            onClick={() => look(() => router.refresh())}
          >
            Try again
          </Button>
        }
      >
        <p>It is us, not you. Your basket and your orders are safe.</p>
      </EmptyState>
    </div>
  );
}
