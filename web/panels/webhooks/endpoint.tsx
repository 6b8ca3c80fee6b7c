'use client';

import { useState } from 'react';
import { messageOf } from '@/lib/problem';
import { plural } from '@/lib/format';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Dialog } from '@/ui/dialog';
import { toast } from '@/ui/toast';
import { Buttons } from '../buttons';
import { useSend } from '../money/queries';
import { EndpointDialog } from './endpoint-dialog';
import { DeliveryLog } from './log';
import type { WebhookEndpoint, WithSecret } from './types';
import { standingOf } from './words';

/** One receiver: how it is doing, what can be done with it, and what was sent there. */
export function EndpointCard({
  endpoint,
  onSecret,
}: {
  endpoint: WebhookEndpoint;
  onSecret: (made: WithSecret) => void;
}) {
  const [asking, setAsking] = useState<'change' | 'rotate' | 'remove' | null>(null);
  const [isOpen, setOpen] = useState(false);
  const { id, url, types, enabled } = endpoint;
  const { label, tone, hint } = standingOf(endpoint);
  const close = () => setAsking(null);
  return (
    <section aria-label={url} className="rounded-card border border-line bg-surface p-4 md:p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <h2 className="min-w-0 font-medium break-all">{url}</h2>
        <Chip tone={tone}>{label}</Chip>
      </div>
      <p className="mt-1 text-small break-words text-muted">
        {types.length <= 3 ? types.join(', ') : plural(types.length, 'kind of event', 'kinds of events')}
      </p>
      {hint && <p className="mt-2 max-w-prose">{hint}</p>}
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide what was sent' : 'What was sent?'}
        </Button>
        <Acts endpoint={endpoint} onTested={() => setOpen(true)} />
        <Button size="small" onClick={() => setAsking('change')}>
          Change…
        </Button>
        <Button size="small" onClick={() => setAsking('rotate')}>
          New secret…
        </Button>
        <Button size="small" look="alarm" onClick={() => setAsking('remove')}>
          Remove…
        </Button>
      </div>
      {/* What is removed has no log that could be asked for. */}
      {isOpen && asking !== 'remove' && <DeliveryLog endpointId={id} canResend={enabled} />}
      {asking === 'change' && <EndpointDialog endpoint={endpoint} onClose={close} />}
      {asking === 'rotate' && (
        <Sure
          title="Make a new secret?"
          text="For 24 hours we sign with both, so that you can put the new one in place."
          confirm="Make it"
          request={{ path: `/webhook-endpoints/${id}/secrets`, body: {} }}
          onDone={(made) => onSecret(made as WithSecret)}
          onClose={close}
        />
      )}
      {asking === 'remove' && (
        <Sure
          title="Remove this receiver?"
          text="Nothing more is sent there, and what was sent is listed no more."
          confirm="Remove it"
          request={{ path: `/webhook-endpoints/${id}`, method: 'DELETE' }}
          onDone={() => {
            setOpen(false);
            toast('The receiver is removed.');
          }}
          onClose={close}
        />
      )}
    </section>
  );
}

function Acts({ endpoint, onTested }: { endpoint: WebhookEndpoint; onTested: () => void }) {
  const sending = useSend();
  const { id, enabled } = endpoint;
  const failed = (error: unknown) => toast(messageOf(error), { tone: 'failed' });
  const test = () =>
    sending.mutate(
      { path: `/webhook-endpoints/${id}/tests`, body: {}, askedAt: Date.now() },
      {
        onSuccess() {
          toast('A test is on its way.');
          onTested();
        },
        onError: failed,
      },
    );
  const turn = () =>
    sending.mutate(
      {
        path: `/webhook-endpoints/${id}`,
        method: 'PATCH',
        body: { enabled: !enabled },
        askedAt: Date.now(),
      },
      {
        onSuccess: () => toast(enabled ? 'Nothing is sent there now.' : 'It is sent there again.'),
        onError: failed,
      },
    );
  return (
    <>
      {enabled && (
        <Button size="small" disabled={sending.isPending} onClick={test}>
          Send a test
        </Button>
      )}
      <Button size="small" disabled={sending.isPending} onClick={turn}>
        {enabled ? 'Switch off' : 'Switch on'}
      </Button>
    </>
  );
}

function Sure(props: {
  title: string;
  text: string;
  confirm: string;
  request: Parameters<ReturnType<typeof useSend>['mutate']>[0];
  onDone: (answer: unknown) => void;
  onClose: () => void;
}) {
  const { title, text, confirm, request, onDone, onClose } = props;
  const sending = useSend();
  const [askedAt] = useState(() => Date.now());
  const send = () =>
    sending.mutate(
      { ...request, askedAt },
      {
        onSuccess(answer) {
          onDone(answer);
          onClose();
        },
        onError: (error) => toast(messageOf(error), { tone: 'failed' }),
      },
    );
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title} description={text}>
      <Buttons>
        <Button onClick={onClose}>Not now</Button>
        <Button look="flame" busy={sending.isPending} busyText="One moment…" onClick={send}>
          {confirm}
        </Button>
      </Buttons>
    </Dialog>
  );
}
