import type { WebhookService } from './webhook.service';

export type WebhookNotices = ReturnType<typeof createWebhookNotices>;

/** A receiver that was switched off because it does not answer. */
export interface DisabledNotice {
  endpointId: string;
  /** Null for one of the market's own. */
  sellerId: string | null;
  /** The host alone: what stands after it may be a secret of the receiver. */
  host: string;
  disabledAt: string;
}

/** Tells owners what became of their receivers. */
export function createWebhookNotices({
  webhooks,
  tell,
}: {
  webhooks: Pick<WebhookService, 'disabledEndpoint'>;
  /** Told again when an answer was lost: it knows a notice by its endpoint and time. */
  tell: (notice: DisabledNotice) => Promise<unknown>;
}) {
  return {
    async tellOwner({ deliveryId }: { deliveryId: string }): Promise<void> {
      const off = await webhooks.disabledEndpoint(deliveryId);
      if (!off) return;
      const { id: endpointId, sellerId, url, disabledAt } = off;
      await tell({ endpointId, sellerId, host: new URL(url).host, disabledAt });
    },
  };
}
