export interface PaymentProviderOptions {
  /** 0 for any free port. */
  port: number;
  host?: string;
  apiKey: string;
  webhookSecret: string;
  /** Where reports go; none are sent without it. */
  webhookUrl?: string;
  /** Where reports of payouts go; the neighbour of `webhookUrl` when not given. */
  payoutWebhookUrl?: string;
  dataDir: string;
  /** How browsers reach the provider; `http://localhost:<port>` unless given. */
  publicUrl?: string;
  latencyMs?: number;
  authorisationMs?: number;
  evidenceMs?: number;
  /** Pause before disputes, verdicts and failing refunds, in ms. */
  consequenceMs?: number;
  /** How long a report that is to arrive late waits for a later one, in ms. */
  holdMs?: number;
  retryDelaysMs?: readonly number[];
  nowMs?: () => number;
}
