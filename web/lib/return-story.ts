import type { OrderReturn } from './types';

/**
 * How a return stands, as its buyer reads it.
 * @param money writes minor units in the order's currency
 */
export function returnNews(
  { status, offerMinor }: OrderReturn,
  seller: string,
  money: (minor: number) => string,
): { title: string; text: string } {
  switch (status) {
    case 'requested':
      return {
        title: 'You want to send something back',
        text: `${seller} has been asked. If they say nothing, it counts as agreed.`,
      };
    case 'offered':
      return {
        title: `${seller} offers ${money(offerMinor ?? 0)} if you keep it`,
        text: 'Nothing was given back yet. If you say nothing, you send it back.',
      };
    case 'approved':
      return {
        title: 'You can send it back',
        text: 'Print the label, put it on the parcel and hand it over. Your money follows once it was looked at.',
      };
    case 'received':
      return {
        title: 'It is back with the shop',
        text: `${seller} looks at it now. If they say nothing, your money is given back.`,
      };
    case 'accepted':
      return { title: 'Taken back', text: 'What was found good is given back to your card.' };
    case 'refused':
      return {
        title: 'Not taken back',
        text: `${seller} looked at it and found a reason against it. No money was given back. You can write to our support.`,
      };
    case 'rejected':
      return {
        title: 'Not agreed to',
        text: `${seller} did not agree to it. Nothing was sent or given back. You can write to our support.`,
      };
    case 'kept':
      return { title: 'You keep it', text: `${money(offerMinor ?? 0)} is given back to your card.` };
    case 'expired':
      return {
        title: 'It was not sent back',
        text: 'The time to send it is over, so the return was called off. Nothing was given back.',
      };
  }
}
