import type { Cart } from '../../services/cart/cart.schema';
import type { Refusal } from '../../services/checkout/checkout.schema';
import type { Delivery } from '../../services/delivery/delivery.schema';
import type { Quote } from '../../services/pricing/pricing.schema';
import type { Order } from '../../services/order/order.schema';
import type { Actor, User } from '../../services/user/user.schema';

export type { Cart, CartLine } from '../../services/cart/cart.schema';
export type { Checkout, Refusal } from '../../services/checkout/checkout.schema';
export type { CourierParcel, Delivery } from '../../services/delivery/delivery.schema';
export type { Parcel, DeclineReason } from '../../services/order/parcel.schema';
export type { OrderReturn, ReturnReason, ReturnStatus } from '../../services/order/return.schema';
export type { CancelReason, Order, OrderLine, OrderStatus } from '../../services/order/order.schema';
export type { Recommendations } from '../../services/recommendation/recommendation.schema';
export type { Money } from '../../services/platform/money';
export type { Facets, Suggestion } from '../../services/search/search.schema';
export type {
  Destination,
  Discount,
  Quote,
  QuoteLine,
  SellerQuote,
  ShippingOption,
} from '../../services/pricing/pricing.schema';
export type {
  Category,
  Picture,
  ProductCard,
  ProductDetail,
  Variant,
} from '../../services/product/product.schema';
export type { Refund, RefundReason, RefundRequest } from '../../services/refund/refund.schema';
export type { Seller } from '../../services/seller/seller.schema';
export type { Actor, Address, Role, SavedPaymentMethod, User } from '../../services/user/user.schema';

/** A list as the API gives it; `nextCursor` is null on the last page. */
export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
  total?: number;
}

/** A price that is not what it was when the thing was put in the basket. */
export interface CartChange {
  sku: string;
  fromMinor: number;
  toMinor: number;
}

/** The basket with what it costs now. */
export interface CartView extends Cart {
  quote: Quote | null;
  changes: CartChange[];
  /** What keeps the basket from being bought. */
  problems: Refusal[];
}

/** An order with the acts that its reader may do. */
export type OrderView = Order & {
  actions: string[];
  /** What its reader may do with each return, by the return's id. */
  returnActions?: Record<string, string[]>;
  links?: { temporal?: string };
};

/** A parcel with the acts that its reader may do. */
export type DeliveryView = Delivery & { actions: string[] };

/** What signing in, or a guest's first step, answers. */
export interface Session {
  accessToken: string;
  expiresAt: string;
  actor: Actor;
  user?: User;
}

/** What the browser must know about where it is; read by the server when the page is asked for. */
export interface PublicConfig {
  apiUrl: string;
  cards: CardsConfig;
  /** Origin of pictures that are not kept by the shop itself. */
  picturesUrl?: string;
  /** Whether browsers register for push at Firebase. */
  hasFirebase?: boolean;
}

/** Who takes card details from the browser, and what the browser needs for it. Nothing here is a secret. */
export type CardsConfig =
  | { provider: 'simulator'; url: string }
  /** The key is empty when the web was not told it: then no card can be taken. */
  | { provider: 'stripe'; publishableKey: string };
