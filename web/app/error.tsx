'use client';

import { Button, ButtonLink } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <main id="main" className="page">
      <EmptyState
        level={1}
        title="This page broke"
        action={
          <>
            <Button look="flame" onClick={reset}>
              Try again
            </Button>
            <ButtonLink href="/">To the market</ButtonLink>
          </>
        }
      >
        <p>It is our fault. Your basket and your orders are safe.</p>
      </EmptyState>
    </main>
  );
}
