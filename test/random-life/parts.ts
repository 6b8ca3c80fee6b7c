import { isRefused, press, seen } from '../faults/pressing';
import { sellerOf, type Stage } from '../faults/stage';
import type { Visitor } from '../shopper/shopper';
import type { Back, Parts } from './life';

const ONE = [{ lineId: '1', quantity: 1 }];
const OVER = ['closed', 'cancelled', 'lost', 'returned'];

/**
 * One unit is declined or not, one leaves, and may be asked back while the rest is still there; then the rest leaves
 * or is cancelled. Where there is no rest the shop says no.
 */
export async function shipInParts(
  stage: Stage,
  buyer: Visitor,
  orderId: string,
  parts: Parts,
): Promise<void> {
  const seller = await sellerOf(stage, orderId);
  const declined = parts.declines ? [{ lineId: '1', quantity: 1, reason: 'out-of-stock' as const }] : [];
  const accepted = await press('accept a part', (key) => seller.acceptPart(orderId, declined, key));
  if (isRefused(accepted)) return;
  await press('pack one', (key) => seller.pack(orderId, ONE, key));
  const left = await press('ship one', (key) => seller.shipParcel(orderId, `${orderId}-d1`, key));
  if (!isRefused(left)) {
    await seen(
      'the first parcel to end',
      () => buyer.order(orderId),
      ({ parcels, status }) =>
        OVER.includes(status) ||
        !['packed', 'shipping', 'shipped'].includes(parcels?.[0]?.status ?? 'packed'),
      ({ parcels, status }) => `${status}, parcel ${parcels?.[0]?.status ?? 'none'}`,
    );
    if (parts.back) await sendBack(buyer, seller, orderId, parts.back);
  }
  await press('deal with the rest', (key) => {
    if (parts.rest === 'shipped') return seller.ship(orderId, key);
    return parts.rest === 'cancelled'
      ? seller.cancel(orderId, 'out-of-stock', key)
      : buyer.cancel(orderId, 'changed-mind', key);
  });
}

/** What is not looked at in time is found good, so a story that is told no can leave. */
async function sendBack(buyer: Visitor, seller: Visitor, orderId: string, back: Back): Promise<void> {
  const request = { lines: ONE, reason: 'changed-mind' as const };
  const asked = await press('ask to return', (key) => buyer.requestReturn(orderId, request, key));
  if (isRefused(asked)) return;
  const returnId = asked.returns?.at(-1)?.id ?? `${orderId}-ret1`;
  const step = (by: Visitor, what: string, body: object) =>
    press(what, (key) => by.stepReturn(orderId, returnId, what, body, key));
  const note = 'It was worn.';
  await step(seller, 'decisions', {
    decision: back.decision,
    ...(back.decision === 'reject' && { note }),
    ...(back.decision === 'offer' && { amountMinor: 1 }),
  });
  if (back.decision === 'offer') await step(buyer, 'answers', { accept: back.keeps });
  if (back.decision === 'reject' || (back.decision === 'offer' && back.keeps)) return;
  await seen(
    'what is sent back to arrive',
    () => buyer.order(orderId),
    ({ returns, status }) =>
      OVER.includes(status) ||
      !['requested', 'offered', 'approved'].includes(
        returns?.find(({ id }) => id === returnId)?.status ?? 'expired',
      ),
    ({ returns }) => returns?.at(-1)?.status ?? 'none',
  );
  await step(seller, 'inspections', back.good ? {} : { accepted: [], note });
}
