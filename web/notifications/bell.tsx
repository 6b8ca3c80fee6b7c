'use client';

import Link from 'next/link';
import { useEffect, useEffectEvent } from 'react';
import { useSession } from '@/lib/session';
import { useRenewLists } from '@/panels/queries';
import { Icon } from '@/ui/icon';
import { toast } from '@/ui/toast';
import { useInboxLive } from './live';
import { useChangePreferences, usePreferences, useRenewNotices, useUnreadNotices } from './queries';
import { ring } from './sound';

interface BellProps {
  /** The page of notices in this part of Caravan. */
  href: string;
  className: string;
  /** Whether an order that arrives is said aloud here. */
  rings?: boolean;
}

/** The way to the notices, with how many are unread; told at once while the line stands. */
export function Bell({ href, className, rings = false }: BellProps) {
  const session = useSession();
  const role = session.status === 'present' ? session.session.actor.role : null;
  const isKnown = role !== null && role !== 'guest';
  const renew = useRenewNotices();
  const renewLists = useRenewLists();
  const preferences = usePreferences(role !== null).data;
  const count = useUnreadNotices(isKnown).data?.unread ?? 0;
  useInboxLive(isKnown, (kind) => {
    renew();
    if (!rings) return;
    renewLists();
    if (kind !== 'new-order') return;
    if (preferences?.sound) ring();
    toast('A new order has arrived.', {
      action: (
        <Link href="/seller/orders" className="font-medium whitespace-nowrap text-oasis underline">
          See it
        </Link>
      ),
    });
  });
  useLearn();
  if (!isKnown) return null;
  return (
    <Link href={href} className={className}>
      <Icon name="bell" size={22} />
      <span className="sr-only">Notices</span>
      {count > 0 && (
        <span className="figures absolute -top-0.5 left-6 flex h-5 min-w-5 items-center justify-center rounded-chip bg-flame px-1 text-small font-semibold text-on-flame">
          {count > 98 ? '99+' : count}
          <span className="sr-only"> unread</span>
        </span>
      )}
    </Link>
  );
}

/** Mails are written in the language and the time of the browser, until their reader says otherwise. */
function useLearn(): void {
  const said = usePreferences().data;
  const change = useChangePreferences();
  const isUnsaid = said !== undefined && (said.timeZone === null || said.locale === null);
  const learn = useEffectEvent(() => {
    if (!said || change.isPending || change.isError) return;
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    change.mutate({
      ...(said.locale === null && { locale: navigator.language.startsWith('de') ? 'de' : 'en' }),
      ...(said.timeZone === null && timeZone && { timeZone }),
    });
  });
  useEffect(() => {
    if (isUnsaid) learn();
  }, [isUnsaid]);
}
