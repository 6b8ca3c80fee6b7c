import type { Cart } from '../services/cart/cart.schema';
import type { Checkout } from '../services/checkout/checkout.schema';
import type { Delivery } from '../services/delivery/delivery.schema';
import type { Order } from '../services/order/order.schema';
import type { Payment } from '../services/payment/payment.schema';
import type { Seller } from '../services/seller/seller.schema';
import type { Address } from '../services/user/user.schema';
import type { Quote } from '../services/pricing/pricing.schema';

const NOW = '2030-01-01T00:00:00.000Z';

const anAddress: Address = {
  name: 'Ada Lind',
  line1: 'Storgatan 1',
  city: 'Lund',
  postcode: '22100',
  country: 'SE',
};

export function aSeller(over: Partial<Seller> = {}): Seller {
  return {
    id: 'seller-1',
    slug: 'oleiro',
    name: 'Oleiro',
    tagline: 'Of clay',
    story: '',
    city: 'Porto',
    country: 'PT',
    status: 'active',
    commissionPoints: 1000,
    handlingDays: 2,
    rating: { average: 0, count: 0 },
    version: 3,
    ...over,
  };
}

export function aCart(over: Partial<Cart> = {}): Cart {
  return {
    id: 'cart-1',
    ownerId: 'buyer-1',
    checkoutId: 'checkout-1',
    lines: [
      { sku: 'MUG-BLUE', productId: 'product-1', sellerId: 'seller-1', quantity: 2, seenPriceMinor: 1500 },
    ],
    version: 1,
    ...over,
  };
}

export function aQuote(over: Partial<Quote> = {}): Quote {
  return {
    currency: 'EUR',
    taxIncluded: true,
    sellers: [],
    itemsMinor: 3000,
    shippingMinor: 490,
    taxMinor: 557,
    totalMinor: 3490,
    ...over,
  };
}

export function aCheckout(over: Partial<Checkout> = {}): Checkout {
  return {
    id: 'checkout-1',
    ownerId: 'buyer-1',
    cartId: 'cart-1',
    email: 'ada@example.test',
    status: 'open',
    shippingAddress: anAddress,
    shippingChoices: {},
    expectedTotal: { amountMinor: 3490, currency: 'EUR' },
    quote: null,
    attempt: 1,
    openings: 1,
    declineReason: null,
    redirectUrl: null,
    refusal: null,
    holdExpiresAt: null,
    paymentId: 'checkout-1',
    orderIds: [],
    createdAt: NOW,
    version: 1,
    ...over,
  };
}

export function anOrder(over: Partial<Order> = {}): Order {
  return {
    id: 'checkout-1-1',
    checkoutId: 'checkout-1',
    paymentId: 'checkout-1',
    buyerId: 'buyer-1',
    email: 'ada@example.test',
    sellerId: 'seller-1',
    sellerName: 'Lind & Lera',
    status: 'placed',
    currency: 'EUR',
    lines: [],
    shipping: {
      id: 'standard',
      label: 'Standard',
      priceMinor: 490,
      minDays: 2,
      maxDays: 4,
      taxMinor: 78,
      totalMinor: 490,
    },
    itemsMinor: 3000,
    taxMinor: 557,
    totalMinor: 3490,
    capturedMinor: 0,
    refundedMinor: 0,
    commissionPoints: 1000,
    allocations: [],
    shippingAddress: anAddress,
    acceptBy: NOW,
    shipBy: null,
    promisedFrom: NOW,
    promisedUntil: NOW,
    deliveredAt: null,
    returnUntil: null,
    deliveryIds: [],
    cancelReason: null,
    timeline: [],
    placedAt: NOW,
    version: 3,
    ...over,
  };
}

export function aPayment(over: Partial<Payment> = {}): Payment {
  return {
    id: 'checkout-1',
    checkoutId: 'checkout-1',
    ownerId: 'buyer-1',
    status: 'pending',
    currency: 'EUR',
    amountMinor: 3490,
    authorisedMinor: 0,
    capturedMinor: 0,
    refundedMinor: 0,
    providerPaymentId: null,
    authorisedUntil: null,
    attempts: [
      {
        number: 1,
        key: 'checkout-1-authorise-1',
        token: 'tok_secret',
        providerPaymentId: 'pp-1',
        status: 'awaiting-buyer',
        declineReason: null,
      },
    ],
    parts: [],
    operations: [],
    createdAt: NOW,
    version: 1,
    ...over,
  };
}

export const aPlaceOrder = {
  cartId: 'cart-1',
  email: 'ada@example.test',
  shippingAddress: anAddress,
  shippingChoices: {},
  paymentToken: 'tok_visa',
  expectedTotal: { amountMinor: 3490, currency: 'EUR' },
};

export function aDelivery(over: Partial<Delivery> = {}): Delivery {
  return {
    id: 'checkout-1-1-d1',
    orderId: 'checkout-1-1',
    buyerId: 'buyer-1',
    sellerId: 'seller-1',
    status: 'booked',
    courierId: 'courier-1',
    trackingId: null,
    labelUrl: null,
    estimatedAt: null,
    tracking: [],
    createdAt: NOW,
    version: 1,
    ...over,
  };
}
