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

/** What is said of their number. */
export const WAITING_WORDS: Record<WaitsFor, string> = {
  messages: 'unread',
  refunds: 'to decide',
  returns: 'to decide',
  attention: 'to decide',
};

/** How much waits of each kind; of what is not for this person, or not asked for, nothing. */
export function useWaits(kinds: readonly WaitsFor[]): Record<WaitsFor, number> {
  const session = useSession();
  const actor = session.status === 'present' ? session.session.actor : null;
  const sellerId = actor && SELLERS.includes(actor.role) ? actor.sellerId : undefined;
  const of = (kind: WaitsFor) =>
    kinds.includes(kind) && (kind === 'attention' ? !!actor && STAFF.includes(actor.role) : !!sellerId);

  const refunds = useList<RefundView>(
    `/sellers/${sellerId}/refunds`,
    { status: 'awaiting-approval', limit: '50' },
    COUNT_POLL_MS,
    of('refunds'),
  );
  const returns = useList<ListedReturn>(
    `/sellers/${sellerId}/returns`,
    { open: 'true' },
    COUNT_POLL_MS,
    of('returns'),
  );
  const attention = useThing<Pick<Page<AttentionItem>, 'items'>>(
    '/attention',
    COUNT_POLL_MS,
    of('attention'),
  );
  // Told at once where the socket stands, counted now and then where not.
  const renew = useRenewTalk();
  useTalkLive(null, of('messages'), { onSent: renew, onRead: renew });
  const unread = useUnread(of('messages'));

  return {
    messages: of('messages') ? (unread.data?.seller ?? 0) : 0,
    refunds: of('refunds') ? (itemsOf(refunds)?.length ?? 0) : 0,
    returns: of('returns') ? (itemsOf(returns)?.filter(waitsForSeller).length ?? 0) : 0,
    attention: of('attention') ? (attention.data?.items.length ?? 0) : 0,
  };
}
