import type { MessageRow } from './channel';
import type { FactLine, FactsOf } from './notification.facts';
import type { Formats } from './notification.words';

/** The lines of a purchase with what was paid, shop by shop, and their sum. */
export function placedRows(
  facts: FactsOf<'order-placed'>,
  write: Formats,
  words: { shipping: string; discount: string; total: string },
): MessageRow[] {
  const { currency, sellers, discountMinor, totalMinor } = facts;
  const money = (amountMinor: number) => write.money({ amountMinor, currency });
  return [
    ...sellers.flatMap(({ name, lines, shippingMinor }) => [
      ...soldRows(lines, currency, write),
      { label: `${words.shipping}, ${name}`, value: money(shippingMinor) },
    ]),
    // The lines are what is paid for them already; the discount is said, not taken off again.
    ...(discountMinor > 0 ? [{ label: words.discount, value: `(${money(discountMinor)})` }] : []),
    { label: words.total, value: money(totalMinor), strong: true },
  ];
}

/** Each line with its amount. */
export function soldRows(lines: readonly FactLine[], currency: string, write: Formats): MessageRow[] {
  return lines.map(({ title, quantity, amountMinor }) => ({
    label: quantity === 1 ? title : `${quantity} × ${title}`,
    value: write.money({ amountMinor, currency }),
  }));
}
