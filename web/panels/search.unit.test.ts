import { emailSchema } from '../../services/user/user.schema';
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

test.each(['', 'Mira', '../../etc', `${CHECKOUT}-`, 'CRV01K9H2XQ7M3V8C5', 'CRV01K9H2XQ7M3V8C5T6'])(
  '"%s" names nothing',
  (text) => {
    expect(soughtIn(text)).toEqual({ kind: 'unclear' });
  },
);

test('the number of a refund names its order, that of a dispute itself', () => {
  expect(soughtIn(`refund-${CHECKOUT}-1-r0123456789ab`)).toEqual({ kind: 'order', id: `${CHECKOUT}-1` });
  const dispute = `${CHECKOUT}-c0123456789ab`.slice(0, CHECKOUT.length + 14);
  expect(soughtIn(`dispute-${dispute}`)).toEqual({ kind: 'dispute', id: dispute });
});

test.each([
  ['ada@example.test', 'ada@example.test'],
  [' Ada.Lind+shop@Mail.Example.TEST ', 'ada.lind+shop@mail.example.test'],
  ["o'hara_1@example.co", "o'hara_1@example.co"],
])('"%s" is an e-mail address', (text, email) => {
  expect(soughtIn(text)).toEqual({ kind: 'orders', of: { email } });
});

test.each([
  ...['ada@', '@example.test', 'ada@example', 'ada@example.test, bo@example.test', 'a da@example.test'],
  ...['.ada@example.test', 'a..b@example.test', 'ada.@example.test', 'ada@-example.test'],
  ...['ada@example..test', 'jörg@example.test', `${'a'.repeat(250)}@example.test`],
])('"%s" is no address for the API either, so it is not asked', (text) => {
  expect(soughtIn(text)).toEqual({ kind: 'unclear' });
  expect(emailSchema.safeParse(text).success).toBe(false);
});

test.each([
  'CRV1K9H2XQ7M3V8C5T6',
  ' crv1k9h2xq7m3v8c5t6 ',
  'http://localhost:4020/track/CRV1K9H2XQ7M3V8C5T6',
])('"%s" is the carrier\'s number of a parcel', (text) => {
  expect(soughtIn(text)).toEqual({ kind: 'orders', of: { trackingId: 'CRV1K9H2XQ7M3V8C5T6' } });
});

test('a link to an order is a link, though somebody signs in with it', () => {
  expect(soughtIn(`https://ada@shop.example.test/orders/${CHECKOUT}-1`)).toEqual({
    kind: 'order',
    id: `${CHECKOUT}-1`,
  });
});
