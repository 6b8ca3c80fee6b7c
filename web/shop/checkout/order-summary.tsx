'use client';

import type { CartView, Quote } from '@/lib/types';
import { Card } from '@/ui/card';
import { Price } from '@/ui/price';
import { CouponField } from '../coupon-field';
import { Sum } from '../sum';

/** What is bought and what it comes to; estimated until the address is known. */
export function OrderSummary({
  cart,
  quote,
  settled,
}: {
  cart: CartView;
  quote: Quote | undefined;
  /** The goods are held at this price: the code stays as it is. */
  settled?: boolean;
}) {
  const shown = quote ?? cart.quote;
  return (
    <section aria-label="Your order" className="lg:sticky lg:top-6 lg:self-start">
      <Card>
        <h2 className="mb-4 text-lead">Your order</h2>
        {shown && (
          <ul className="mb-4 space-y-2">
            {shown.sellers
              .flatMap((seller) => seller.lines)
              .map((line) => (
                <li key={line.sku} className="flex justify-between gap-4">
                  <span className="min-w-0">
                    <span className="figures text-muted">{line.quantity} × </span>
                    {line.title}
                  </span>
                  <Price minor={line.subtotalMinor} currency={shown.currency} />
                </li>
              ))}
          </ul>
        )}
        <div aria-live="polite">{shown && <Sum quote={shown} estimated={!quote} />}</div>
        <div className="mt-3">
          <CouponField cart={cart} quote={shown ?? undefined} disabled={settled} />
        </div>
      </Card>
    </section>
  );
}
