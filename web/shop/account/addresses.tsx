'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { addressLines, addressOf, emptyAddress, type AddressForm } from '@/lib/address';
import { api, newKey } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { countryOf } from '@/lib/promise';
import { keys } from '@/lib/queries';
import { useFormat, useLocale } from '@/lib/surroundings';
import type { User } from '@/lib/types';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Dialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { AddressFields } from '../address-fields';

const MOST = 20;

/** The addresses that are kept for checkout. */
export function Addresses({ user }: { user: User }) {
  const client = useQueryClient();
  const format = useFormat();
  const [adding, setAdding] = useState(false);

  async function remove(id: string) {
    try {
      client.setQueryData(keys.me, await api<User>(`/users/me/addresses/${id}`, { method: 'DELETE' }));
      toast('The address is forgotten.');
    } catch (error) {
      toast(messageOf(error), { tone: 'failed' });
    }
  }

  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lead">Addresses</h2>
        <Button
          size="small"
          icon="plus"
          disabled={user.addresses.length >= MOST}
          onClick={() => setAdding(true)}
        >
          Add one
        </Button>
      </div>
      {user.addresses.length === 0 && (
        <p className="mt-3 text-muted">None yet. The first one is asked for at checkout, too.</p>
      )}
      <ul className="mt-4 grid gap-4 sm:grid-cols-2">
        {user.addresses.map(({ id, ...address }) => (
          <li key={id} className="flex flex-col rounded-card border border-line p-4">
            <address className="grow not-italic">
              {[...addressLines(address), format.country(address.country)].map((line, index) => (
                <span key={index} className={index === 0 ? 'block font-medium' : 'block'}>
                  {line}
                </span>
              ))}
            </address>
            <button type="button" className="link mt-3 self-start text-small" onClick={() => void remove(id)}>
              Forget it<span className="sr-only">: {address.line1}</span>
            </button>
          </li>
        ))}
      </ul>
      {adding && <AddAddress name={user.name} onClose={() => setAdding(false)} />}
    </Card>
  );
}

function AddAddress({ name, onClose }: { name: string; onClose: () => void }) {
  const client = useQueryClient();
  const country = countryOf(useLocale()) ?? 'DE';
  const [failure, setFailure] = useState<string | null>(null);
  const [key] = useState(newKey);
  const { register, control, handleSubmit, formState } = useForm<AddressForm>({
    mode: 'onTouched',
    defaultValues: { ...emptyAddress(country), name },
  });

  async function add(form: AddressForm) {
    setFailure(null);
    try {
      const user = await api<User>('/users/me/addresses', {
        method: 'POST',
        body: addressOf(form),
        idempotencyKey: key,
      });
      client.setQueryData(keys.me, user);
      onClose();
    } catch (error) {
      setFailure(messageOf(error));
    }
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="A new address">
      <form noValidate className="space-y-5" onSubmit={(event) => void handleSubmit(add)(event)}>
        {failure && <Notice tone="bad">{failure}</Notice>}
        <AddressFields register={register} control={control} />
        <div className="flex justify-end gap-3">
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" look="flame" busy={formState.isSubmitting} busyText="Saving…">
            Keep it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
