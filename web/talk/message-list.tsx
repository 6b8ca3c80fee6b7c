'use client';

import { Fragment, useEffect, useRef, useState } from 'react';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { Moment } from '@/ui/clock';
import { Loading, Skeleton } from '@/ui/skeleton';
import { Pictures } from './one-review';
import { beginsDay } from './thread';
import type { useThread, Outgoing } from './use-thread';
import type { ConversationView, Message } from './types';

interface MessageListProps {
  thread: ReturnType<typeof useThread>;
  conversation: ConversationView;
  /** The name of who one writes with. */
  other: string;
}

/** Everything that was written, the newest at the end and in sight; what is new is read out. */
export function MessageList({ thread, conversation, other }: MessageListProps) {
  const { query, items, outgoing } = thread;
  const end = useRef<HTMLDivElement>(null);
  const [isLoading, setLoading] = useState(false);
  const last = items.at(-1)?.sequence ?? 0;
  useEffect(() => {
    const frame = end.current?.parentElement;
    if (frame) frame.scrollTop = frame.scrollHeight;
  }, [last, outgoing.length]);

  const older = async () => {
    setLoading(true);
    await thread.loadOlder().catch(() => {});
    setLoading(false);
  };
  const { side, readByOther } = conversation;
  const isMine = ({ from }: Message) => from === (side === 'staff' ? 'seller' : side);
  const nameOf = ({ from }: Message) => (from === 'buyer' ? conversation.buyerName : conversation.sellerName);
  const lastMine = items.findLast(isMine);

  return (
    <div
      role="log"
      aria-label={`Messages with ${other}`}
      tabIndex={0}
      className="h-[26rem] max-h-[60dvh] overflow-y-auto p-4 focus-visible:-outline-offset-2"
    >
      {query.isPending && (
        <Loading label="Loading the messages" className="space-y-3">
          <Skeleton className="h-14 w-3/5" />
          <Skeleton className="ml-auto h-14 w-1/2" />
          <Skeleton className="h-14 w-2/5" />
        </Loading>
      )}
      {query.data?.hasMore && (
        <div className="mb-4 text-center">
          <Button size="small" busy={isLoading} busyText="Loading…" onClick={() => void older()}>
            Show older ones
          </Button>
        </div>
      )}
      {query.data && items.length === 0 && outgoing.length === 0 && (
        <p className="py-10 text-center text-muted">Nothing is written yet.</p>
      )}
      <ol className="space-y-3">
        {items.map((message, index) => (
          <Fragment key={message.sequence}>
            {beginsDay(message, items[index - 1]) && (
              <li className="pt-2 text-center text-small text-muted">
                <Moment at={message.at} style="long" />
              </li>
            )}
            <li className={classes('flex flex-col', isMine(message) ? 'items-end' : 'items-start')}>
              <Bubble isMine={isMine(message)} text={message.text}>
                <Pictures pictures={message.pictures} by={nameOf(message)} />
              </Bubble>
              <p className="mt-0.5 text-small text-muted">
                <span className={side === 'staff' ? undefined : 'sr-only'}>{nameOf(message)}, </span>
                <Moment at={message.at} style="time" />
                {side !== 'staff' && message === lastMine && message.sequence <= readByOther && ' · read'}
              </p>
            </li>
          </Fragment>
        ))}
        {outgoing.map((message) => (
          <Leaving key={message.clientId} message={message} thread={thread} />
        ))}
      </ol>
      <div ref={end} />
    </div>
  );
}

function Bubble({ isMine, text, children }: { isMine: boolean; text: string; children?: React.ReactNode }) {
  return (
    <div
      className={classes(
        'max-w-[85%] rounded-card px-3.5 py-2.5',
        isMine ? 'bg-oasis-soft' : 'border border-line bg-ground',
      )}
    >
      {text && <p className="whitespace-pre-line wrap-anywhere">{text}</p>}
      {children}
    </div>
  );
}

/** A message that has not arrived yet; when it does not, it is kept for another try. */
function Leaving({ message, thread }: { message: Outgoing; thread: MessageListProps['thread'] }) {
  return (
    <li className="flex flex-col items-end">
      <Bubble isMine text={message.text}>
        <Pictures pictures={message.pictures} by="you" />
      </Bubble>
      {message.failed === null ? (
        <p className="mt-0.5 text-small text-muted">Sending…</p>
      ) : (
        <div className="mt-1 max-w-[85%] text-right text-small">
          <p className="text-alarm">{message.failed}</p>
          <p className="mt-1 flex justify-end gap-2">
            <Button size="small" onClick={() => thread.drop(message.clientId)}>
              Take it back
            </Button>
            <Button size="small" look="ink" onClick={() => thread.sendAgain(message)}>
              Send again
            </Button>
          </p>
        </div>
      )}
    </li>
  );
}
