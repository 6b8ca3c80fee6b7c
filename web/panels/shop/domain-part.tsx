'use client';

import { useState, type FormEvent } from 'react';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Moment } from '@/ui/clock';
import { Field } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { useSend } from '../money/queries';
import { Part } from '../part';
import type { ShopPartProps } from './types';

const STATES = {
  waiting: { label: 'Waits for its record', tone: 'amber' },
  proven: { label: 'Yours', tone: 'oasis' },
  failed: { label: 'Given up', tone: 'alarm' },
  lost: { label: 'Not yours any more', tone: 'alarm' },
} as const;

/** An address of the shop's own, proven by a record that only its owner can make. */
export function DomainPart({ shop }: ShopPartProps) {
  const sending = useSend();
  const [host, setHost] = useState('');
  const { domain, record } = shop;
  const state = domain && (shop.isDomainLost ? 'lost' : domain.status);
  const path = `/sellers/${shop.id}`;
  const name = (event: FormEvent) => {
    event.preventDefault();
    if (host.trim() === '' || sending.isPending) return;
    const body = { host: host.trim() };
    sending.mutate(
      { path: `${path}/domain`, method: 'PUT', body, askedAt: Date.now() },
      { onSuccess: () => setHost('') },
    );
  };
  const drop = () => sending.mutate({ path: `${path}/domain`, method: 'DELETE', askedAt: Date.now() });
  const check = () =>
    sending.mutate(
      { path: `${path}/domain-checks`, body: {}, askedAt: Date.now() },
      { onSuccess: () => toast('We are looking.') },
    );
  return (
    <Part
      title="Your own address"
      aside={state && <Chip tone={STATES[state].tone}>{STATES[state].label}</Chip>}
    >
      {domain ? (
        <div className="space-y-4">
          <p className="font-medium break-words">{domain.host}</p>
          {state === 'lost' && (
            <p>
              Another shop has proven this domain since, and it does not lead here. If it is yours, give it up
              and name it again.
            </p>
          )}
          {state === 'proven' && (
            <p>Your shop is there as well, once the name leads to the market&apos;s gateway.</p>
          )}
          {domain.status === 'failed' && (
            <p>The record never came. Name the domain again to go on looking.</p>
          )}
          {domain.status === 'waiting' && record && (
            <>
              <p>Add this record where your domain is registered. We look for it by ourselves.</p>
              <dl className="space-y-2 rounded-card bg-sunk p-3 text-small break-all">
                <dt className="text-muted">Name, of type TXT</dt>
                <dd className="font-medium">{record.name}</dd>
                <dt className="text-muted">Value</dt>
                <dd className="font-medium">{record.value}</dd>
              </dl>
              <p className="text-small text-muted">
                {domain.checkedAt ? (
                  <>
                    Looked last <Moment at={domain.checkedAt} />.{' '}
                  </>
                ) : null}
                We look until <Moment at={domain.until} />.
              </p>
            </>
          )}
          <div className="flex flex-wrap gap-3">
            {domain.status === 'waiting' && (
              <Button look="ink" onClick={check} busy={sending.isPending}>
                Look now
              </Button>
            )}
            <Button onClick={drop} busy={sending.isPending}>
              Give it up
            </Button>
          </div>
        </div>
      ) : (
        <form onSubmit={name} noValidate className="space-y-4">
          <Field
            label="Domain"
            placeholder="shop.example"
            autoCapitalize="none"
            value={host}
            onChange={({ target }) => setHost(target.value)}
          />
          <Button type="submit" look="ink" busy={sending.isPending} busyText="Saving…">
            Use this domain
          </Button>
        </form>
      )}
      {sending.error && (
        <Notice tone="bad" className="mt-4">
          <p>{messageOf(sending.error)}</p>
        </Notice>
      )}
    </Part>
  );
}
