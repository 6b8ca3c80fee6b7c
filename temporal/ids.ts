/** Workflow ids are the business ids with a prefix: who knows the order finds its workflow. */
export const workflowIds = {
  checkout: (checkoutId: string) => `checkout-${checkoutId}`,
  payment: (paymentId: string) => `payment-${paymentId}`,
  order: (orderId: string) => `order-${orderId}`,
  delivery: (deliveryId: string) => `delivery-${deliveryId}`,
  refund: (refundId: string) => `refund-${refundId}`,
  payout: (payoutId: string) => `payout-${payoutId}`,
  dispute: (disputeId: string) => `dispute-${disputeId}`,
  catalogueImport: (importId: string) => `import-${importId}`,
  seller: (sellerId: string) => `seller-${sellerId}`,
  shopDomain: (sellerId: string) => `shop-domain-${sellerId}`,
  /** One at a time, whoever asks for it. */
  rankingRollback: () => 'ranking-rollback',
  /** The delivery's id is the endpoint's and the event's. */
  webhookDelivery: (deliveryId: string) => `webhook-${deliveryId}`,
} as const;

/** One queue for what a buyer waits for, one for what takes days; so days of parcels never delay a purchase. */
export const TASK_QUEUES = { checkout: 'caravan-checkout', fulfilment: 'caravan-fulfilment' } as const;

/** Address of a workflow in Temporal UI. Without a run id it is the newest run. */
export function temporalUiLink(
  config: { TEMPORAL_UI_URL: string; TEMPORAL_NAMESPACE: string },
  workflowId: string,
): string {
  return `${config.TEMPORAL_UI_URL}/namespaces/${config.TEMPORAL_NAMESPACE}/workflows/${encodeURIComponent(workflowId)}`;
}
