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
  | 'not-served';

export interface TestPostcode {
  postcode: string;
  behaviour: ParcelBehaviour;
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
];

export function behaviourOf(postcode: string): ParcelBehaviour {
  const plain = postcode.replaceAll(/[\s-]/g, '');
  return TEST_POSTCODES.find((one) => one.postcode === plain)?.behaviour ?? 'deliver';
}
