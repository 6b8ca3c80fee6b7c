import type { PayloadCodec } from '@temporalio/common';
import type { AnalyticsService } from '../services/analytics/analytics.service';
import type { AuditLogService } from '../services/audit-log/audit-log.service';
import type { BehaviourService } from '../services/behaviour/behaviour.service';
import type { Cart } from '../services/cart/cart.schema';
import type { CaseService } from '../services/case/case.service';
import type { Checkout, PlaceOrderRequest, Refusal } from '../services/checkout/checkout.schema';
import type { CommissionService } from '../services/commission/commission.service';
import type { DisputeService } from '../services/dispute/dispute.service';
import type { PayoutPlanning } from '../services/payout/payout.planning';
import type { PayoutProvider } from '../services/payout/payout-provider.port';
import type { PayoutService } from '../services/payout/payout.service';
import type { Bookkeeping } from '../services/ledger/bookkeeping';
import type { SellerCatalogue } from '../services/import/seller-catalogue';
import type { InventoryService } from '../services/inventory/inventory.service';
import type { LedgerService } from '../services/ledger/ledger.service';
import type { MediaService } from '../services/media/media.service';
import type { RefundPlan } from '../services/refund/refund.state';
import type { Carrier } from '../services/delivery/carrier.port';
import type { DeliveryService } from '../services/delivery/delivery.service';
import type { ActedBy, Order, OrderStatus } from '../services/order/order.schema';
import type { AskedOfAll } from '../services/order/order.service';
import type { ListedReturn } from '../services/order/return.schema';
import type { Payment } from '../services/payment/payment.schema';
import type { PaymentProvider } from '../services/payment/provider.port';
import type { Clock } from '../services/platform/clock';
import type { Config } from '../services/platform/config';
import type { Checks } from '../services/platform/health';
import type { IdempotencyStore } from '../services/platform/idempotency';
import type { Logger } from '../services/platform/logger';
import type { WebhookStore } from '../services/platform/webhooks';
import type { CouponAsked, PromotionService } from '../services/promotion/promotion.service';
import type { ShippingTables } from '../services/pricing/shipping-table.service';
import type { Destination, Quote, ShippingChoices } from '../services/pricing/pricing.schema';
import type { Category, FacetQuery, Product, ProductQuery } from '../services/product/product.schema';
import type { MessagingService } from '../services/messaging/messaging.service';
import type { ReviewService } from '../services/review/review.service';
import type { ProductService } from '../services/product/product.service';
import type { WatchReports } from '../services/reconciliation/reports';
import type { Refund, RefundDecider, RefundRequest, RefundStatus } from '../services/refund/refund.schema';
import type { RefundService } from '../services/refund/refund.service';
import type { OnboardingService } from '../services/onboarding/onboarding.service';
import type { Suggestion } from '../services/search/search.schema';
import type { Seller } from '../services/seller/seller.schema';
import type { SellerService } from '../services/seller/seller.service';
import type {
  Access,
  Address,
  NewPaymentMethod,
  Registration,
  Session,
  User,
} from '../services/user/user.schema';
import type { Administration } from '../services/user/user.administration';
import type { Couriers } from '../services/user/user.couriers';
import type { RankingPublishing } from '../services/recommendation/recommendation.publishing';
import type { RecommendationService } from '../services/recommendation/recommendation.service';
import type { DeviceService } from '../services/notification/devices';
import type { NotificationService } from '../services/notification/notification.service';
import type { WebhookService } from '../services/webhook/webhook.service';
import type { EventExplorer } from './event-explorer';
import type { TokenCheck } from './http/auth';
import type { Limits } from './http/limits';
import type { WorkflowCalls } from './workflow-calls';

/**
 * What the API asks of each service: only what it uses, so that a test fakes no more than that. The services of
 * `services/compose.ts` fit these shapes; the compiler says so in main.ts.
 */

/** What a sign-in gives. Without a refresh token the cookie stays as it is: another tab has just got the new one. */
export type SessionAnswer = Access & {
  [Part in 'refreshToken' | 'refreshExpiresAt']: Session[Part] | null;
};

interface Users extends Administration, Couriers {
  startGuestSession(): Promise<SessionAnswer>;
  register(request: Registration): Promise<unknown>;
  verifyRegistration(request: { email: string; code: string }): Promise<Session & { user: User }>;
  signIn(request: { email: string; password: string }): Promise<Session & { user: User }>;
  refresh(request: { refreshToken: string }): Promise<SessionAnswer>;
  signOut(request: { refreshToken: string }): Promise<unknown>;
  requestPasswordReset(request: { email: string }): Promise<unknown>;
  confirmPasswordReset(request: { email: string; code: string; password: string }): Promise<unknown>;
  sendSellingCode(userId: string): Promise<void>;
  redeemSellingCode(userId: string, code: string): Promise<string>;
  get(id: string): Promise<User | null>;
  changeProfile(request: { userId: string; expectedVersion: number; name: string }): Promise<User>;
  addAddress(request: { userId: string; address: Address }): Promise<User>;
  removeAddress(request: { userId: string; addressId: string }): Promise<User>;
  addPaymentMethod(request: { userId: string; method: NewPaymentMethod }): Promise<User>;
  removePaymentMethod(request: { userId: string; methodId: string }): Promise<User>;
}

/** JSON text that is ready to be sent, with its strong ETag. */
export interface PreparedJson {
  json: string;
  etag: string;
}

export interface Products {
  get(id: string): Promise<Product | null>;
  categories: Pick<ProductService['categories'], 'list' | 'create' | 'change' | 'order'>;
  catalogue: {
    detailJson(slugOrId: string): Promise<PreparedJson | null>;
    list(query: ProductQuery): Promise<{ total: number }>;
    listJson(query: ProductQuery): Promise<PreparedJson>;
    facetsJson(query: FacetQuery): Promise<PreparedJson>;
    suggest(query: string): Promise<Suggestion[]>;
    categories(): Promise<Category[]>;
    itemsForSkus(skus: readonly string[]): Promise<{ sku: string; unitPriceMinor: number }[]>;
    availability(skus: readonly string[]): Promise<Record<string, number>>;
  };
}

interface Sellers {
  get(id: string): Promise<Seller | null>;
  listAll: SellerService['listAll'];
  changeShop: SellerService['changeShop'];
  domains: Pick<SellerService['domains'], 'name' | 'drop' | 'shopAt' | 'isLost'>;
  getBySlug(slug: string): Promise<Seller | null>;
  list(): Promise<Seller[]>;
}

interface Carts {
  current(ownerId: string): Promise<Cart>;
  get(id: string): Promise<Cart | null>;
  setLine(request: { cartId: string; ownerId: string; sku: string; quantity: number }): Promise<Cart>;
  removeLine(request: { cartId: string; ownerId: string; sku: string }): Promise<Cart>;
  setCoupon(request: { cartId: string; ownerId: string; code: string | null }): Promise<Cart>;
  merge(request: { from: string; into: string }): Promise<unknown>;
}

type Priced = { ok: true; quote: Quote } | { ok: false; refusal: Refusal };
interface Pricing {
  quoteBasket(request: {
    lines: { sku: string; quantity: number }[];
    destination: Destination;
    choices: ShippingChoices;
    coupon?: CouponAsked;
  }): Promise<Priced>;
}

interface Stocks {
  availability(skus: string[]): Promise<Record<string, number>>;
}

export interface Checkouts {
  open(request: {
    checkoutId: string;
    ownerId: string;
    request: PlaceOrderRequest;
    returnOrigin: string | null;
  }): Promise<Checkout>;
  addAttempt(request: {
    checkoutId: string;
    paymentToken: string;
    returnOrigin: string | null;
  }): Promise<Checkout>;
  get(id: string): Promise<Checkout | null>;
}

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
interface PageRequest {
  cursor?: string;
  limit: number;
}

export interface Orders {
  get(id: string): Promise<Order | null>;
  listForBuyer(request: PageRequest & { buyerId: string }): Promise<Page<Order>>;
  listForSeller(request: PageRequest & { sellerId: string; status?: OrderStatus }): Promise<Page<Order>>;
  listAll(request: PageRequest & AskedOfAll): Promise<Page<Order>>;
  listReturns(request: PageRequest & { sellerId: string; onlyOpen: boolean }): Promise<Page<ListedReturn>>;
}

export interface Payments {
  get(id: string): Promise<Payment | null>;
}

export type Deliveries = Pick<
  DeliveryService,
  'get' | 'listForOrder' | 'listForCourier' | 'countOpen' | 'findByTracking' | 'label'
>;

export interface Refunds {
  request(request: { refundId: string; order: Order; request: RefundRequest; by: ActedBy }): Promise<Refund>;
  get(id: string): Promise<Refund | null>;
  listForOrder(orderId: string): Promise<Refund[]>;
  plan(request: {
    order: Order;
    request: Omit<RefundRequest, 'reason' | 'note' | 'restock'>;
  }): Promise<RefundPlan>;
  planRequest: RefundService['planRequest'];
  planCancelled: RefundService['planCancelled'];
  list(
    request: PageRequest & { sellerId?: string; status?: RefundStatus; decider?: RefundDecider },
  ): Promise<Page<Refund>>;
}

export interface ApiServices {
  user: Users;
  product: Products;
  seller: Sellers;
  cart: Carts;
  pricing: Pricing;
  /** Prices as visitors see them: from memory, at most about a second old. */
  estimates: Pricing;
  promotion: Pick<PromotionService, 'get' | 'create' | 'end' | 'list' | 'coupon'>;
  shippingTables: Pick<ShippingTables, 'get' | 'put'>;
  inventory: Stocks & Pick<InventoryService, 'movements'>;
  sellerCatalogue: Pick<SellerCatalogue, 'editing' | 'imports' | 'exported'>;
  checkout: Checkouts;
  commission: Pick<CommissionService, 'view' | 'plan'>;
  order: Orders;
  payment: Payments;
  delivery: Deliveries;
  refund: Refunds;
  payout: Pick<PayoutService, 'get' | 'list' | 'accounts'>;
  payoutPlanning: Pick<PayoutPlanning, 'nextFor' | 'retryOf' | 'preview'>;
  onboarding: Pick<OnboardingService, 'begin' | 'get' | 'list' | 'keepDraft'>;
  dispute: Pick<DisputeService, 'get' | 'list'>;
  ledger: Pick<LedgerService, 'entriesAbout' | 'get' | 'balances' | 'sellerBalances' | 'statement'>;
  books: Pick<Bookkeeping, 'adjust' | 'previewRefunds'>;
  cases: Pick<CaseService, 'get' | 'list' | 'open' | 'resolve'>;
  review: Omit<ReviewService, 'settle' | 'bringIn' | 'ready'>;
  messaging: Omit<MessagingService, 'moveOut' | 'ready'>;
  auditLog: AuditLogService;
  analytics: AnalyticsService;
  behaviour: Pick<BehaviourService, 'record'>;
  watchReports: Pick<WatchReports, 'list'>;
  rankings: Pick<RankingPublishing, 'list'>;
  recommendation: RecommendationService;
  notification: Omit<NotificationService, 'notify' | 'tell' | 'outgoing'>;
  devices: Pick<DeviceService, 'register' | 'list' | 'remove'>;
  webhook: Omit<WebhookService, 'attempt' | 'disabledEndpoint' | 'listening' | 'planFor' | 'ready'>;
  media: Pick<
    MediaService,
    | 'options'
    | 'putPicture'
    | 'fetchPicture'
    | 'requirePictures'
    | 'putDocument'
    | 'document'
    | 'readDocument'
  >;
}

/** Everything that `createApp` is given. */
export interface ApiDeps {
  config: Config;
  logger: Logger;
  clock: Clock;
  services: ApiServices;
  workflows: WorkflowCalls;
  explorer: EventExplorer;
  idempotency: IdempotencyStore;
  webhooks: WebhookStore;
  provider: Pick<PaymentProvider, 'parseWebhook'>;
  payoutProvider: Pick<PayoutProvider, 'parseWebhook'>;
  carrier: Pick<Carrier, 'parseWebhook'>;
  verifyToken: TokenCheck;
  limits: Limits;
  codec: PayloadCodec | null;
  /** Asks each dependency; must answer within a second or so. */
  checks: Checks;
}
