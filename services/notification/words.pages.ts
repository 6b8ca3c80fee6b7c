import type { Audience } from './notification.schema';

/** Where notices lead. */
export const PAGES = {
  order: (id: string, side: Audience = 'buyer') =>
    ({
      buyer: `/orders/${id}`,
      seller: `/seller/orders/${id}`,
      staff: `/staff/orders/${id}`,
      courier: '/courier',
    })[side],
  /** What was bought at once: its order, or all of them. */
  placed: ([first, ...more]: readonly string[]) =>
    first === undefined || more.length > 0 ? '/orders' : `/orders/${first}`,
  conversation: (id: string, side: Audience) =>
    side === 'seller' ? `/seller/messages/${id}` : `/messages/${id}`,
  refunds: (orderId: string, side: Audience) =>
    side === 'staff' ? `/staff/orders/${orderId}` : '/seller/refunds',
  returns: '/seller/returns',
  dispute: (id: string, side: Audience) =>
    side === 'staff' ? `/staff/disputes/${id}` : `/seller/disputes/${id}`,
  payouts: '/seller/payouts',
  stock: '/seller/stock',
  reviews: '/seller/reviews',
  parcel: (id: string) => `/courier/${id}`,
  cases: '/staff',
  webhooks: (side: 'seller' | 'staff') => `/${side}/webhooks`,
  /** Where one reads all of it and chooses what one hears of. */
  notices: (side: Audience) => (side === 'buyer' ? '/account/notifications' : `/${side}/notifications`),
} as const;
