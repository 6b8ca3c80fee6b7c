'use client';

import { useState, type FormEvent } from 'react';
import { newKey } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { Gate } from '@/panels/gate';
import { PageHead } from '@/panels/money/list';
import { STAFF } from '@/panels/types';
import { Button } from '@/ui/button';
import { Moment } from '@/ui/clock';
import { EmptyState } from '@/ui/empty-state';
import { TextArea } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { Conversation } from './conversation';
import { ConversationList } from './conversation-list';
import { useConversation, useTell } from './queries';
import type { ConversationView } from './types';
import { reasonWords } from './words';

/** Conversations that one of the two asked staff to look at. Others are not for staff to read. */
export function StaffMessages() {
  return (
    <Gate roles={STAFF} whom="Caravan's staff">
      {() => (
        <div className="page pt-8 [&>*]:max-w-4xl">
          <PageHead title="Reported messages">
            Buyers and sellers write to each other in private. What one of them reports, we read.
          </PageHead>
          <ConversationList
            path="/reported-conversations?limit=30"
            under="/staff/messages"
            empty={
              <EmptyState title="Nothing waits">
                <p>What is reported comes here.</p>
              </EmptyState>
            }
          />
        </div>
      )}
    </Gate>
  );
}

export function StaffConversation({ id }: { id: string }) {
  return (
    <Gate roles={STAFF} whom="Caravan's staff">
      {() => (
        <div className="page pt-6">
          <Conversation id={id} back="/staff/messages" />
          <Reports id={id} />
        </div>
      )}
    </Gate>
  );
}

/** Who reported it and why, and the end of it. */
function Reports({ id }: { id: string }) {
  const conversation = useConversation(id).data;
  if (!conversation?.reports) return null;
  return (
    <section aria-labelledby="reports" className="mx-auto mt-6 max-w-3xl">
      <h2 id="reports" className="mb-2 text-lead">
        Reports
      </h2>
      <ul className="space-y-1">
        {conversation.reports.map((report) => (
          <li key={`${report.by} ${report.at}`}>
            <span className="font-medium">{reasonWords(report.reason)}</span> (
            {report.by === 'buyer' ? conversation.buyerName : conversation.sellerName},{' '}
            <Moment at={report.at} />){report.note && `: ${report.note}`}
          </li>
        ))}
      </ul>
      {conversation.isReported ? (
        <CloseForm conversation={conversation} />
      ) : (
        <p className="mt-3 text-muted">Looked at.</p>
      )}
    </section>
  );
}

function CloseForm({ conversation }: { conversation: ConversationView }) {
  const [note, setNote] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [key] = useState(newKey);
  const tell = useTell();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(note.trim() === '');
    if (note.trim() === '') return;
    tell.mutate(
      { path: `/conversations/${conversation.id}/report-closures`, body: { note }, idempotencyKey: key },
      { onSuccess: () => toast('It does not wait any more.') },
    );
  };
  return (
    <form onSubmit={submit} noValidate className="mt-4">
      <TextArea
        label="What came of it"
        hint="It stays in the log."
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        {...(isMissing ? { error: 'Say what came of it; nothing was changed.' } : {})}
      />
      {tell.error && (
        <Notice tone="bad" className="mt-4">
          <p>{messageOf(tell.error)}</p>
        </Notice>
      )}
      <div className="mt-3 text-right">
        <Button type="submit" look="ink" busy={tell.isPending} busyText="Sending…">
          Looked at it
        </Button>
      </div>
    </form>
  );
}
