'use client';

import type { OrderView } from '@/lib/types';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { Buttons } from './buttons';
import { ORDER_WORDS } from './order-words';

/** In place of a question that somebody else has answered meanwhile. */
export function Settled({ order, onClose }: { order: OrderView; onClose: () => void }) {
  return (
    <>
      <Notice tone="info" title="This was settled elsewhere">
        <p>
          The order is now: {ORDER_WORDS[order.status].label.toLowerCase()}. Nothing was done from here; look
          at it again before you go on.
        </p>
      </Notice>
      <Buttons>
        <Button look="ink" onClick={onClose}>
          Back to the order
        </Button>
      </Buttons>
    </>
  );
}
