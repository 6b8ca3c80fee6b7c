import type { OrderRequest } from '@/lib/order-acts';
import { hasPartLeft } from '../lib/parcel';
import type { OrderView } from '@/lib/types';
import { chargeableMinor } from '../../services/order/order.amounts';

export type Act = 'accept' | 'ship' | 'cancel' | 'retry' | 'skip';

/** What is said with an act. */
interface Said {
  reason?: string;
  note?: string;
  /** Which packed parcel is shipped; without it all that is left, in one. */
  parcelId?: string;
}

/** What is said of an act, before and after. */
export interface ActWords {
  /** On the button that opens the question. */
  label: string;
  title: string;
  /** What will happen, as sentences. */
  plan: string[];
  confirm: string;
  busy: string;
  done: string;
}

interface Formats {
  money: (amountMinor: number, currency: string) => string;
  date: (at: string, style: 'moment') => string;
}

/** The words of an act on this order. `by` is who asks: staff act for somebody. */
export function wordsOf(act: Act, order: OrderView, by: 'seller' | 'staff', format: Formats): ActWords {
  const total = format.money(chargeableMinor(order), order.currency);
  const isPaid = order.capturedMinor > 0;
  const isRest = hasPartLeft(order);
  const forSeller = by === 'staff' ? ' for the seller' : '';
  switch (act) {
    case 'accept':
      return {
        label: `Accept${forSeller}`,
        title: `Accept this order${forSeller}`,
        plan: [
          `${by === 'staff' ? order.sellerName : 'You'} will send it, and the time to ship begins.`,
          `Nothing is charged yet: ${total} stays reserved on the buyer's card until the parcel is shipped.`,
        ],
        confirm: 'Accept',
        busy: 'Accepting…',
        done: 'Accepted. Next: pack and ship it.',
      };
    case 'ship':
      return {
        label: `Ship${forSeller}`,
        title: `Ship this${forSeller}`,
        plan: [
          isPaid
            ? 'The order was charged already; nothing more is charged.'
            : `The buyer's card is charged ${total} now.`,
          'The parcel is booked, and the buyer can follow it.',
          'From here on it cannot be cancelled, only refunded.',
        ],
        confirm: 'Ship',
        busy: 'Charging and booking…',
        done: 'Shipped. The buyer can follow it.',
      };
    case 'cancel':
      return {
        label: isRest ? 'Cancel the rest' : 'Cancel the order',
        title: isRest ? 'Cancel the rest of this order' : 'Cancel this order',
        plan: [cancelWords(isRest, isPaid, total), 'The goods go back on sale.', 'This cannot be undone.'],
        confirm: isRest ? 'Cancel the rest' : 'Cancel the order',
        busy: 'Cancelling…',
        done: isRest
          ? 'The rest is cancelled.'
          : `Cancelled. ${isPaid ? 'The money goes back to the buyer.' : 'Nothing was charged.'}`,
      };
    case 'retry':
      return {
        label: 'Try the step again',
        title: 'Try the step again',
        plan: ['The step that failed is done once more, with the same keys: nothing happens twice.'],
        confirm: 'Try again',
        busy: 'Trying…',
        done: 'The step is being tried again.',
      };
    case 'skip':
      return {
        label: 'Take the step as done',
        title: 'Take the step as done',
        plan: [
          'The order goes on as if the step had worked.',
          'Do this only when it has been done by hand, or is not needed. Your note stays in the story.',
        ],
        confirm: 'Go on without it',
        busy: 'Going on…',
        done: 'The order goes on.',
      };
  }
}

/** Which permitted action of the API an act needs. */
export function permits(order: OrderView, act: Act): boolean {
  return order.actions.includes(act === 'retry' || act === 'skip' ? 'resolve' : act);
}

/** Where an act is sent below the order, and with what. */
export function requestOf(act: Act, words: Said): OrderRequest {
  const note = words.note?.trim() ? { note: words.note.trim() } : {};
  switch (act) {
    case 'accept':
      return { path: '/acceptances', body: {} };
    case 'ship':
      return { path: '/shipments', body: words.parcelId ? { parcelId: words.parcelId } : {} };
    case 'cancel':
      return { path: '/cancellations', body: { reason: words.reason, ...note } };
    case 'retry':
    case 'skip':
      return { path: '/resolutions', body: { action: act, ...note } };
  }
}

function cancelWords(isRest: boolean, isPaid: boolean, total: string): string {
  if (isRest) return 'Only what has not left is cancelled, and given back. What is on its way goes on.';
  if (isPaid) return 'The buyer is told why. What was charged early goes back to their card.';
  return `The buyer is told why. ${total} is let go on their card; nothing is charged.`;
}
