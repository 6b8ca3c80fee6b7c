/** What a postcode makes the carrier do. */
export type ParcelBehaviour =
  | 'deliver'
  | 'lost'
  | 'attempted-twice'
  | 'returned'
  | 'slow'
  | 'silent'
  | 'duplicate-webhooks'
  | 'reordered-webhooks'
  | 'timeout-after-effect'
  | 'error-once'
  | 'not-served'
  | 'held-collected'
  | 'held-returned'
  | 'damaged'
  | 'delivered-unseen'
  | 'delivered-twice'
  | 'found-after-lost'
  | 'waits-for-buyer'
  | 'collected-late';

export interface TestPostcode {
  postcode: string;
  behaviour: ParcelBehaviour | 'first-lost';
  label: string;
  /** One sentence for whoever tries the shop out. */
  meaning: string;
}

/** Postcodes of the buyer, in any country, that drive what becomes of the parcel; all others are delivered. */
export const TEST_POSTCODES: readonly TestPostcode[] = [
  { postcode: '99901', behaviour: 'lost', label: 'Lost', meaning: 'The parcel is lost on its way.' },
  {
    postcode: '99902',
    behaviour: 'attempted-twice',
    label: 'Nobody home',
    meaning: 'Two attempts fail, the third works.',
  },
  {
    postcode: '99903',
    behaviour: 'returned',
    label: 'Sent back',
    meaning: 'After two attempts the parcel goes back to the seller.',
  },
  { postcode: '99904', behaviour: 'slow', label: 'Slow', meaning: 'Every step takes five times as long.' },
  {
    postcode: '99905',
    behaviour: 'silent',
    label: 'No reports',
    meaning: 'The carrier reports nothing; only asking tells.',
  },
  {
    postcode: '99906',
    behaviour: 'duplicate-webhooks',
    label: 'Reports repeat',
    meaning: 'Each report arrives two or three times.',
  },
  {
    postcode: '99907',
    behaviour: 'reordered-webhooks',
    label: 'Reports out of order',
    meaning: 'A later report arrives before an earlier one.',
  },
  {
    postcode: '99908',
    behaviour: 'timeout-after-effect',
    label: 'Answer gets lost',
    meaning: 'The parcel is booked, but the first answer never arrives.',
  },
  {
    postcode: '99909',
    behaviour: 'error-once',
    label: 'Fails once',
    meaning: 'The first booking fails before anything happens, the second works.',
  },
  {
    postcode: '99910',
    behaviour: 'not-served',
    label: 'Not served',
    meaning: 'The carrier does not go there.',
  },
  {
    postcode: '99911',
    behaviour: 'held-collected',
    label: 'Pick-up point',
    meaning: 'Nobody is home; the buyer fetches the parcel from a pick-up point.',
  },
  {
    postcode: '99912',
    behaviour: 'held-returned',
    label: 'Never fetched',
    meaning: 'The parcel waits at a pick-up point until its day, then goes back to the seller.',
  },
  { postcode: '99913', behaviour: 'damaged', label: 'Damaged', meaning: 'The parcel breaks on its way.' },
  {
    postcode: '99914',
    behaviour: 'delivered-unseen',
    label: 'Delivered unseen',
    meaning: 'The carrier reports a delivery without having collected the parcel.',
  },
  {
    postcode: '99915',
    behaviour: 'delivered-twice',
    label: 'Delivered twice',
    meaning: 'The carrier reports the delivery two times.',
  },
  {
    postcode: '99916',
    behaviour: 'found-after-lost',
    label: 'Lost, then delivered',
    meaning: 'The carrier reports the parcel lost, and delivered afterwards.',
  },
  {
    postcode: '99917',
    behaviour: 'first-lost',
    label: 'First one lost',
    meaning: 'Of several parcels of an order the first is lost, the others are delivered.',
  },
  {
    postcode: '99918',
    behaviour: 'waits-for-buyer',
    label: 'Waits for a new time',
    meaning: 'Nobody is home, and the carrier waits a good while for the buyer to choose another time.',
  },
  {
    postcode: '99919',
    behaviour: 'collected-late',
    label: 'Collected late',
    meaning: 'The carrier takes a good while to collect the parcel.',
  },
];

/** What becomes of a parcel. @param deliveryId says which parcel of its order it is, by its ending */
export function behaviourOf(postcode: string, deliveryId: string): ParcelBehaviour {
  const plain = postcode.replaceAll(/[\s-]/g, '');
  const behaviour = TEST_POSTCODES.find((one) => one.postcode === plain)?.behaviour ?? 'deliver';
  if (behaviour !== 'first-lost') return behaviour;
  return deliveryId.endsWith('-d1') ? 'lost' : 'deliver';
}
