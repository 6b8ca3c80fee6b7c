import { escapeHtml, page } from '../lib/page';
import type { Payment } from './payment.state';

const BRAND = 'Oasis Bank, a bank for trials';

/** The bank's page on which the buyer confirms a payment or refuses it. */
export function authenticatePage(payment: Payment): string {
  const open = payment.status === 'requires-action';
  return page({
    title: open ? 'Confirm your payment' : 'Nothing left to confirm',
    brand: BRAND,
    content: open ? question(payment) : done(payment),
  });
}

/** For an address that leads to no payment. */
export function unknownPaymentPage(): string {
  return page({
    title: 'No such payment',
    brand: BRAND,
    content:
      '<h1>We know no such payment</h1><p>Nothing was charged. Go back to the shop and start the payment again.</p>',
  });
}

function question(payment: Payment): string {
  return `<h1>Confirm your payment</h1>
<p class="amount">${amount(payment)}</p>
<p class="muted">to Caravan, with ${escapeHtml(payment.card.brand)} ending in ${escapeHtml(payment.card.last4)}</p>
<p>Your bank asks whether it is you who is paying. The money is only reserved now and taken when your order ships.</p>
<form method="post"><button class="primary" name="answer" value="approve">Approve</button>
<button name="answer" value="refuse">Refuse</button></form>`;
}

function done(payment: Payment): string {
  const refused = payment.status === 'declined' || payment.status === 'voided';
  const outcome = refused
    ? 'This payment was refused or called off. Nothing was charged.'
    : 'This payment is confirmed.';
  return `<h1>Nothing left to confirm</h1><p>${outcome}</p>
<a class="button primary" href="${escapeHtml(payment.returnUrl)}">Back to the shop</a>`;
}

function amount(payment: Payment): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: payment.currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return escapeHtml(format.format(payment.amountMinor / 10 ** digits));
}
