'use client';

import Link from 'next/link';
import { useState } from 'react';
import { ApiProblem, messageOf } from '@/lib/problem';
import { Failed } from '@/shop/failed';
import { Button, ButtonLink } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Loading, Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { Composer } from './composer';
import { MessageList } from './message-list';
import { useConversation, useTell } from './queries';
import { ReportDialog } from './report-dialog';
import { useThread } from './use-thread';
import type { ConversationView } from './types';

interface ConversationProps {
  id: string;
  /** Where the list of conversations is. */
  back: string;
}

/** A conversation: whom with, about what, and everything that was written. */
export function Conversation({ id, back }: ConversationProps) {
  const { data, error, refetch } = useConversation(id);
  if (error && !data) {
    const isGone = error instanceof ApiProblem && error.status === 404;
    return isGone ? <NotHere back={back} /> : <Failed error={error} onRetry={() => void refetch()} />;
  }
  if (!data) {
    return (
      <Loading label="Loading the conversation" className="space-y-4">
        <Skeleton className="h-9 w-56" />
        <Skeleton className="h-96 rounded-card" />
      </Loading>
    );
  }
  return <Talk conversation={data} back={back} />;
}

function Talk({ conversation, back }: { conversation: ConversationView; back: string }) {
  const { id, side, blockedBy } = conversation;
  const other = side === 'buyer' ? conversation.sellerName : conversation.buyerName;
  const thread = useThread(id, side !== 'staff');
  const { query, isOtherTyping } = thread;
  return (
    <div className="mx-auto max-w-3xl">
      <nav aria-label="Where you are" className="mb-3 text-small text-muted">
        <Link href={back} className="hover:underline">
          {side === 'staff' ? 'Reported messages' : 'Messages'}
        </Link>
      </nav>
      <div className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-title wrap-anywhere">
            {side === 'staff' ? `${conversation.buyerName} and ${conversation.sellerName}` : other}
          </h1>
          <p className="text-muted wrap-anywhere">
            <Subject conversation={conversation} />
          </p>
        </div>
        {side !== 'staff' && <Acts conversation={conversation} other={other} />}
      </div>
      <section aria-label="Messages" className="overflow-hidden rounded-card border border-line bg-surface">
        {query.error && !query.data ? (
          <div className="p-4">
            <Failed error={query.error} onRetry={() => void query.refetch()} />
          </div>
        ) : (
          <MessageList thread={thread} conversation={conversation} other={other} />
        )}
        <p aria-live="polite" className="min-h-7 px-4 text-small text-muted">
          {isOtherTyping ? `${other} is writing…` : ''}
        </p>
        {side === 'staff' ? null : blockedBy ? (
          <div className="border-t border-line p-4">
            <Blocked by={blockedBy} other={other} />
          </div>
        ) : (
          <Composer to={other} onSend={thread.send} onTyping={thread.typing} />
        )}
      </section>
    </div>
  );
}

/** What it is about, with the way there. */
function Subject({ conversation: { subject, side } }: { conversation: ConversationView }) {
  const label = subject.type === 'order' ? `About the order: ${subject.title}` : `About: ${subject.title}`;
  const area = side === 'buyer' ? '' : side === 'seller' ? '/seller' : '/staff';
  const href = subject.type === 'order' ? `${area}/orders/${subject.id}` : `/p/${subject.id}`;
  return (
    <Link href={href} prefetch={false} className="link">
      {label}
    </Link>
  );
}

function Blocked({ by, other }: { by: 'me' | 'other'; other: string }) {
  return by === 'me' ? (
    <p>You have blocked messages between you and {other}. Unblock above if you want to write again.</p>
  ) : (
    <p>
      {other} takes no messages from you at present. If something is wrong with an order, open it and ask for
      help there.
    </p>
  );
}

function Acts({ conversation, other }: { conversation: ConversationView; other: string }) {
  const [isReporting, setReporting] = useState(false);
  const tell = useTell<ConversationView>();
  const { id, blockedBy, isReported } = conversation;
  const isBlocked = blockedBy === 'me';
  const turn = () =>
    tell.mutate(
      { path: `/conversations/${id}/block`, method: 'PUT', body: { blocked: !isBlocked } },
      {
        onSuccess: () =>
          toast(isBlocked ? `${other} can write to you again.` : `${other} cannot write to you any more.`),
        onError: (error) => toast(messageOf(error), { tone: 'failed' }),
      },
    );
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="small" onClick={turn} busy={tell.isPending}>
        {isBlocked ? 'Unblock' : 'Block'}
        <span className="sr-only"> {other}</span>
      </Button>
      <Button size="small" onClick={() => setReporting(true)} disabled={isReported}>
        {isReported ? 'Reported' : 'Report'}
      </Button>
      {isReporting && (
        <ReportDialog
          path={`/conversations/${id}`}
          title="Report this conversation"
          description="Our staff can read it from then on, and decide. The other side is not told who asked."
          onClose={() => setReporting(false)}
        />
      )}
    </div>
  );
}

function NotHere({ back }: { back: string }) {
  return (
    <EmptyState
      level={1}
      title="This conversation is not to be seen here"
      action={<ButtonLink href={back}>To the messages</ButtonLink>}
    >
      <p>It may belong to another account.</p>
    </EmptyState>
  );
}
