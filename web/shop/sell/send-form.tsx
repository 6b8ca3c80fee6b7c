'use client';

import { useState, type FormEvent, type ReactNode } from 'react';
import { useSend } from '@/panels/money/queries';
import { ApiProblem, messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import type { ApplicationView } from './types';

export interface FormProps {
  application: ApplicationView;
  onDone: () => void;
}

/**
 * A form that sends one step. What the shop says about single fields is given to `children`, the rest stands above the
 * button.
 */
export function SendForm({
  path,
  body,
  onDone,
  action = 'Save this step',
  missing,
  children,
}: {
  path: string;
  /** What is sent; null while something is missing. */
  body: () => object | null;
  onDone: () => void;
  action?: string;
  /** Said when `body` is null. */
  missing: string;
  children: (faults: Readonly<Record<string, string>>) => ReactNode;
}) {
  const sending = useSend();
  const [lacks, setLacks] = useState(false);
  const faults = sending.error instanceof ApiProblem ? sending.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sending.isPending) return;
    const given = body();
    setLacks(given === null);
    if (given === null) return;
    sending.mutate(
      { path: `/onboarding/${path}`, method: 'PUT', body: given, askedAt: Date.now() },
      {
        onSuccess: () => {
          toast('Kept.');
          onDone();
        },
      },
    );
  };
  return (
    <form onSubmit={submit} noValidate className="space-y-5">
      {children(faults)}
      {lacks && (
        <Notice tone="bad">
          <p>{missing}</p>
        </Notice>
      )}
      {!lacks && sending.error && (
        <Notice tone="bad">
          <p>{messageOf(sending.error)}</p>
        </Notice>
      )}
      <Button type="submit" look="flame" busy={sending.isPending} busyText="Checking…">
        {action}
      </Button>
    </form>
  );
}
