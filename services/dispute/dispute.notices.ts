import type { Mailer } from '../notification/mailer';
import { NotFoundError } from '../platform/errors';
import { priced } from './dispute.facts';
import type { Dispute, DisputePart } from './dispute.schema';
import type { DisputeService } from './dispute.service';

/** What is told about. */
export type DisputeNews = 'opened' | 'reminder' | 'submitted' | 'won' | 'lost';
export type DisputeNotices = ReturnType<typeof createDisputeNotices>;

/** Mail about disputes: each seller hears of their own part, staff of all of it. */
export function createDisputeNotices({
  disputes,
  mailer,
  people,
  supportEmail,
}: {
  disputes: Pick<DisputeService, 'get'>;
  mailer: Pick<Mailer, 'sendNotice'>;
  people: { emailsOfSeller(sellerId: string): Promise<string[]> };
  supportEmail: string;
}) {
  return {
    /** @throws DomainError `mail-unavailable`; repeated as a whole, so a mail can come twice, but never not at all */
    async tell({ disputeId, news }: { disputeId: string; news: DisputeNews }): Promise<void> {
      const dispute = await disputes.get(disputeId);
      if (!dispute) throw new NotFoundError('dispute');
      for (const part of dispute.parts) {
        for (const to of await people.emailsOfSeller(part.sellerId))
          await mailer.sendNotice({ to, ...sellerMail(dispute, part, news) });
      }
      await mailer.sendNotice({ to: supportEmail, ...staffMail(dispute, news) });
    },
  };
}

function sellerMail({ evidenceDueAt, reason, currency }: Dispute, part: DisputePart, news: DisputeNews) {
  const amount = priced(part.amountMinor, currency);
  const subject = `${SUBJECT[news]}: order ${part.orderId}`;
  const due = `Evidence is due ${evidenceDueAt}. Add a statement to the order's dispute before then.`;
  const lines: Record<DisputeNews, string[]> = {
    opened: [
      `The buyer's bank disputes ${amount} of your order ${part.orderId}. It says: ${reason}`,
      'The amount is set aside until the bank decides. We have gathered what we know of the order and its parcel.',
      due,
    ],
    reminder: [`Nobody has answered the dispute about your order ${part.orderId} (${amount}) yet.`, due],
    submitted: [`The evidence about your order ${part.orderId} was sent to the bank, which now decides.`],
    won: [`The bank decided for you. ${amount} of order ${part.orderId} are yours again.`],
    lost: [`The bank decided for the buyer. ${amount} of order ${part.orderId} are gone back.`],
  };
  return { subject, lines: lines[news] };
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
