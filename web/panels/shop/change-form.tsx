'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { ApiProblem, messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { Part } from '../part';
import { MONEY, useSend } from '../money/queries';
import type { ShopChanges, ShopView } from './types';

/**
 * Sends changes of a shop. Each form sends fields of its own, so a change elsewhere on this page is no conflict: what
 * is sent is for the version that is shown, and only somebody else's change in between is refused.
 */
export function useChangeShop(shop: ShopView) {
  const client = useQueryClient();
  const sending = useSend<ShopView>();
  const path = `/sellers/${shop.id}/shop`;
  const send = (changes: ShopChanges) => {
    if (sending.isPending) return;
    sending.mutate(
      {
        path,
        method: 'PATCH',
        body: changes,
        ifMatch: `"${shop.version}"`,
        askedAt: Date.now(),
      },
      {
        onSuccess: (saved) => {
          // The next change is for this version, also when it comes before the page has asked again.
          client.setQueryData([MONEY, path], saved);
          toast('Saved. Buyers see it within a second.');
        },
      },
    );
  };
  const faults = sending.error instanceof ApiProblem ? sending.error.fields : {};
  return { send, faults, error: sending.error, isPending: sending.isPending };
}

/** A part of the shop's page with its fields and one button. */
export function ChangeForm({
  title,
  changing,
  onSave,
  children,
  more,
}: {
  title: string;
  changing: Pick<ReturnType<typeof useChangeShop>, 'error' | 'isPending'>;
  onSave: () => void;
  children: ReactNode;
  /** Another button beside the one that saves. */
  more?: ReactNode;
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave();
  };
  return (
    <Part title={title}>
      <form onSubmit={submit} noValidate className="space-y-5">
        {children}
        {changing.error && (
          <Notice tone="bad">
            <p>{messageOf(changing.error)}</p>
          </Notice>
        )}
        <div className="flex flex-wrap gap-3">
          <Button type="submit" look="ink" busy={changing.isPending} busyText="Saving…">
            Save
          </Button>
          {more}
        </div>
      </form>
    </Part>
  );
}
