'use client';

import { useState } from 'react';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Moment } from '@/ui/clock';
import { Select } from '@/ui/field';
import { toast } from '@/ui/toast';
import { List } from '../money/list';
import { useList, useSend, useThing } from '../money/queries';
import type { DeliveryView, WebhookDelivery, WebhookDeliveryStatus } from './types';
import { DELIVERY_WORDS } from './words';

const CHOICES: readonly ['' | WebhookDeliveryStatus, string][] = [
  ['', 'All'],
  ['waiting', 'Waiting for another try'],
  ['delivered', 'Taken'],
  ['failed', 'Not taken'],
  ['dropped', 'Not sent'],
];

/** What was sent to a receiver, newest first, and what came back. */
export function DeliveryLog({ endpointId, canResend }: { endpointId: string; canResend: boolean }) {
  const [status, setStatus] = useState<'' | WebhookDeliveryStatus>('');
  const query = useList<WebhookDelivery>(`/webhook-endpoints/${endpointId}/deliveries`, {
    limit: '20',
    status,
  });
  return (
    <div className="mt-5 space-y-4 border-t border-line pt-4">
      <Select
        label="Show"
        className="max-w-xs"
        value={status}
        onChange={(event) => setStatus(event.target.value as typeof status)}
      >
        {CHOICES.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      <List
        title="What was sent"
        quietTitle
        query={query}
        keyOf={({ id }) => id}
        empty={<p className="text-muted">Nothing of this kind.</p>}
      >
        {(delivery) => <Row delivery={delivery} canResend={canResend} />}
      </List>
    </div>
  );
}

function Row({ delivery, canResend }: { delivery: WebhookDelivery; canResend: boolean }) {
  const sending = useSend();
  const [isOpen, setOpen] = useState(false);
  const { id, type, status, attempts, nextAt, createdAt } = delivery;
  const { label, tone } = DELIVERY_WORDS[status];
  const last = attempts.at(-1);
  const resend = () =>
    sending.mutate(
      { path: `/webhook-deliveries/${id}/resends`, body: {}, askedAt: Date.now() },
      {
        onSuccess: () => toast('It is being sent.'),
        onError: (error) => toast(messageOf(error), { tone: 'failed' }),
      },
    );
  return (
    <div className="px-4 py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <p className="min-w-0 font-medium break-words">{type}</p>
        <Chip tone={tone}>{label}</Chip>
      </div>
      <p className="text-small text-muted">
        <Moment at={createdAt} />
        {last && <> · {answerOf(last)}</>}
        {nextAt && (
          <>
            {' '}
            · next try <Moment at={nextAt} />
          </>
        )}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Less' : 'More'}
        </Button>
        {canResend && (
          <Button size="small" busy={sending.isPending} busyText="Sending…" onClick={resend}>
            {status === 'waiting' ? 'Send now' : 'Send again'}
          </Button>
        )}
      </div>
      {isOpen && <Tries delivery={delivery} />}
    </div>
  );
}

function Tries({ delivery }: { delivery: WebhookDelivery }) {
  const { data } = useThing<DeliveryView>(`/webhook-deliveries/${delivery.id}`, false);
  return (
    <div className="mt-4 space-y-4">
      <ol className="space-y-3">
        {delivery.attempts.map((attempt) => (
          <li key={attempt.at}>
            <p>
              <Moment at={attempt.at} /> · {answerOf(attempt)}
            </p>
            {attempt.answer && <Text label="What it answered">{attempt.answer}</Text>}
          </li>
        ))}
      </ol>
      {data && <Text label="What we send">{data.body}</Text>}
    </div>
  );
}

function Text({ label, children }: { label: string; children: string }) {
  return (
    <pre
      aria-label={label}
      tabIndex={0}
      className="mt-1 max-h-48 overflow-auto rounded-card bg-sunk p-3 text-small break-all whitespace-pre-wrap"
    >
      {children}
    </pre>
  );
}

function answerOf({ status, problem, durationMs }: WebhookDelivery['attempts'][number]): string {
  const took = `${(durationMs / 1000).toFixed(1)} s`;
  return problem ?? `Answered ${status ?? ''} in ${took}`;
}
