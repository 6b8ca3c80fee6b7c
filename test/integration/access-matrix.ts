/**
 * Who may do what with a thing of buyer A and seller A: every route below the name of its door, and access-doors.ts says
 * whom each door lets in. Every route stands here once; what is missing, or is there no more, fails the test. What of
 * it changes something is done in this order.
 */
const BEHIND = `
open
  GET /products
  GET /products/facets
  GET /products/suggestions
  GET /products/{slugOrId}
  GET /categories
  GET /sellers
  GET /sellers/{slug}
  GET /shops/by-host
  GET /picture-options
  GET /push-options
  GET /products/{id}/reviews
  GET /products/{id}/similar
  GET /products/{id}/bought-together
  GET /sellers/{id}/reviews
  POST /webhooks/payments
  POST /webhooks/carriers
  POST /webhooks/payouts
  POST /registrations
  POST /registrations/verifications
  POST /password-resets
  POST /password-resets/confirmations
  POST /guest-sessions
  POST /sessions
  POST /sessions/refreshes
  DELETE /sessions/current
  POST /courier-invitations/{id}/codes
  POST /courier-invitations/{id}/acceptances
everybody
  GET /recommendations
  GET /reviews/{id}
  POST /behaviour
visitors
  GET /carts/current
  GET /orders
  GET /reviews
  GET /conversations
  GET /unread-messages
  GET /notification-preferences
  PATCH /notification-preferences
accounts
  GET /users/me
  GET /devices
  POST /devices
  GET /notifications
  GET /unread-notifications
  POST /notification-reads
  PATCH /users/me
  POST /users/me/addresses
  POST /users/me/payment-methods
  POST /pictures
  POST /documents
  POST /reviews/{id}/reports
itsAccount
  DELETE /devices/{id}
  DELETE /users/me/addresses/{id}
  DELETE /users/me/payment-methods/{id}
buyers
  POST /onboarding
  POST /onboarding/email-codes
  PUT /onboarding/email
  PUT /onboarding/business
  PUT /onboarding/tax-number
  PUT /onboarding/documents
  PUT /onboarding/bank-account
  PUT /onboarding/deposits
  PUT /onboarding/profile
  POST /onboarding/submissions
applicants
  GET /onboarding
onlyBuyer
  POST /checkouts/{id}/payment-attempts
  POST /checkouts/{id}/payment-reports
  POST /checkouts/{id}/abandonments
  PUT /carts/{id}/lines/{sku}
  POST /carts/{id}/quotes
  PUT /carts/{id}/coupon
  DELETE /carts/{id}/coupon
  POST /checkouts
  DELETE /carts/{id}/lines/{sku}
  PUT /reviews/{id}
itsBuyer
  GET /checkouts/{id}
  GET /payments/{id}
parties
  GET /orders/{id}
  GET /orders/{id}/deliveries
  GET /orders/{id}/refunds
  GET /orders/{id}/reviews
  GET /refunds/{id}
  POST /orders/{id}/refunds/preview
  POST /orders/{id}/cancellation/preview
  POST /orders/{id}/returns/preview
  POST /orders/{id}/refunds
  POST /orders/{id}/cancellations
sellerPart
  POST /orders/{id}/acceptance/preview
  POST /orders/{id}/acceptances
  POST /orders/{id}/parcels
  POST /orders/{id}/shipments
  POST /orders/{id}/returns/{returnId}/decisions
  POST /orders/{id}/returns/{returnId}/receipts
  POST /orders/{id}/returns/{returnId}/inspections
buyerPart
  PUT /orders/{id}/shipping-address
  POST /orders/{id}/returns
  POST /orders/{id}/returns/{returnId}/answers
buyerWrites
  POST /orders/{id}/reviews
followers
  GET /deliveries/{id}
sender
  GET /deliveries/{id}/label
receiver
  POST /deliveries/{id}/appointments
courier
  GET /courier/deliveries/{id}
  POST /courier/deliveries/{id}/reports
couriers
  GET /courier/deliveries
talkers
  GET /conversations/{id}
  GET /conversations/{id}/messages
  POST /conversations/{id}/messages
  PUT /conversations/{id}/read
  POST /conversations
  PUT /conversations/{id}/block
  POST /conversations/{id}/reports
shops
  GET /disputes
shop
  GET /sellers/{id}/orders
  GET /sellers/{id}/returns
  GET /sellers/{id}/refunds
  GET /sellers/{id}/shop
  GET /sellers/{id}/payout-account
  GET /sellers/{id}/payouts
  GET /sellers/{id}/next-payouts
  GET /sellers/{id}/promotions
  GET /sellers/{id}/shipping
  GET /sellers/{id}/balance
  GET /sellers/{id}/statement
  GET /sellers/{id}/statement.csv
  GET /sellers/{id}/commission
  GET /sellers/{id}/analytics
  GET /sellers/{id}/analytics/{report}
  GET /promotions/{id}
  GET /payouts/{id}
  GET /disputes/{id}
  POST /disputes/{id}/statements
  POST /refunds/{id}/rejections
  POST /refunds/{id}/approvals
shopAdmin
  GET /products/{id}/source
  GET /products/{id}/prices
  GET /sellers/{id}/products
  GET /sellers/{id}/catalogue.csv
  GET /stock
  GET /stock/{sku}
  GET /stock/{sku}/movements
  GET /imports
  GET /imports/{id}
  GET /imports/{id}/report.csv
  GET /webhook-endpoints
  GET /webhook-endpoints/{id}
  GET /webhook-endpoints/{id}/deliveries
  GET /webhook-deliveries/{id}
  POST /products
  PATCH /products/{slugOrId}
  POST /stock/{sku}/movements
  PUT /stock/{sku}/threshold
  POST /imports
  POST /imports/{id}/cancellations
  POST /webhook-endpoints
  PATCH /webhook-endpoints/{id}
  POST /webhook-endpoints/{id}/secrets
  POST /webhook-endpoints/{id}/tests
  POST /webhook-deliveries/{id}/resends
  DELETE /webhook-endpoints/{id}
  PUT /sellers/{id}/shipping
  POST /sellers/{id}/promotions
  POST /promotions/{id}/endings
onlyShop
  PATCH /sellers/{id}/shop
  PUT /sellers/{id}/domain
  POST /sellers/{id}/domain-checks
  DELETE /sellers/{id}/domain
  PUT /sellers/{id}/payout-account
  DELETE /couriers/{id}
onlyShopTalk
  GET /sellers/{id}/conversations
  PUT /reviews/{id}/answer
onlyShops
  GET /couriers
  POST /couriers
document
  GET /documents/{id}
staff
  GET /shops
  GET /applications
  GET /applications/{id}
  GET /refunds
  GET /payouts
  GET /promotions
  GET /orders/{id}/ledger
  GET /ledger/balances
  GET /attention
  GET /cases
  GET /cases/{id}
  GET /audit-log
  GET /analytics
  GET /analytics/{report}
  GET /reconciliation
  GET /audits
  GET /ranking-versions
  GET /events
  GET /events/{id}
  GET /streams
  GET /consumers
  GET /dead-letters
  GET /reported-conversations
  POST /applications/{id}/questions
  POST /applications/{id}/approvals
  POST /applications/{id}/refusals
  POST /orders/{id}/resolutions
  POST /checkouts/{id}/resolutions
  POST /payments/{id}/resolutions
  POST /deliveries/{id}/resolutions
  POST /refunds/{id}/resolutions
  POST /disputes/{id}/resolutions
  POST /payouts/{id}/resolutions
  POST /workflows/{id}/resolutions
  POST /deliveries/{id}/outcomes
  POST /disputes/{id}/evidence
  POST /disputes/{id}/concessions
  POST /sellers/{id}/adjustments
  POST /payouts
  POST /payouts/{id}/retries
  POST /cases/{id}/resolutions
  POST /codec/decode
  POST /codec/encode
  POST /reconciliation/runs
  POST /audits/runs
  POST /ranking-versions/runs
  POST /reviews/{id}/moderations
  POST /conversations/{id}/report-closures
  POST /sellers/{id}/suspensions
  POST /sellers/{id}/reinstatements
admins
  GET /users
  POST /dead-letters/{id}/retries
  POST /ranking-versions/rollbacks
  GET /commissions
  GET /categories/all
  POST /promotions
  POST /categories
  PUT /commissions/{type}/{id}
  PUT /categories/order
  PATCH /categories/{id}
  PUT /users/{id}/role
  POST /users/{id}/locks
  POST /users/{id}/unlocks
  POST /users/{id}/session-ends
`;

/** The routes of each door. */
export const ROUTES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  BEHIND.trim()
    .split(/\n(?=\w)/)
    .map((part) => {
      const [door = '', ...routes] = part.split('\n').map((line) => line.trim());
      return [door, routes];
    }),
);

/** What sockets may watch, by the door of each; nobody is not let in at all. */
export const WATCHES: Readonly<Record<string, string>> = {
  order: 'parties',
  delivery: 'followers',
  checkout: 'itsBuyer',
  seller: 'shopLive',
  analytics: 'shopLive',
  conversation: 'talkers',
};
