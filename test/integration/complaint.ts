import { disputeIdOf } from '../../services/dispute/dispute.ids';
import { newId } from '../../services/platform/ids';
import type { Visitor } from '../shopper/shopper';
import { eventually } from '../shopper/wait';
import type { World } from './world';

/**
 * The buyer goes to their bank: for all that is left of a payment, or a part of it.
 * @returns id of the dispute, once it is written down with what our records say
 */
export async function complain(
  world: World,
  staff: Visitor,
  paymentId: string,
  amountMinor?: number,
): Promise<string> {
  const { PAYMENT_PROVIDER_URL, PAYMENT_PROVIDER_KEY } = world.config;
  const [charge] = await world.market.services.provider.findByReference(paymentId);
  const answer = await fetch(`${PAYMENT_PROVIDER_URL}/payments/${charge?.id}/disputes`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${PAYMENT_PROVIDER_KEY}`,
      'content-type': 'application/json',
      'idempotency-key': newId(),
    },
    body: JSON.stringify({ amountMinor }),
  });
  const { providerDisputeId } = (await answer.json()) as { providerDisputeId: string };
  const id = disputeIdOf({ paymentId, providerDisputeId });
  await eventually(
    'the dispute to be written down with its facts',
    () => staff.dispute(id).catch(() => null),
    (found) => found !== null && found.parts.every(({ facts }) => facts.length > 0),
  );
  return id;
}
