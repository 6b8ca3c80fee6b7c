import mongoose from 'mongoose';
import { aPlaceOrder, aQuote } from '../../api/api.builders';
import { type CheckoutDocument, checkoutModel } from './checkout.model';
import { createCheckoutService } from './checkout.service';

const OLEIRO = 'https://oleiro.example';

/** The service on one document that is kept in memory, as far as opening and trying another card reach. */
function aService() {
  const connection = mongoose.createConnection();
  connection.set('autoIndex', false);
  let stored: CheckoutDocument | null = null;
  const model = checkoutModel(connection);
  Object.assign(model.collection, {
    insertOne(document: CheckoutDocument) {
      if (stored) return Promise.reject(Object.assign(new Error('it is there'), { code: 11000 }));
      stored = document;
      return Promise.resolve();
    },
    findOne: () => Promise.resolve(stored),
    findOneAndUpdate(_which: unknown, { $set, $push }: Record<'$set' | '$push', { tokens: never }>) {
      if (stored) stored = { ...stored, ...$set, tokens: [...stored.tokens, $push.tokens] };
      return Promise.resolve(stored);
    },
  });
  model.findById = (() => ({ lean: () => Promise.resolve(stored) })) as never;
  const service = createCheckoutService({ connection, clock: { nowMs: () => 1_900_000_000_000 } });
  const subject = { checkoutId: 'checkout-1', ownerId: 'buyer-1', request: aPlaceOrder };
  return {
    service,
    press: (returnOrigin: string | null) => service.open({ ...subject, returnOrigin }),
    becomes: (status: CheckoutDocument['status']) =>
      void (stored = stored && { ...stored, status, quote: aQuote() }),
    returnOf: async (attempt: number) => (await service.agreed('checkout-1', { attempt }))?.returnOrigin,
  };
}

test('where the buyer pressed is kept with the attempt, and a second press elsewhere does not change it', async () => {
  const { press, becomes, returnOf } = aService();
  await press(OLEIRO);
  becomes('paying');
  await press('https://another.example');
  expect(await returnOf(1)).toBe(OLEIRO);
});

test('another card, and a press after a decline, go back to where they were pressed', async () => {
  const { service, press, becomes, returnOf } = aService();
  await press(OLEIRO);
  becomes('declined');
  await service.addAttempt({ checkoutId: 'checkout-1', paymentToken: 'tok_visa', returnOrigin: null });
  becomes('declined');
  await press('https://another.example');
  becomes('paying');
  expect([await returnOf(1), await returnOf(2), await returnOf(3)]).toEqual([
    ...[OLEIRO, null],
    'https://another.example',
  ]);
});

test('no buyer of the checkout is shown the origin that is kept', async () => {
  const { press } = aService();
  expect(JSON.stringify(await press(OLEIRO))).not.toContain(OLEIRO);
});
