import type { Mailer } from '../notification/mailer';
import { NotFoundError } from '../platform/errors';
import { priced } from './dispute.facts';
import type { Dispute } from './dispute.schema';
import type { DisputeService } from './dispute.service';

/** What is told about. */
export type DisputeNews = 'opened' | 'reminder' | 'submitted' | 'won' | 'lost';
export type DisputeNotices = ReturnType<typeof createDisputeNotices>;

/** Mail to the mailbox that staff share. Sellers, and each of the staff, hear by the notices of the dispute's events. */
export function createDisputeNotices({
  disputes,
  mailer,
  supportEmail,
}: {
  disputes: Pick<DisputeService, 'get'>;
  mailer: Pick<Mailer, 'sendNotice'>;
  supportEmail: string;
}) {
  return {
    /** @throws DomainError `mail-unavailable`; repeated, so a mail can come twice, but never not at all */
    async tell({ disputeId, news }: { disputeId: string; news: DisputeNews }): Promise<void> {
      const dispute = await disputes.get(disputeId);
      if (!dispute) throw new NotFoundError('dispute');
      await mailer.sendNotice({ to: supportEmail, ...staffMail(dispute, news) });
    },
  };
}

function staffMail(dispute: Dispute, news: DisputeNews) {
  const { id, amountMinor, currency, reason, evidenceDueAt, submitAt, parts } = dispute;
  const amount = priced(amountMinor, currency);
  const orders = parts.map(({ orderId }) => orderId).join(', ');
  const due = `Evidence is due ${evidenceDueAt}. If nobody submits any, what was gathered goes out by itself at ${submitAt}.`;
  const lines: Record<DisputeNews, string[]> = {
    opened: [`A bank disputes ${amount}, of orders ${orders}. It says: ${reason}`, due],
    reminder: [`Nobody has answered the dispute about orders ${orders} (${amount}) yet.`, due],
    submitted: [`The evidence about orders ${orders} was sent to the bank.`],
    won: [`The dispute about orders ${orders} (${amount}) was won.`],
    lost: [`The dispute about orders ${orders} (${amount}) was lost. The money is gone back.`],
  };
  return { subject: `${SUBJECT[news]}: dispute ${id}`, lines: lines[news] };
}

const SUBJECT: Record<DisputeNews, string> = {
  opened: 'A bank disputes a payment',
  reminder: 'A dispute waits for an answer',
  submitted: 'Evidence was sent',
  won: 'A dispute was won',
  lost: 'A dispute was lost',
};
