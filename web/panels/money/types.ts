import type { Case } from '../../../services/case/case.schema';
import type { Dispute } from '../../../services/dispute/dispute.schema';
import type { AccountBalance, LedgerEntry } from '../../../services/ledger/ledger.schema';
import type { Payout, PayoutAccountStatus } from '../../../services/payout/payout.schema';

export type { AuditEntry } from '../../../services/audit-log/audit-log.schema';
export type { Case, CaseSeverity } from '../../../services/case/case.schema';
export type { DisputePart, DisputeStatus } from '../../../services/dispute/dispute.schema';
export type {
  LedgerEntry,
  LedgerEntryKind,
  LedgerLeg,
  SellerBalance,
  StatementLine,
} from '../../../services/ledger/ledger.schema';
export type { PayoutStatus } from '../../../services/payout/payout.schema';
export type { WatchReport } from '../../../services/reconciliation/reconciliation.schema';

/** A dispute as sellers and staff see it; what only staff see is optional. */
export type DisputeView = Omit<Dispute, 'providerPaymentId' | 'providerDisputeId'> & {
  /** What is sent to the bank unless somebody writes another text. */
  draft?: string;
  actions: ('state' | 'submit' | 'concede')[];
  links?: { temporal: string; payment: string };
};

export type PayoutView = Omit<
  Payout,
  'providerAccountId' | 'providerTransferId' | 'asked' | 'accountChange'
> & {
  actions: 'retry'[];
  links?: { temporal: string };
};

/** Where a seller is paid. */
export interface PayoutAccountView {
  sellerId: string;
  status: 'missing' | PayoutAccountStatus;
  holder: string | null;
  last4: string | null;
  problem: string | null;
}

/** What the next run would pay; minor units. */
export interface NextPayout {
  currency: string;
  amountMinor: number;
  reserveMinor: number;
  reason: string | null;
}

/** Everything that is booked about an order. */
export interface OrderLedger {
  orderId: string;
  entries: LedgerEntry[];
  accounts: AccountBalance[];
  links: { order: string; payment: string };
}

/** Something that waits for staff: a workflow, or a case. */
export interface AttentionItem {
  kind: 'workflow' | 'case';
  id: string;
  subject: { type: string; id: string };
  problem: string;
  text: string;
  suggestion: string;
  severity: Case['severity'];
  since: string;
  version: number | null;
  links: { resolutions?: string; temporal?: string };
}

/** What is decided in the queue itself. */
export type ResolvableItem = AttentionItem & { links: { resolutions: string } };

export function isResolvable(item: AttentionItem): item is ResolvableItem {
  return item.links.resolutions !== undefined;
}
