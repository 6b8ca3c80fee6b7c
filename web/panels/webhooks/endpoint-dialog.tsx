'use client';

import { useState, type FormEvent } from 'react';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Checkbox, Field } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { Buttons } from '../buttons';
import { useSend } from '../money/queries';
import type { WebhookEndpoint, WebhookType, WithSecret } from './types';
import { TYPE_GROUPS } from './words';

interface EndpointDialogProps {
  /** The one that is changed; a new one where none is given. */
  endpoint?: WebhookEndpoint;
  onClose: () => void;
  /** A new one's secret, which is shown this once. */
  onSecret?: (made: WithSecret) => void;
}

/** Adds a receiver, or changes one. */
export function EndpointDialog({ endpoint, onClose, onSecret }: EndpointDialogProps) {
  const sending = useSend<WithSecret>();
  const [askedAt] = useState(() => Date.now());
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [types, setTypes] = useState<readonly WebhookType[]>(endpoint?.types ?? []);
  const [lacks, setLacks] = useState({ url: false, types: false });
  const toggle = (type: WebhookType, isOn: boolean) =>
    setTypes((before) => (isOn ? [...before, type] : before.filter((one) => one !== type)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacking = { url: !URL.canParse(url.trim()), types: types.length === 0 };
    setLacks(lacking);
    if (lacking.url || lacking.types || sending.isPending) return;
    const body = { url: url.trim(), types };
    sending.mutate(
      endpoint
        ? { path: `/webhook-endpoints/${endpoint.id}`, method: 'PATCH', body, askedAt }
        : { path: '/webhook-endpoints', body, askedAt },
      {
        onSuccess(made) {
          if (endpoint) toast('The receiver is changed.');
          else onSecret?.(made);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={endpoint ? 'Change the receiver' : 'A new receiver'}
      description="It answers with a status from 200 to 299 within ten seconds."
    >
      <form onSubmit={submit} noValidate className="space-y-5">
        <Field
          label="Address"
          type="url"
          inputMode="url"
          placeholder="https://"
          maxLength={2000}
          value={url}
          onChange={(event) => setUrl(event.target.value)}
          error={lacks.url ? 'Give the whole address, beginning with https://.' : undefined}
        />
        <Types chosen={types} onToggle={toggle} isLacking={lacks.types} />
        {sending.error && (
          <Notice tone="bad">
            <p>{messageOf(sending.error)}</p>
          </Notice>
        )}
        <Buttons>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" look="flame" busy={sending.isPending} busyText="Saving…">
            {endpoint ? 'Save' : 'Add it'}
          </Button>
        </Buttons>
      </form>
    </Dialog>
  );
}

function Types({
  chosen,
  onToggle,
  isLacking,
}: {
  chosen: readonly WebhookType[];
  onToggle: (type: WebhookType, isOn: boolean) => void;
  isLacking: boolean;
}) {
  return (
    <div className="space-y-4">
      {isLacking && (
        <Notice tone="bad">
          <p>Choose at least one event.</p>
        </Notice>
      )}
      {TYPE_GROUPS.map(({ name, types }) => (
        <fieldset key={name}>
          <legend className="mb-1 font-medium">{name}</legend>
          <div className="grid gap-x-4 sm:grid-cols-2">
            {types.map((type) => (
              <Checkbox
                key={type}
                label={<span className="break-words">{type}</span>}
                checked={chosen.includes(type)}
                onChange={(event) => onToggle(type, event.target.checked)}
              />
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
