import { soughtIn } from './search';

const CHECKOUT = '01k9h2xq7m3v8c5t6n4w34567a';

test.each([
  [`${CHECKOUT}-1`, `${CHECKOUT}-1`],
  [` order-${CHECKOUT}-12 `, `${CHECKOUT}-12`],
  [`delivery-${CHECKOUT}-1-d1`, `${CHECKOUT}-1`],
  [`http://localhost:3000/orders/${CHECKOUT}-2?new=1`, `${CHECKOUT}-2`],
  [`${CHECKOUT.toUpperCase()}-1`, `${CHECKOUT}-1`],
])('"%s" names an order', (text, id) => {
  expect(soughtIn(text)).toEqual({ kind: 'order', id });
});

test.each([CHECKOUT, `payment-${CHECKOUT}`, `checkout-${CHECKOUT}`])('"%s" names a checkout', (text) => {
  expect(soughtIn(text)).toEqual({ kind: 'checkout', id: CHECKOUT });
});

test.each(['', 'Mira', '../../etc', `${CHECKOUT}-`])('"%s" names nothing', (text) => {
  expect(soughtIn(text)).toEqual({ kind: 'unclear' });
});

test('the number of a refund names its order, that of a dispute itself', () => {
  expect(soughtIn(`refund-${CHECKOUT}-1-r0123456789ab`)).toEqual({ kind: 'order', id: `${CHECKOUT}-1` });
  const dispute = `${CHECKOUT}-c0123456789ab`.slice(0, CHECKOUT.length + 14);
  expect(soughtIn(`dispute-${dispute}`)).toEqual({ kind: 'dispute', id: dispute });
});
