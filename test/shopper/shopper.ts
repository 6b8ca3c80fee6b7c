import { z } from 'zod';
import { cartSchema } from '../../services/cart/cart.schema';
import {
  checkoutSchema,
  placeOrderResultSchema,
  type PlaceOrderRequest,
} from '../../services/checkout/checkout.schema';
import {
  courierParcelSchema,
  type CourierReport,
  type DeliveryEnd,
  deliverySchema,
} from '../../services/delivery/delivery.schema';
import { disputeSchema } from '../../services/dispute/dispute.schema';
import { orderSchema, type CancelReason } from '../../services/order/order.schema';
import type { DeclinedUnits, Units } from '../../services/order/parcel.schema';
import type { ReturnRequest } from '../../services/order/return.schema';
import { paymentSchema } from '../../services/payment/payment.schema';
import { payoutSchema } from '../../services/payout/payout.schema';
import { newId } from '../../services/platform/ids';
import { quoteSchema, type Destination, type ShippingChoices } from '../../services/pricing/pricing.schema';
import { shippingTableSchema } from '../../services/pricing/shipping-table.schema';
import { promotionSchema, type newPromotionSchema } from '../../services/promotion/promotion.schema';
import { productCardSchema, productDetailSchema } from '../../services/product/product.schema';
import { refundSchema, type refundRequestSchema } from '../../services/refund/refund.schema';
import { accessSchema, type Address, courierSchema } from '../../services/user/user.schema';
import { createHttp, expecting, type Call, type Http } from './http';

const linksSchema = z.object({ temporal: z.string() }).optional();
const cartViewSchema = cartSchema.extend({ quote: quoteSchema.nullable() });
const orderViewSchema = orderSchema.extend({
  actions: z.array(z.string()),
  returnActions: z.record(z.string(), z.array(z.string())).optional(),
  links: linksSchema,
});
/** What everybody who may see a payment sees of it; staff see more, which is not read here. */
const paymentViewSchema = paymentSchema
  .pick({ id: true, checkoutId: true, status: true, currency: true })
  .extend(
    paymentSchema.pick({ amountMinor: true, authorisedMinor: true, capturedMinor: true, refundedMinor: true })
      .shape,
  );
const disputeViewSchema = disputeSchema
  .omit({ providerPaymentId: true, providerDisputeId: true })
  .extend({ draft: z.string().optional(), actions: z.array(z.string()), links: linksSchema });
const payoutViewSchema = payoutSchema
  .omit({ providerAccountId: true, providerTransferId: true, asked: true, accountChange: true })
  .extend({ actions: z.array(z.string()), links: linksSchema });
const usedPromotionSchema = promotionSchema.extend({ uses: z.number().int(), state: z.string() });
const payoutAccountViewSchema = z.object({ sellerId: z.string(), status: z.string() });
const payoutStartedSchema = z.object({ payoutId: z.string(), amountMinor: z.number().int() });
const placedSchema = z.object({ id: z.string() }).and(placeOrderResultSchema);

export type OrderView = z.infer<typeof orderViewSchema>;
export type PaymentView = z.infer<typeof paymentViewSchema>;
export type Placed = z.infer<typeof placedSchema>;

/** The door of the shop: what can be done without being anybody, and how to become somebody. */
export type Shop = ReturnType<typeof createShop>;
/** Somebody with an access token: a guest, a buyer, a seller or staff. */
export type Visitor = ReturnType<typeof visitorOf>;

/**
 * The shop as its visitors reach it: over HTTP. Every method throws ApiProblem for a refusal and a ZodError for an
 * answer that breaks the contract.
 * @param apiUrl with the base path, such as http://127.0.0.1:4000/v1
 */
export function createShop(apiUrl: string, options: { connections?: number } = {}) {
  const http = createHttp(apiUrl, options);
  const get = <T extends z.ZodType>(path: string, schema: T) =>
    expecting(http, { method: 'GET', path }, [200], schema);

  return {
    http,
    close: () => http.close(),

    /** One page of products. @param query such as `{ query: 'tea', limit: '10' }` */
    products: (query: Record<string, string> = {}) =>
      get(
        `/products?${new URLSearchParams(query).toString()}`,
        z.object({
          items: z.array(productCardSchema),
          nextCursor: z.string().nullable(),
          total: z.number().int(),
        }),
      ),
    product: (slugOrId: string) => get(`/products/${slugOrId}`, productDetailSchema),

    /** A new guest. */
    async guest(): Promise<Visitor> {
      const access = await expecting(
        http,
        { method: 'POST', path: '/guest-sessions', body: {} },
        [201],
        accessSchema,
      );
      return visitorOf(http, access);
    },

    /** Somebody with an account. */
    async signIn(account: { email: string; password: string }): Promise<Visitor> {
      const { email, password } = account;
      const call: Call = { method: 'POST', path: '/sessions', body: { email, password } };
      return visitorOf(http, await expecting(http, call, [200], accessSchema));
    },
  };
}

function visitorOf(http: Http, access: z.infer<typeof accessSchema>) {
  const { accessToken: token, actor } = access;
  const ask = <T extends z.ZodType>(
    method: Call['method'],
    path: string,
    schema: T,
    more: { body?: unknown; statuses?: readonly number[]; key?: string; ifMatch?: string } = {},
  ) => {
    const headers = {
      ...(more.key ? { 'idempotency-key': more.key } : {}),
      ...(more.ifMatch ? { 'if-match': more.ifMatch } : {}),
    };
    return expecting(http, { method, path, token, body: more.body, headers }, more.statuses ?? [200], schema);
  };
  const get = <T extends z.ZodType>(path: string, schema: T) => ask('GET', path, schema);
  const act = (orderId: string, what: string, key: string, body: unknown = {}) =>
    ask('POST', `/orders/${orderId}/${what}`, orderViewSchema, { body, key });

  return {
    actor,
    token,

    cart: () => get('/carts/current', cartViewSchema),
    setLine: (cartId: string, sku: string, quantity: number) =>
      ask('PUT', `/carts/${cartId}/lines/${sku}`, cartViewSchema, { body: { quantity } }),
    dropLine: (cartId: string, sku: string) =>
      ask('DELETE', `/carts/${cartId}/lines/${sku}`, cartViewSchema),
    quote: (cartId: string, destination: Destination, shippingChoices: ShippingChoices = {}) =>
      ask('POST', `/carts/${cartId}/quotes`, quoteSchema, { body: { destination, shippingChoices } }),

    /** Names a code for the basket; null takes it out. */
    setCoupon: (cartId: string, code: string | null) =>
      code === null
        ? ask('DELETE', `/carts/${cartId}/coupon`, cartViewSchema)
        : ask('PUT', `/carts/${cartId}/coupon`, cartViewSchema, { body: { code } }),
    /** Starts a promotion of a seller, or of the platform. */
    startPromotion: (
      sellerId: string | null,
      body: z.input<typeof newPromotionSchema>,
      key: string = newId(),
    ) =>
      ask('POST', sellerId ? `/sellers/${sellerId}/promotions` : '/promotions', promotionSchema, {
        ...{ body, statuses: [201], key },
      }),
    endPromotion: ({ id, version }: { id: string; version: number }, key: string = newId()) =>
      ask('POST', `/promotions/${id}/endings`, promotionSchema, { body: {}, key, ifMatch: `"${version}"` }),
    promotions: async (sellerId: string) =>
      (await get(`/sellers/${sellerId}/promotions`, z.object({ items: z.array(usedPromotionSchema) }))).items,
    shippingTable: (sellerId: string) => get(`/sellers/${sellerId}/shipping`, shippingTableSchema),
    putShippingTable: (sellerId: string, zones: unknown, version: number) =>
      ask('PUT', `/sellers/${sellerId}/shipping`, shippingTableSchema, {
        ...{ body: { zones }, ifMatch: `"${version}"` },
      }),

    /** Presses pay. @param key the same key is the same press */
    placeOrder: (request: PlaceOrderRequest, key: string = newId()) =>
      ask('POST', '/checkouts', placedSchema, { body: request, statuses: [201, 202], key }),
    /** Tries another card on the goods that are held. */
    payAgain: (checkoutId: string, paymentToken: string, key: string = newId()) =>
      ask('POST', `/checkouts/${checkoutId}/payment-attempts`, placedSchema, {
        body: { paymentToken },
        statuses: [201, 202],
        key,
      }),
    /** The browser came back from the bank. */
    returnFromBank: (checkoutId: string) =>
      ask('POST', `/checkouts/${checkoutId}/payment-reports`, checkoutSchema, { body: {}, statuses: [202] }),
    abandon: (checkoutId: string) =>
      ask('POST', `/checkouts/${checkoutId}/abandonments`, checkoutSchema, { body: {} }),
    checkout: (id: string) => get(`/checkouts/${id}`, checkoutSchema),

    order: (id: string) => get(`/orders/${id}`, orderViewSchema),
    /** The seller packs all that is left for somebody of their own. */
    packForCourier: (orderId: string, courierId: string, key: string = newId()) =>
      act(orderId, 'parcels', key, { carrier: 'courier', courierId }),
    accept: (orderId: string, key: string = newId()) => act(orderId, 'acceptances', key),
    /** Accepts all but what is declined. */
    acceptPart: (orderId: string, declined: DeclinedUnits[], key: string = newId()) =>
      act(orderId, 'acceptances', key, { declined }),
    /** Packs these units, or all that is left. */
    pack: (orderId: string, lines?: Units[], key: string = newId()) =>
      act(orderId, 'parcels', key, { lines }),
    ship: (orderId: string, key: string = newId()) => act(orderId, 'shipments', key),
    shipParcel: (orderId: string, parcelId: string, key: string = newId()) =>
      act(orderId, 'shipments', key, { parcelId }),
    changeAddress: (orderId: string, address: Address) =>
      ask('PUT', `/orders/${orderId}/shipping-address`, orderViewSchema, { body: address }),
    requestReturn: (orderId: string, request: ReturnRequest, key: string = newId()) =>
      act(orderId, 'returns', key, request),
    /** One step of a return: `decisions`, `answers`, `receipts` or `inspections`. */
    stepReturn: (orderId: string, returnId: string, step: string, body: unknown, key: string = newId()) =>
      act(orderId, `returns/${returnId}/${step}`, key, body),
    cancel: (orderId: string, reason: CancelReason, key: string = newId()) =>
      act(orderId, 'cancellations', key, { reason }),
    deliveries: async (orderId: string) =>
      (await get(`/orders/${orderId}/deliveries`, z.object({ items: z.array(deliverySchema) }))).items,
    delivery: (id: string) => get(`/deliveries/${id}`, deliverySchema),
    /** The buyer chooses another time, ISO 8601. */
    reschedule: (
      deliveryId: string,
      notBefore: string,
      place: 'door' | 'pick-up-point' = 'door',
      key: string = newId(),
    ) =>
      ask('POST', `/deliveries/${deliveryId}/appointments`, deliverySchema, {
        body: { notBefore, place },
        key,
      }),
    /** Staff say how a parcel ended. */
    settle: (deliveryId: string, status: DeliveryEnd, note: string, key: string = newId()) =>
      ask('POST', `/deliveries/${deliveryId}/outcomes`, deliverySchema, { body: { status, note }, key }),
    inviteCourier: (body: { email: string; name: string }, key: string = newId()) =>
      ask('POST', '/couriers', courierSchema, { body, statuses: [201], key }),
    couriers: async () => (await get('/couriers', z.object({ items: z.array(courierSchema) }))).items,
    /** The parcels of the courier who is signed in. */
    round: async () =>
      (await get('/courier/deliveries', z.object({ items: z.array(courierParcelSchema) }))).items,
    report: (deliveryId: string, report: CourierReport, key: string = newId()) =>
      ask('POST', `/courier/deliveries/${deliveryId}/reports`, courierParcelSchema, { body: report, key }),
    payment: (id: string) => get(`/payments/${id}`, paymentViewSchema),

    requestRefund: (orderId: string, request: z.input<typeof refundRequestSchema>, key: string = newId()) =>
      ask('POST', `/orders/${orderId}/refunds`, refundSchema, { body: request, statuses: [201], key }),
    refund: (id: string) => get(`/refunds/${id}`, refundSchema),
    approveRefund: (id: string, key: string = newId()) =>
      ask('POST', `/refunds/${id}/approvals`, refundSchema, { body: {}, key }),
    /** The seller names a bank account. @param bankToken such as `ba_ok` */
    namePayoutAccount: (sellerId: string, bankToken: string) =>
      ask('PUT', `/sellers/${sellerId}/payout-account`, payoutAccountViewSchema, {
        body: { holder: 'Test Seller', bankToken },
      }),
    /** Staff pay a seller now. */
    payOut: (sellerId: string, key: string = newId(), currency = 'EUR') =>
      ask('POST', '/payouts', payoutStartedSchema, { body: { sellerId, currency }, statuses: [202], key }),
    retryPayout: (id: string, note: string, key: string = newId()) =>
      ask('POST', `/payouts/${id}/retries`, payoutStartedSchema, { body: { note }, statuses: [202], key }),
    payout: (id: string) => get(`/payouts/${id}`, payoutViewSchema),
    /** Staff decide about a step that keeps failing. */
    resolve: (workflowId: string, action: 'retry' | 'skip', note: string, key: string = newId()) =>
      ask('POST', `/workflows/${workflowId}/resolutions`, z.object({ status: z.string() }), {
        ...{ body: { action, note }, key },
      }),
    disputes: async (query = '') =>
      (await get(`/disputes${query}`, z.object({ items: z.array(disputeViewSchema) }))).items,
    dispute: (id: string) => get(`/disputes/${id}`, disputeViewSchema),
    addStatement: (id: string, body: { orderId: string; text: string }, key: string = newId()) =>
      ask('POST', `/disputes/${id}/statements`, disputeViewSchema, { body, key }),
    submitEvidence: (id: string, body: { text?: string } = {}, key: string = newId()) =>
      ask('POST', `/disputes/${id}/evidence`, disputeViewSchema, { body, key }),
    concede: (id: string, note: string, key: string = newId()) =>
      ask('POST', `/disputes/${id}/concessions`, disputeViewSchema, { body: { note }, key }),
    rejectRefund: (id: string, note: string, key: string = newId()) =>
      ask('POST', `/refunds/${id}/rejections`, refundSchema, { body: { note }, key }),
  };
}
