'use client';

import Link from 'next/link';
import { CountBadge } from '@/ui/count-badge';
import { Icon } from '@/ui/icon';
import { useTalkLive } from './live';
import { useRenewTalk, useUnread } from './queries';

/** The way to the messages, with how many conversations have something new; told at once where the line stands. */
export function MessagesLink({ className }: { className: string }) {
  const renew = useRenewTalk();
  const count = useUnread().data?.buyer ?? 0;
  useTalkLive(null, true, { onSent: renew, onRead: renew });
  return (
    <Link href="/messages" className={className}>
      <Icon name="message" size={22} />
      <span className="max-lg:sr-only">Messages</span>
      <span className="absolute -top-0.5 left-6">
        <CountBadge count={count} word="unread" />
      </span>
    </Link>
  );
}
