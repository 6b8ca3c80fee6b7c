'use client';

import { useState, type FormEvent } from 'react';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { Buttons } from '../buttons';
import { useSend } from '../money/queries';
import type { StockView } from './types';

/** At how many left the seller wants to be told. */
export function ThresholdDialog({ level, onClose }: { level: StockView; onClose: () => void }) {
  const sending = useSend();
  const [count, setCount] = useState(level.lowAt === null ? '' : String(level.lowAt));
  const [fault, setFault] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = count.trim();
    const isNumber = text === '' || /^\d{1,6}$/.test(text);
    setFault(isNumber ? undefined : 'A whole number, or nothing.');
    if (!isNumber || sending.isPending) return;
    const body = { warehouseId: level.warehouseId, lowAt: text === '' ? null : Number(text) };
    sending.mutate(
      { path: `/stock/${level.sku}/threshold`, method: 'PUT', body },
      {
        onSuccess: () => {
          toast(text === '' ? 'You will not be told any more.' : 'You will see it as low from there on.');
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`When is ${level.sku} low?`}
      description="From so many available on it stands at the top of your stock."
    >
      <form onSubmit={submit} noValidate>
        <Field
          label="So many or fewer"
          optional
          inputMode="numeric"
          value={count}
          error={fault}
          onChange={(event) => setCount(event.target.value)}
        />
        {sending.error && (
          <Notice tone="bad" className="mt-4">
            <p>{messageOf(sending.error)}</p>
          </Notice>
        )}
        <Buttons>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" look="flame" busy={sending.isPending} busyText="Saving…">
            Save
          </Button>
        </Buttons>
      </form>
    </Dialog>
  );
}
