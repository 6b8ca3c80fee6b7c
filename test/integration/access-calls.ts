import { newId } from '../../services/platform/ids';
import { HOME } from '../shopper/purchase';
import type { Things } from './access-scene';
import type { RawCall } from './raw';

/** How one route is called about A's things, where more is to be said than its method and path. */
interface How {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** Sent as it stands. */
  text?: string;
  type?: string;
  ifMatch?: string;
}

/** What an id in a path is, by the first words of the path. */
const ID_OF: readonly (readonly [prefix: string, thing: keyof Things])[] = [
  ['/users/me/addresses', 'addressId'],
  ['/users/me/payment-methods', 'methodId'],
  ['/users', 'userId'],
  ['/carts', 'cartId'],
  ['/checkouts', 'checkoutId'],
  ['/orders', 'orderId'],
  ['/payments', 'paymentId'],
  ['/refunds', 'refundId'],
  ['/disputes', 'disputeId'],
  ['/payouts', 'payoutId'],
  ['/promotions', 'promotionId'],
  ['/courier/deliveries', 'deliveryId'],
  ['/couriers', 'courierId'],
  ['/courier-invitations', 'courierId'],
  ['/deliveries', 'deliveryId'],
  ['/devices', 'deviceId'],
  ['/webhook-endpoints', 'endpointId'],
  ['/webhook-deliveries', 'webhookDeliveryId'],
  ['/sellers', 'sellerId'],
  ['/products', 'productId'],
  ['/imports', 'importId'],
  ['/documents', 'documentId'],
  ['/reviews', 'reviewId'],
  ['/conversations', 'conversationId'],
  ['/cases', 'caseId'],
  ['/events', 'eventId'],
  ['/dead-letters', 'letterId'],
  ['/applications', 'applicationId'],
];

const note = 'A note of the test of access.';
const noted = { body: { note } };
const retry = { body: { action: 'retry', note } };
const period = { from: '2030-01-01T00:00:00.000Z' };
const promotion = () => ({
  body: {
    label: 'Five off',
    code: newId().slice(-10).toUpperCase(),
    benefit: { kind: 'percent', points: 500 },
  },
});
const account = { email: 'nobody@people.example', password: 'a long enough password' };
const refundOf = { lines: [{ lineId: '1', quantity: 1 }], reason: 'late' };
const words = { stars: 5, text: 'Very good.' };

/** By route; what is not named has an empty body where it has one at all. */
const HOW: Readonly<Record<string, (a: Things) => How>> = {
  'GET /shops/by-host': () => ({ query: { host: 'shop.example' } }),
  'GET /products/suggestions': () => ({ query: { query: 'thing' } }),
  'POST /behaviour': ({ productId }) => ({
    body: {
      ...{ sessionId: newId(), consent: false },
      events: [{ type: 'seen', id: newId(), agoMs: 0, productId }],
    },
  }),
  'POST /registrations': () => ({ body: { ...account, name: 'Nobody' } }),
  'POST /registrations/verifications': () => ({ body: { email: account.email, code: '000000' } }),
  'POST /password-resets': () => ({ body: { email: account.email } }),
  'POST /password-resets/confirmations': () => ({ body: { ...account, code: '000000' } }),
  'POST /sessions': () => ({ body: account }),
  'POST /courier-invitations/{id}/acceptances': () => ({
    body: { code: '000000', password: account.password, name: 'Nobody' },
  }),

  'PATCH /users/me': () => ({ body: { name: 'Somebody' } }),
  'POST /users/me/addresses': () => ({ body: HOME }),
  'POST /users/me/payment-methods': () => ({ body: { token: 'pm_1', brand: 'Visa', last4: '4242' } }),
  'POST /pictures': () => ({ body: { url: 'http://10.0.0.1/inside.jpg' } }),
  'POST /documents': () => ({ query: { name: 'a.pdf' }, text: '%PDF-1.7', type: 'application/pdf' }),
  'PUT /onboarding/email': () => ({ body: { code: '000000' } }),
  'PUT /onboarding/business': () => ({
    body: {
      legalName: 'A',
      form: 'sole-trader',
      address: { line1: 'A 1', city: 'B', postcode: '10115', country: 'DE' },
    },
  }),
  'PUT /onboarding/tax-number': () => ({ body: { country: 'DE', kind: 'national', number: '12345678' } }),
  'PUT /onboarding/documents': () => ({ body: { documents: [{ id: newId(), kind: 'identity' }] } }),
  'PUT /onboarding/bank-account': () => ({ body: { holder: 'Ada', bankToken: 'ba_ok' } }),
  'PUT /onboarding/deposits': () => ({ body: { amounts: [1, 2] } }),
  'PUT /onboarding/profile': () => ({
    body: { name: 'A', slug: `a-${newId()}`.slice(0, 30), tagline: 'A', story: 'A' },
  }),

  'PUT /carts/{id}/lines/{sku}': () => ({ body: { quantity: 2 } }),
  'PUT /carts/{id}/coupon': () => ({ body: { code: 'NOSUCHCODE' } }),
  'POST /carts/{id}/quotes': () => ({ body: { destination: { country: 'DE', postcode: '10115' } } }),
  'POST /checkouts': ({ cartId }) => ({
    body: {
      ...{ cartId, email: 'a@people.example', shippingAddress: HOME, shippingChoices: {} },
      ...{ paymentToken: 'tok_approve', expectedTotal: { amountMinor: 1, currency: 'EUR' } },
    },
  }),
  'POST /checkouts/{id}/payment-attempts': () => ({ body: { paymentToken: 'tok_approve' } }),

  'POST /orders/{id}/refunds/preview': () => ({ body: { lines: refundOf.lines } }),
  'POST /orders/{id}/refunds': () => ({ body: refundOf }),
  'POST /orders/{id}/cancellations': () => ({ body: { reason: 'changed-mind' } }),
  'PUT /orders/{id}/shipping-address': ({ waitingId }) => ({ params: { id: waitingId }, body: HOME }),
  'POST /orders/{id}/returns/preview': () => ({ body: { lines: refundOf.lines } }),
  'POST /orders/{id}/acceptance/preview': ({ waitingId }) => ({ params: { id: waitingId }, body: {} }),
  'POST /orders/{id}/acceptances': ({ waitingId }) => ({ params: { id: waitingId }, body: {} }),
  'POST /orders/{id}/parcels': ({ waitingId }) => ({ params: { id: waitingId }, body: {} }),
  'POST /orders/{id}/shipments': ({ waitingId }) => ({ params: { id: waitingId }, body: {} }),
  'POST /orders/{id}/returns': () => ({ body: { lines: refundOf.lines, reason: 'changed-mind' } }),
  'POST /orders/{id}/returns/{returnId}/decisions': () => ({ body: { decision: 'approve' } }),
  'POST /orders/{id}/returns/{returnId}/answers': () => ({ body: { accept: true } }),
  'POST /orders/{id}/reviews': ({ productId }) => ({ body: { ...words, productId } }),
  'PUT /reviews/{id}': () => ({ body: words }),
  'PUT /reviews/{id}/answer': () => ({ body: { text: 'Thank you.' } }),
  'POST /reviews/{id}/reports': () => ({ body: { reason: 'spam' } }),
  'POST /reviews/{id}/moderations': () => ({ body: { decision: 'keep', note } }),
  'POST /conversations': ({ orderId }) => ({ body: { subject: { type: 'order', id: orderId } } }),
  'POST /conversations/{id}/messages': () => ({ body: { clientId: newId(), text: 'Hello.' } }),
  'POST /notification-reads': () => ({ body: { until: period.from } }),
  'PUT /conversations/{id}/read': () => ({ body: { sequence: 1 } }),
  'PUT /conversations/{id}/block': () => ({ body: { blocked: false } }),
  'POST /conversations/{id}/reports': () => ({ body: { reason: 'spam' } }),
  'POST /conversations/{id}/report-closures': () => noted,
  'GET /deliveries/{id}/label': ({ carriedId }) => ({ params: { id: carriedId } }),
  'POST /deliveries/{id}/appointments': () => ({ body: { notBefore: period.from } }),
  'POST /deliveries/{id}/outcomes': () => ({ body: { status: 'delivered', note } }),
  'POST /courier/deliveries/{id}/reports': () => ({ body: { act: 'collected' } }),
  'POST /couriers': () => ({ body: { email: `${newId()}@people.example`, name: 'Somebody' } }),

  'POST /disputes/{id}/statements': ({ orderId }) => ({ body: { orderId, text: 'It was handed over.' } }),
  'POST /disputes/{id}/concessions': () => noted,
  'POST /refunds/{id}/rejections': () => noted,
  'POST /devices': () => ({ body: { token: `token-${newId()}`, name: 'Firefox on Linux' } }),
  'GET /webhook-endpoints': ({ sellerId }) => ({ query: { sellerId } }),
  'POST /webhook-endpoints': ({ sellerId }) => ({
    query: { sellerId },
    body: { url: 'https://hooks.example/', types: ['order.placed'] },
  }),
  'PATCH /webhook-endpoints/{id}': () => ({ body: { types: ['order.closed'] } }),
  'GET /stock': ({ sellerId }) => ({ query: { sellerId } }),
  'GET /imports': ({ sellerId }) => ({ query: { sellerId } }),
  'POST /imports': ({ sellerId }) => ({
    query: { sellerId, name: 'a.csv' },
    text: 'sku\nX',
    type: 'text/csv',
  }),
  'POST /products': ({ sellerId }) => ({
    body: {
      ...{ sellerId, title: 'A thing', categoryId: 'test' },
      variants: [
        {
          sku: `N-${newId().slice(-12).toUpperCase()}`,
          title: 'One',
          options: {},
          priceMinor: 100,
          weightGrams: 1,
        },
      ],
    },
  }),
  'PATCH /products/{slugOrId}': () => ({ body: { title: 'Another title' } }),
  'POST /stock/{sku}/movements': () => ({ body: { movement: { kind: 'receive', quantity: 1 } } }),
  'PUT /stock/{sku}/threshold': ({ warehouseId }) => ({ body: { warehouseId, lowAt: 3 } }),
  'PUT /sellers/{id}/shipping': () => ({ body: { zones: null } }),
  'POST /sellers/{id}/promotions': promotion,
  'PATCH /sellers/{id}/shop': () => ({ body: { tagline: 'Another line' } }),
  'PUT /sellers/{id}/domain': () => ({ body: { host: 'shop-of-a.example' } }),
  'PUT /sellers/{id}/payout-account': () => ({ body: { holder: 'Ada', bankToken: 'ba_ok' } }),

  'POST /applications/{id}/questions': () => ({ body: { questions: [{ step: 'profile', text: 'Why?' }] } }),
  'POST /applications/{id}/refusals': () => noted,
  'POST /orders/{id}/resolutions': () => retry,
  'POST /checkouts/{id}/resolutions': () => retry,
  'POST /payments/{id}/resolutions': () => retry,
  'POST /deliveries/{id}/resolutions': () => retry,
  'POST /refunds/{id}/resolutions': () => retry,
  'POST /disputes/{id}/resolutions': () => retry,
  'POST /payouts/{id}/resolutions': () => retry,
  'POST /workflows/{id}/resolutions': ({ orderId }) => ({ params: { id: `order-${orderId}` }, ...retry }),
  'POST /sellers/{id}/adjustments': () => ({
    body: { direction: 'credit', amountMinor: 1, currency: 'EUR', note },
  }),
  'POST /payouts': ({ sellerId }) => ({ body: { sellerId, currency: 'EUR' } }),
  'POST /payouts/{id}/retries': () => noted,
  'POST /cases/{id}/resolutions': () => ({ body: { outcome: 'mended', note } }),
  'POST /codec/decode': () => ({ body: { payloads: [] } }),
  'POST /codec/encode': () => ({ body: { payloads: [] } }),
  'POST /sellers/{id}/suspensions': () => noted,
  'POST /sellers/{id}/reinstatements': () => noted,

  'POST /ranking-versions/rollbacks': () => noted,
  'POST /promotions': promotion,
  'POST /categories': () => ({ body: { id: newId(), name: newId(), description: 'Things' } }),
  'PUT /commissions/{type}/{id}': ({ sellerId }) => ({
    params: { type: 'seller', id: sellerId },
    ifMatch: '"0"',
    body: { points: 900, ...period, note },
  }),
  'PUT /categories/order': () => ({ body: { ids: ['test'] } }),
  'PATCH /categories/{id}': () => ({ params: { id: 'test' }, body: { name: 'Tests' } }),
  'PUT /users/{id}/role': () => ({ body: { role: 'support', note } }),
  'POST /users/{id}/locks': () => noted,
  'POST /users/{id}/unlocks': () => noted,
  'POST /users/{id}/session-ends': () => noted,
};

/** The routes for which more is said than their method and path. */
export const DESCRIBED = Object.keys(HOW);

/** A call of a route about A's things, by whoever has the token; it names a version that never was, where one is asked. */
export function callOf(route: string, things: Things, token: string | undefined): RawCall {
  const [method = '', path = ''] = route.split(' ');
  const { params = {}, query, body, text, type, ifMatch = '"999999"' } = HOW[route]?.(things) ?? {};
  const id = things[ID_OF.find(([prefix]) => path.startsWith(prefix))?.[1] ?? ''];
  const values: Record<string, string | undefined> = {
    ...things,
    id,
    slugOrId: things.productId,
    slug: id,
    ...params,
  };
  const filled = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? `no-${name}`);
  const isBare = method === 'GET' || method === 'DELETE' || text !== undefined;
  return {
    method: method as RawCall['method'],
    path: query ? `${filled}?${new URLSearchParams(query).toString()}` : filled,
    ...(token === undefined ? {} : { token }),
    ...(isBare ? {} : { body: body ?? {} }),
    ...(text === undefined ? {} : { text }),
    headers: {
      ...{ 'idempotency-key': newId(), 'if-match': ifMatch },
      ...(type === undefined ? {} : { 'content-type': type }),
    },
  };
}
