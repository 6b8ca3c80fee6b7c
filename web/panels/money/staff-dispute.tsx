'use client';

import { useState, type FormEvent } from 'react';
import { messageOf } from '@/lib/problem';
import { useFormat } from '@/lib/surroundings';
import { Button } from '@/ui/button';
import { Moment } from '@/ui/clock';
import { TextArea } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { Buttons } from '../buttons';
import { Gate } from '../gate';
import { NoteDialog } from '../note-dialog';
import { OutLink } from '../out-link';
import { Part } from '../part';
import { PaymentPart } from '../payment-part';
import { ACTORS, STAFF } from '../types';
import { DisputePage, DisputeStory, DueBand, Gathered } from './dispute-page';
import { useSend } from './queries';
import type { DisputeView } from './types';

const MAX_EVIDENCE = 20_000;

/** A dispute as staff answer it: the clock, the evidence to send, and giving up. */
export function StaffDispute({ disputeId }: { disputeId: string }) {
  return (
    <Gate roles={STAFF} whom="Caravan's staff">
      {() => (
        <DisputePage disputeId={disputeId} home="/staff/disputes">
          {(dispute) => <Content dispute={dispute} />}
        </DisputePage>
      )}
    </Gate>
  );
}

function Content({ dispute }: { dispute: DisputeView }) {
  return (
    <>
      <DueBand dispute={dispute} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="space-y-6">
          <Answer dispute={dispute} />
          {dispute.parts.map((part) => (
            <Gathered key={part.orderId} part={part} orderHref={`/staff/orders/${part.orderId}`} />
          ))}
        </div>
        <div className="space-y-6">
          <DisputeStory dispute={dispute} />
          <PaymentPart paymentId={dispute.paymentId} />
          {dispute.links && (
            <p>
              <OutLink href={dispute.links.temporal}>Workflow of the dispute</OutLink>
            </p>
          )}
        </div>
      </div>
    </>
  );
}

/** The evidence to send while it can be sent; what was sent, or why it was given up, afterwards. */
function Answer({ dispute }: { dispute: DisputeView }) {
  const { submission, concession } = dispute;
  if (dispute.actions.includes('submit')) return <EvidenceForm dispute={dispute} />;
  if (concession) {
    return (
      <Part title="Why it was given up">
        <blockquote className="border-l-2 border-line pl-3">{concession.note}</blockquote>
        <p className="mt-1 pl-3.5 text-small text-muted">
          {ACTORS[concession.by.role]}, <Moment at={concession.at} />
        </p>
      </Part>
    );
  }
  if (submission) {
    return (
      <Part title="What the bank was sent">
        <p className="mb-3 text-small text-muted">
          {submission.submittedAt ? (
            <>
              Sent by {ACTORS[submission.by.role]}, <Moment at={submission.submittedAt} />
            </>
          ) : (
            'It is being sent.'
          )}
        </p>
        <p className="max-w-prose break-words whitespace-pre-wrap">{submission.text}</p>
      </Part>
    );
  }
  return null;
}

function EvidenceForm({ dispute }: { dispute: DisputeView }) {
  const sending = useSend();
  const draft = dispute.draft ?? '';
  // What is written here is kept while the draft grows in the background; null follows the draft.
  const [written, setWritten] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const [conceding, setConceding] = useState(false);
  const text = written ?? draft;
  const [basis, setBasis] = useState<string | null>(null);
  const isOutdated = written !== null && basis !== null && basis !== draft;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!text.trim());
    if (!text.trim() || sending.isPending) return;
    sending.mutate(
      {
        path: `/disputes/${dispute.id}/evidence`,
        body: written === null ? {} : { text: written.trim() },
      },
      { onSuccess: () => toast('Sent. The bank decides now.') },
    );
  };

  return (
    <Part title="The evidence">
      <form onSubmit={submit} noValidate>
        <TextArea
          label="What the bank will read"
          hint="Written from our records and the seller's words. Change it as you like."
          rows={14}
          maxLength={MAX_EVIDENCE}
          value={text}
          onChange={(event) => {
            if (written === null) setBasis(draft);
            setWritten(event.target.value);
          }}
          error={missing ? 'Write what speaks for the shop. Nothing was sent.' : undefined}
        />
        {isOutdated && (
          <Notice
            tone="info"
            className="mt-3"
            title="Something was added since you began to write"
            action={
              <Button
                size="small"
                onClick={() => {
                  setWritten(null);
                  setBasis(null);
                }}
              >
                Begin again from all that is known
              </Button>
            }
          >
            <p>You find it below. Your text is kept as you wrote it.</p>
          </Notice>
        )}
        {sending.error && (
          <Notice tone="bad" className="mt-4">
            <p>{messageOf(sending.error)}</p>
          </Notice>
        )}
        <Buttons>
          <Button look="quiet" onClick={() => setConceding(true)}>
            Give it up…
          </Button>
          <Button type="submit" look="flame" busy={sending.isPending} busyText="Sending to the bank…">
            Send to the bank
          </Button>
        </Buttons>
      </form>
      {conceding && <ConcedeDialog dispute={dispute} onClose={() => setConceding(false)} />}
    </Part>
  );
}

function ConcedeDialog({ dispute, onClose }: { dispute: DisputeView; onClose: () => void }) {
  const format = useFormat();
  const amount = format.money(dispute.amountMinor, dispute.currency);
  return (
    <NoteDialog
      title="Give this dispute up"
      description={`${amount} goes back to the buyer and is taken off what the seller is paid. This cannot be undone.`}
      label="Why?"
      missing="Say why; it stays in the story. Nothing was done yet."
      confirm="Give it up"
      busy="Giving up…"
      look="alarm"
      done="Given up. The bank is being told."
      request={(note) => ({ path: `/disputes/${dispute.id}/concessions`, body: { note } })}
      onClose={onClose}
    />
  );
}
