'use client';

import { useSession } from '@/lib/session';
import type { Page } from '@/lib/types';
import { useTalkLive } from '@/talk/live';
import { useRenewTalk, useUnread } from '@/talk/queries';
import { waitsForSeller, type ListedReturn } from '../fulfil/listed-return';
import { SELLERS, STAFF, type RefundView } from '../types';
import { itemsOf, REFUNDS_FOR_SELLER, REFUNDS_FOR_SUPPORT, useList, useThing } from './queries';
import type { AttentionItem } from './types';

/** What of a panel may wait for somebody: `refunds` for a seller, `decisions` about refunds for support. */
export type WaitsFor = 'messages' | 'refunds' | 'returns' | 'attention' | 'decisions';

/** How often it is counted on pages that do not show it themselves, in ms. */
const COUNT_POLL_MS = 30_000;

const FOR_STAFF: readonly WaitsFor[] = ['attention', 'decisions'];

/** What is said of their number. */
export const WAITING_WORDS: Record<WaitsFor, string> = {
  messages: 'unread',
  refunds: 'to decide',
  returns: 'to decide',
  attention: 'to decide',
  decisions: 'to decide',
};

/** How much waits of each kind; of what is not for this person, or not asked for, nothing. */
export function useWaits(kinds: readonly WaitsFor[]): Record<WaitsFor, number> {
  const session = useSession();
  const actor = session.status === 'present' ? session.session.actor : null;
  const sellerId = actor && SELLERS.includes(actor.role) ? actor.sellerId : undefined;
  const of = (kind: WaitsFor) =>
    kinds.includes(kind) && (FOR_STAFF.includes(kind) ? !!actor && STAFF.includes(actor.role) : !!sellerId);

  const refunds = useList<RefundView>(
    `/sellers/${sellerId}/refunds`,
    REFUNDS_FOR_SELLER,
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
  const decisions = useList<RefundView>('/refunds', REFUNDS_FOR_SUPPORT, COUNT_POLL_MS, of('decisions'));
  // Told at once where the socket stands, counted now and then where not.
  const renew = useRenewTalk();
  useTalkLive(null, of('messages'), { onSent: renew, onRead: renew });
  const unread = useUnread(of('messages'));

  return {
    messages: of('messages') ? (unread.data?.seller ?? 0) : 0,
    refunds: of('refunds') ? (itemsOf(refunds)?.length ?? 0) : 0,
    returns: of('returns') ? (itemsOf(returns)?.filter(waitsForSeller).length ?? 0) : 0,
    attention: of('attention') ? (attention.data?.items.length ?? 0) : 0,
    decisions: of('decisions') ? (itemsOf(decisions)?.length ?? 0) : 0,
  };
}

/** Altogether. The refunds that support decide about stand in their queue too, and are counted once. */
export function sumOf(kinds: readonly WaitsFor[], waiting: Record<WaitsFor, number>): number {
  return kinds.reduce((sum, kind) => sum + (kind === 'decisions' ? 0 : waiting[kind]), 0);
}
