'use client';

import { useState, type FormEvent } from 'react';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { TextArea } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { Gate } from '../gate';
import { Part } from '../part';
import { SELLERS } from '../types';
import { DisputePage, DisputeStory, DueBand, Gathered } from './dispute-page';
import { useSend } from './queries';
import type { DisputePart, DisputeView } from './types';

const MAX_STATEMENT = 4000;

/** A dispute about a seller's order: what was gathered, and the seller's own words. */
export function SellerDispute({ disputeId }: { disputeId: string }) {
  return (
    <Gate roles={SELLERS} whom="sellers">
      {() => (
        <DisputePage disputeId={disputeId} home="/seller/disputes">
          {(dispute) => <Content dispute={dispute} />}
        </DisputePage>
      )}
    </Gate>
  );
}

function Content({ dispute }: { dispute: DisputeView }) {
  const maySay = dispute.actions.includes('state');
  return (
    <>
      <DueBand dispute={dispute} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="space-y-6">
          {dispute.parts.map((part) => (
            <div key={part.orderId} className="space-y-6">
              {maySay && <Say disputeId={dispute.id} part={part} />}
              <Gathered part={part} orderHref={`/seller/orders/${part.orderId}`} />
            </div>
          ))}
        </div>
        <DisputeStory dispute={dispute} />
      </div>
    </>
  );
}

function Say({ disputeId, part }: { disputeId: string; part: DisputePart }) {
  const sending = useSend();
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim();
    setMissing(!said);
    if (!said || sending.isPending) return;
    sending.mutate(
      { path: `/disputes/${disputeId}/statements`, body: { orderId: part.orderId, text: said } },
      {
        onSuccess: () => {
          setText('');
          toast('Added. Support sends it to the bank with the rest.');
        },
      },
    );
  };
  return (
    <Part title="What happened, in your words">
      <form onSubmit={submit} noValidate>
        <TextArea
          label="Your statement"
          hint="How it was packed, what you wrote to each other, who took the parcel. The bank reads it as it stands."
          rows={5}
          maxLength={MAX_STATEMENT}
          value={text}
          onChange={(event) => setText(event.target.value)}
          error={missing ? 'Write a sentence or two first. Nothing was added.' : undefined}
        />
        {sending.error && (
          <Notice tone="bad" className="mt-4">
            <p>{messageOf(sending.error)}</p>
          </Notice>
        )}
        <div className="mt-4 flex justify-end">
          <Button
            type="submit"
            look="flame"
            busy={sending.isPending}
            busyText="Adding…"
            className="max-sm:w-full"
          >
            Add it
          </Button>
        </div>
      </form>
    </Part>
  );
}
