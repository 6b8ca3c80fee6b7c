'use client';

import { messageOf } from '@/lib/problem';
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
