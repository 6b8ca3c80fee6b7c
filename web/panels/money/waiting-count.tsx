'use client';

import { useSession } from '@/lib/session';
import type { Page } from '@/lib/types';
import { useTalkLive } from '@/talk/live';
import { useRenewTalk, useUnread } from '@/talk/queries';
import { waitsForSeller, type ListedReturn } from '../fulfil/listed-return';
import { SELLERS, STAFF, type RefundView } from '../types';
import { itemsOf, useList, useThing } from './queries';
import type { AttentionItem } from './types';

/** What of a panel may wait for somebody. */
export type WaitsFor = 'messages' | 'refunds' | 'returns' | 'attention';

/** How often it is counted on pages that do not show it themselves, in ms. */
const COUNT_POLL_MS = 30_000;

/** How much waits in a room of the panel; nothing for those whom it is not for. */
export function WaitingCount({ what }: { what: WaitsFor }) {
  const session = useSession();
  if (session.status !== 'present') return null;
  const { role, sellerId } = session.session.actor;
  if (what === 'returns') return SELLERS.includes(role) && sellerId && <Returns sellerId={sellerId} />;
  if (what === 'messages') return SELLERS.includes(role) && sellerId && <Messages />;
  if (what === 'refunds') return SELLERS.includes(role) && sellerId && <Refunds sellerId={sellerId} />;
  return STAFF.includes(role) && <Attention />;
}

function Refunds({ sellerId }: { sellerId: string }) {
  const filters = { status: 'awaiting-approval', limit: '50' };
  const query = useList<RefundView>(`/sellers/${sellerId}/refunds`, filters, COUNT_POLL_MS);
  return <Count count={itemsOf(query)?.length ?? 0} />;
}

function Returns({ sellerId }: { sellerId: string }) {
  const query = useList<ListedReturn>(`/sellers/${sellerId}/returns`, { open: 'true' }, COUNT_POLL_MS);
  return <Count count={itemsOf(query)?.filter(waitsForSeller).length ?? 0} />;
}

/** Told at once where the socket stands, counted now and then where not. */
function Messages() {
  const renew = useRenewTalk();
  useTalkLive(null, true, { onSent: renew, onRead: renew });
  return <Count count={useUnread().data?.seller ?? 0} word="unread" />;
}

function Attention() {
  const { data } = useThing<Pick<Page<AttentionItem>, 'items'>>('/attention', COUNT_POLL_MS);
  return <Count count={data?.items.length ?? 0} />;
}

/** Its place is kept while it is not known, so that the rooms beside it stand still. */
function Count({ count, word = 'to decide' }: { count: number; word?: string }) {
  return (
    <span className="ml-1.5 inline-flex h-5 min-w-5 items-center justify-center">
      {count > 0 && (
        <span className="figures inline-flex h-5 min-w-5 items-center justify-center rounded-chip bg-flame px-1 text-small font-semibold text-on-flame">
          {count}
          <span className="sr-only"> {word}</span>
        </span>
      )}
    </span>
  );
}
