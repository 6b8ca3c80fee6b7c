'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { List } from '@/panels/money/list';
import { classes } from '@/ui/classes';
import { Moment } from '@/ui/clock';
import { CountBadge } from '@/ui/count-badge';
import { useTalkLive } from './live';
import { useRenewTalk, useTalkList } from './queries';
import type { ConversationView } from './types';

interface ConversationListProps {
  /** The list of the API. */
  path: string;
  /** Where one of them is shown: before its id. */
  under: string;
  /** In place of a list with nothing in it. */
  empty: ReactNode;
}

/** Conversations, the latest first; those with something unread stand out. */
export function ConversationList({ path, under, empty }: ConversationListProps) {
  const renew = useRenewTalk();
  const query = useTalkList<ConversationView>(path);
  useTalkLive(null, true, { onSent: renew, onRead: renew });
  return (
    <List title="Conversations" quietTitle query={query} keyOf={({ id }) => id} empty={empty}>
      {(conversation) => <Row conversation={conversation} href={`${under}/${conversation.id}`} />}
    </List>
  );
}

function Row({ conversation, href }: { conversation: ConversationView; href: string }) {
  const { side, buyerName, sellerName, subject, last, unread } = conversation;
  const other =
    side === 'staff' ? `${buyerName} and ${sellerName}` : side === 'buyer' ? sellerName : buyerName;
  return (
    <Link
      href={href}
      prefetch={false}
      className="block px-4 py-3.5 hover:bg-sunk focus-visible:-outline-offset-2 md:px-5"
    >
      <span className="flex items-baseline justify-between gap-4">
        <span className={classes('truncate', unread > 0 ? 'font-semibold' : 'font-medium')}>{other}</span>
        {last && (
          <span className="shrink-0 text-small text-muted">
            <Moment at={last.at} />
          </span>
        )}
      </span>
      <span className="block truncate text-small text-muted">
        {subject.type === 'order' ? 'Order: ' : ''}
        {subject.title}
      </span>
      <span className="mt-0.5 flex items-baseline justify-between gap-4">
        <span className={classes('truncate', unread > 0 ? 'font-medium' : 'text-muted')}>
          {last && last.from === side && 'You: '}
          {last?.text || 'A picture'}
        </span>
        <CountBadge count={unread} word="unread" />
      </span>
    </Link>
  );
}
