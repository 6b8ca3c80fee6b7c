import { aCheckout, aQuote } from '../../api/api.builders';
import { createPlacing } from './checkout.placing';

type Collaborators = Parameters<typeof createPlacing>[0];

test.each(['https://oleiro.example', null])(
  'the origin that the attempt began at (%s) goes along to the bank',
  async (returnOrigin) => {
    const asked: unknown[] = [];
    const placing = createPlacing({
      checkouts: {
        agreed: () =>
          Promise.resolve({ checkout: aCheckout({ quote: aQuote() }), token: 'tok_visa', returnOrigin }),
      },
      payments: {
        authorise(request: unknown) {
          asked.push(request);
          return Promise.resolve({ status: 'authorised', authorisedUntil: '2030-01-08T00:00:00.000Z' });
        },
      },
    } as unknown as Collaborators);
    await placing.authorise({ checkoutId: 'checkout-1', attempt: 1 });
    expect(asked).toEqual([expect.objectContaining({ attempt: 1, token: 'tok_visa', returnOrigin })]);
  },
);
