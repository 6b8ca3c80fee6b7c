'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, keysByText } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { Failed } from '@/shop/failed';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { EmptyState } from '@/ui/empty-state';
import { Field } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { Loading, Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { Gate } from '../gate';
import { Part } from '../part';
import { useCouriers, type CourierView } from './queries';

/** Who takes parcels out for a shop, and how others are asked to. */
export function SellerCouriers() {
  return (
    <Gate roles={['seller']} whom="sellers">
      {() => (
        <div className="page py-8">
          <h1 className="text-head">Couriers</h1>
          <p className="mt-2 max-w-prose text-muted">
            People of your own who bring parcels. They see only what you pack for them, and only until a day
            after it has arrived.
          </p>
          <div className="mt-6 grid gap-6 lg:grid-cols-[1fr_22rem]">
            <List />
            <Invite />
          </div>
        </div>
      )}
    </Gate>
  );
}

function List() {
  const couriers = useCouriers();
  if (couriers.isError && !couriers.data)
    return <Failed error={couriers.error} onRetry={() => void couriers.refetch()} />;
  if (!couriers.data)
    return (
      <Loading label="Looking for your couriers">
        <Skeleton className="h-20 rounded-card" />
      </Loading>
    );
  if (couriers.data.length === 0)
    return (
      <EmptyState title="Nobody yet">
        <p>Invite somebody, and choose them when you pack a parcel.</p>
      </EmptyState>
    );
  return (
    <ul className="space-y-3">
      {couriers.data.map((courier) => (
        <Courier key={courier.id} courier={courier} />
      ))}
    </ul>
  );
}

function Courier({ courier }: { courier: CourierView }) {
  const client = useQueryClient();
  const isInvited = courier.status === 'invited';
  const part = useMutation({
    mutationFn: () => api(`/couriers/${courier.id}`, { method: 'DELETE' }),
    onSuccess: () =>
      toast(isInvited ? 'The invitation is taken back.' : `${courier.name} no longer brings parcels.`),
    onError: (error) => toast(messageOf(error), { tone: 'failed' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['couriers'] }),
  });
  return (
    <li className="flex flex-wrap items-center gap-3 rounded-card border border-line bg-surface p-4">
      <div className="min-w-0 grow">
        <p className="truncate font-medium">{courier.name}</p>
        <p className="truncate text-small text-muted">{courier.email}</p>
      </div>
      {isInvited && <Chip tone="amber">Invited</Chip>}
      <Button
        size="small"
        look="quiet"
        busy={part.isPending}
        busyText="One moment…"
        onClick={() => part.mutate()}
      >
        {isInvited ? 'Take back' : 'Part ways'}
      </Button>
    </li>
  );
}

function Invite() {
  const client = useQueryClient();
  const [keyOf] = useState(keysByText);
  const [askedAt, setAskedAt] = useState(0);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [lacks, setLacks] = useState(false);
  const invite = useMutation({
    mutationFn: (body: { name: string; email: string }) =>
      api<CourierView>('/couriers', {
        method: 'POST',
        idempotencyKey: keyOf(JSON.stringify([askedAt, body])),
        body,
      }),
    onSuccess: (_courier, body) => {
      toast(`A code is on its way to ${body.email}.`);
      // Inviting the same person again, later, sends a new code.
      setAskedAt((before) => before + 1);
      setName('');
      setEmail('');
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['couriers'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { name: name.trim(), email: email.trim() };
    const isLacking = body.name === '' || body.email === '';
    setLacks(isLacking);
    if (!isLacking && !invite.isPending) invite.mutate(body);
  };
  return (
    <Part title="Invite somebody" className="self-start">
      <form noValidate onSubmit={submit} className="space-y-4">
        <Field label="Name" value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
        <Field
          label="E-mail"
          type="email"
          value={email}
          hint="They get a code to make their account."
          onChange={(event) => setEmail(event.target.value)}
          error={lacks ? 'Name and e-mail are both needed.' : undefined}
        />
        {invite.error && (
          <Notice tone="bad">
            <p>{messageOf(invite.error)}</p>
          </Notice>
        )}
        <Button type="submit" look="flame" wide busy={invite.isPending} busyText="Sending…">
          Invite
        </Button>
      </form>
    </Part>
  );
}
