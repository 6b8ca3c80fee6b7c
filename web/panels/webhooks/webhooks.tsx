'use client';

import { useState } from 'react';
import { Failed } from '@/shop/failed';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Gate } from '../gate';
import { PageHead, RowsLoading } from '../money/list';
import { useThing } from '../money/queries';
import { ADMINS, SELLERS } from '../types';
import { EndpointCard } from './endpoint';
import { EndpointDialog } from './endpoint-dialog';
import { SecretDialog } from './secret-dialog';
import type { WebhookEndpoint, WithSecret } from './types';

const LEAD =
  'We send what happens to an address of yours, signed (Standard Webhooks). What is not taken is tried again for three days.';

/** Where a seller is told of what happens in their shop. */
export function SellerWebhooks() {
  return (
    <Gate roles={SELLERS} whom="sellers">
      {() => <Webhooks lead={`Your shop's own events. ${LEAD}`} />}
    </Gate>
  );
}

/** Where the market's own integrators are told of what happens in all shops. */
export function StaffWebhooks() {
  return (
    <Gate roles={ADMINS} whom="admins">
      {() => <Webhooks lead={`Events of all shops, for the market's own systems. ${LEAD}`} />}
    </Gate>
  );
}

function Webhooks({ lead }: { lead: string }) {
  const [isAdding, setAdding] = useState(false);
  const [shownOnce, setShownOnce] = useState<WithSecret | null>(null);
  const { data, error, refetch } = useThing<{ items: WebhookEndpoint[] }>('/webhook-endpoints');
  return (
    <div className="page pt-8 [&>*]:max-w-4xl">
      <PageHead title="Webhooks">{lead}</PageHead>
      <div className="mb-6">
        <Button look="flame" onClick={() => setAdding(true)}>
          Add a receiver…
        </Button>
      </div>
      {error && !data ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <RowsLoading label="Loading the receivers" rows={2} />
      ) : data.items.length === 0 ? (
        <EmptyState title="No receiver yet">
          <p>Add the address of a program of yours that is to hear of orders, parcels or money.</p>
        </EmptyState>
      ) : (
        <ul className="space-y-4">
          {data.items.map((endpoint) => (
            <li key={endpoint.id}>
              <EndpointCard endpoint={endpoint} onSecret={setShownOnce} />
            </li>
          ))}
        </ul>
      )}
      {isAdding && <EndpointDialog onClose={() => setAdding(false)} onSecret={setShownOnce} />}
      {shownOnce && <SecretDialog made={shownOnce} onClose={() => setShownOnce(null)} />}
    </div>
  );
}
