import type { FactsOf } from './notification.facts';
import type { NoticeKind } from './notification.schema';
import type { Words } from './notification.words';
import { PAGES } from './words.pages';

const MONEY: Record<FactsOf<'parcel-returned'>['money'], string> = {
  none: 'Nothing was taken from you for it.',
  due: 'You do not have to do anything: what you paid for it is on its way back to you, and for the delivery too if nothing of your order arrived.',
  given: 'Your money was given back.',
};

/** What is said of parcels. */
export const PARCELS_EN: Pick<Words, Extract<NoticeKind, `parcel-${string}`>> = {
  'parcel-attempted': ({ orderId, sellerName, by, until, canMove }, write) => ({
    title: `Your parcel from ${sellerName} could not be handed over`,
    lines: [
      `${by === 'courier' ? 'The courier came and could not hand it over.' : 'Nobody was in when the carrier came.'} ${until === null ? 'It is brought again.' : `It should come again by ${write.day(until)}.`}`,
      ...(canMove
        ? ['If that does not suit you, choose another day or a pick-up point on the page of your order.']
        : []),
      ...(by === 'courier'
        ? [`If you have a wish, write to ${sellerName} from the page of your order.`]
        : []),
      'What cannot be handed over goes back to the shop.',
    ],
    action: { label: canMove ? 'Choose another day' : 'Follow the parcel', path: PAGES.order(orderId) },
  }),
  'parcel-held': ({ orderId, place, until }, write) => ({
    title: 'Your parcel waits to be picked up',
    lines: [
      `It waits ${place === null ? 'at a pick-up point' : `at ${place}`}${until === null ? '' : ` until ${write.day(until)}`}.`,
      'Bring the name on the parcel and something to prove it. What nobody picks up goes back to the shop.',
    ],
    action: { label: 'See where', path: PAGES.order(orderId) },
  }),
  'parcel-delivered': ({ orderId, sellerName, items }, write) => ({
    title: `Your parcel from ${sellerName} is there`,
    lines: [
      `${write.list(items)} was delivered.`,
      'Is something wrong with it? Say so on the page of your order.',
    ],
    action: { label: 'See your order', path: PAGES.order(orderId) },
  }),
  'parcel-lost': ({ orderId, as, side }) => ({
    title: as === 'lost' ? 'A parcel is lost' : 'A parcel was damaged',
    lines:
      side === 'buyer'
        ? [
            `The carrier says that your parcel ${as === 'lost' ? 'is lost' : 'was damaged on the way'}. We are sorry.`,
            'You do not have to do anything: your money is on its way back.',
          ]
        : [
            `The carrier says that a parcel of yours ${as === 'lost' ? 'is lost' : 'was damaged on the way'}.`,
            'The buyer gets the money back.',
          ],
    action: { label: 'See the order', path: PAGES.order(orderId, side) },
  }),
  'parcel-returned': ({ orderId, sellerName, items, money, side }, write) => ({
    title: side === 'buyer' ? `Your parcel from ${sellerName} goes back` : 'A parcel comes back to you',
    lines:
      side === 'buyer'
        ? [`${write.list(items)} could not be handed over and goes back to ${sellerName}.`, MONEY[money]]
        : [
            `${write.list(items)} could not be handed over and is on its way back to you, or there already.`,
            'Look at it when it is there. It is for sale again once you count it in at your stock.',
            ...(money === 'none' ? [] : ['The buyer gets the money back.']),
          ],
    action: { label: 'See the order', path: PAGES.order(orderId, side) },
  }),
  'parcel-assigned': ({ deliveryId, city }) => ({
    title: city === null ? 'A parcel for you to bring' : `A parcel to ${city}`,
    lines: ['It is on your round now.'],
    action: { label: 'See the parcel', path: PAGES.parcel(deliveryId) },
  }),
};
