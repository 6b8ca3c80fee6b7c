'use client';

import { messageOf } from '@/lib/problem';
import { lookAgain } from '@/lib/session';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

/** In place of a part of a page that could not be loaded. */
export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <Notice
      tone="bad"
      title="This could not be loaded"
      action={
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      <p>{messageOf(error)}</p>
    </Notice>
  );
}

/** In place of a page that needs to know who is here, while the shop does not answer. */
export function Away() {
  return (
    <Notice
      tone="warn"
      icon="offline"
      title="The shop does not answer just now"
      action={
        <Button size="small" onClick={lookAgain}>
          Look now
        </Button>
      }
    >
      <p>Nothing is lost: your basket and your orders are kept. This page looks again by itself.</p>
    </Notice>
  );
}
