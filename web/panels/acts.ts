import type { OrderView } from '@/lib/types';

export type Act = 'accept' | 'ship' | 'cancel' | 'retry' | 'skip';

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
  const total = format.money(order.totalMinor, order.currency);
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
        title: `Ship this order${forSeller}`,
        plan: [
          `The buyer's card is charged ${total} now.`,
          'The carrier is booked for the parcel, and the buyer can follow it.',
          'From here on the order cannot be cancelled, only refunded.',
        ],
        confirm: 'Ship',
        busy: 'Charging and booking…',
        done: 'Shipped. The carrier has the parcel.',
      };
    case 'cancel':
      return {
        label: 'Cancel the order',
        title: 'Cancel this order',
        plan: [
          `The buyer is told why. ${total} is let go on their card; nothing is charged.`,
          'The goods go back on sale.',
          'This cannot be undone.',
        ],
        confirm: 'Cancel the order',
        busy: 'Cancelling…',
        done: 'Cancelled. Nothing was charged.',
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

/** Where an act is sent, and with what. */
export function requestOf(act: Act, orderId: string, words: { reason?: string; note?: string }) {
  const path = `/orders/${orderId}`;
  const note = words.note?.trim() ? { note: words.note.trim() } : {};
  switch (act) {
    case 'accept':
      return { path: `${path}/acceptances`, body: {} };
    case 'ship':
      return { path: `${path}/shipments`, body: {} };
    case 'cancel':
      return { path: `${path}/cancellations`, body: { reason: words.reason, ...note } };
    case 'retry':
    case 'skip':
      return { path: `${path}/resolutions`, body: { action: act, ...note } };
  }
}
