import { newId } from '../../services/platform/ids';
import { STANDING_WORK } from '../../temporal/schedules';
import { deliveryStories } from './delivery-stories';
import { goodsStories } from './goods-stories';
import { moneyStories } from './money-stories';
import { orderStories } from './order-stories';
import { rankingStories } from './ranking-stories';
import { sellerStories } from './seller-stories';
import { webhookStories } from './webhook-stories';
import {
  abandon,
  accept,
  acceptAndShip,
  acknowledgePlaced,
  buy,
  cancel,
  pay,
  placed,
  reaches,
  settled,
  type Bought,
  type Stage,
  type Story,
} from './stage';
import { cutShort, isRefused, press, seen } from './pressing';

const CARD = { declined: 'tok_insufficient-funds', bank: 'tok_3ds' };
/** Postcodes that drive the carrier. */
export const POSTCODE = { lost: '99901', returned: '99903', silent: '99905' };

/** Stories of purchases and parcels. Each goes as far as the shop lets it, and leaves nothing for anybody to press. */
const shoppingStories: readonly Story[] = [
  {
    name: 'two sellers, delivered and closed',
    async tell(stage) {
      const { buyer, orderIds } = await buy(stage);
      await Promise.all(orderIds.map((id) => acceptAndShip(stage, id)));
      await Promise.all(orderIds.map((id) => reaches(buyer, id, 'closed')));
    },
  },
  {
    name: 'a second card after a declined one',
    refused: ['pay'],
    async tell(stage) {
      const first = await pay(stage, { card: CARD.declined });
      await settled(first);
      const { buyer, checkoutId } = first;
      const answer = await press('pay again', (key) => buyer.payAgain(checkoutId, 'tok_approve', key));
      acknowledgePlaced(stage, isRefused(answer) ? undefined : answer);
      const { orderIds } = placed(await settledAfterDecline(first));
      await Promise.all(orderIds.map((id) => cancel(stage, buyer, id)));
    },
  },
  {
    name: 'confirmed at the bank',
    async tell(stage) {
      const bought = await pay(stage, { card: CARD.bank });
      await answerBank(bought, 'approve');
      const { buyer, orderIds } = placed(await settled(bought));
      await Promise.all(orderIds.map((id) => cancel(stage, buyer, id)));
    },
  },
  {
    name: 'given up at the bank',
    async tell(stage) {
      const bought = await pay(stage, { card: CARD.bank });
      await abandon(stage, bought);
    },
  },
  {
    name: 'a bank that cannot be asked, then given up',
    refused: ['pay'],
    async tell(stage) {
      const bought = await pay({ ...stage, about: (id) => refuseFirst(stage, 'authorisePayment', id) });
      await settled(bought);
      await abandon(stage, bought);
    },
  },
  {
    name: 'one order cancelled, one cancelled late by its seller',
    async tell(stage) {
      const { buyer, orderIds } = await buy(stage);
      const [first, second] = orderIds;
      if (first === undefined || second === undefined) return;
      await cancel(stage, buyer, first);
      await accept(stage, second);
      const seller = await stage.seller((await buyer.order(second)).sellerId);
      await cancel(stage, seller, second, 'out-of-stock');
    },
  },
  {
    name: 'money that cannot be taken, then cancelled',
    refused: ['ship'],
    async tell(stage) {
      const { buyer, orderIds } = await buy(stage, { stalls: stage.stalls.slice(0, 1) });
      for (const id of orderIds) {
        stage.refuse('captureOrder', id);
        await acceptAndShip(stage, id);
        await reaches(buyer, id, 'accepted', 'shipped', 'delivered', 'closed');
        await cancel(stage, buyer, id);
      }
    },
  },
  {
    name: 'a parcel of which the carrier reports nothing',
    async tell(stage) {
      const { buyer, orderIds } = await buy(stage, { postcode: POSTCODE.silent });
      await Promise.all(orderIds.map((id) => acceptAndShip(stage, id)));
      await Promise.all(orderIds.map((id) => reaches(buyer, id, 'closed')));
    },
  },
  {
    name: 'a parcel that is lost',
    tell: (stage) => notArriving(stage, POSTCODE.lost, 'lost'),
  },
  {
    name: 'a parcel that is sent back',
    tell: (stage) => notArriving(stage, POSTCODE.returned, 'returned'),
  },
];

/** What schedules do, done now: each piece of standing work is a story of its own. */
const standingStories: readonly Story[] = STANDING_WORK.map(({ id, workflow, taskQueue, args }) => ({
  name: `standing work: ${id}`,
  async tell(stage) {
    const workflowId = `${id}-${newId()}`;
    stage.about(workflowId);
    const handle = await stage.temporal.workflow.start(workflow, { workflowId, taskQueue, args });
    await handle.result();
  },
}));

/** Every story there is. A step of the shop that none of them runs makes the matrix fail. */
export const STORIES: readonly Story[] = [
  ...shoppingStories,
  ...deliveryStories,
  ...moneyStories,
  ...orderStories,
  ...goodsStories,
  ...sellerStories,
  ...rankingStories,
  ...webhookStories,
  ...standingStories,
];

async function notArriving(stage: Stage, postcode: string, end: 'lost' | 'returned'): Promise<void> {
  const { buyer, orderIds } = await buy(stage, { postcode });
  await Promise.all(orderIds.map((id) => acceptAndShip(stage, id)));
  await Promise.all(orderIds.map((id) => reaches(buyer, id, end)));
}

function refuseFirst(stage: Stage, step: string, subject: string): void {
  stage.refuse(step, subject);
  stage.about(subject);
}

/** The buyer answers on the bank's page; the browser never comes back. */
export async function answerBank(
  { buyer, checkoutId }: Bought,
  answer: 'approve' | 'decline',
): Promise<void> {
  const { redirectUrl } = await seen(
    'the bank to be asked',
    () => buyer.checkout(checkoutId),
    ({ status }) => status !== 'open' && status !== 'paying',
  );
  if (!redirectUrl) return cutShort(`checkout ${checkoutId} is not sent to the bank`);
  const body = new URLSearchParams({ answer });
  await fetch(redirectUrl, { method: 'POST', body, redirect: 'manual' });
}

/** After a declined card the checkout stays declined for a moment while the next one is tried. */
async function settledAfterDecline(bought: Bought): Promise<Bought> {
  const { buyer, checkoutId } = bought;
  const { orderIds } = await seen(
    'the second card to be decided',
    () => buyer.checkout(checkoutId),
    ({ status }) => status === 'placed' || status === 'expired' || status === 'abandoned',
    ({ status }) => status,
  );
  return { ...bought, orderIds };
}
