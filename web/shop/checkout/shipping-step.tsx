'use client';

import { messageOf } from '@/lib/problem';
import { deliveryWindow } from '@/lib/promise';
import { useSellers } from '@/lib/queries';
import { useFormat } from '@/lib/surroundings';
import type { Quote, SellerQuote, ShippingOption } from '@/lib/types';
import { useNow } from '@/ui/clock';
import { Notice } from '@/ui/notice';
import { Price } from '@/ui/price';
import { Skeleton } from '@/ui/skeleton';

interface ShippingStepProps {
  quote: Quote | undefined;
  /** What the buyer chose, by seller; shown at once, before the new offer is there. */
  choices: Record<string, string>;
  error: unknown;
  loading: boolean;
  disabled: boolean;
  onChoose: (sellerId: string, optionId: string) => void;
}

/** How each shop's parcel travels, with the days on which it arrives. */
export function ShippingStep({ quote, choices, error, loading, disabled, onChoose }: ShippingStepProps) {
  if (error) return <Notice tone="warn">{messageOf(error)}</Notice>;
  if (!quote && loading) return <Skeleton className="h-28 w-full" />;
  if (!quote) return <p className="text-muted">The ways to send it appear here once we know where to.</p>;
  return (
    <div className="space-y-6">
      {quote.sellers.map((seller) => (
        <SellerShipping
          key={seller.sellerId}
          seller={seller}
          chosen={choices[seller.sellerId] ?? seller.shipping.id}
          currency={quote.currency}
          disabled={disabled}
          onChoose={onChoose}
        />
      ))}
    </div>
  );
}

interface SellerShippingProps {
  seller: SellerQuote;
  chosen: string;
  currency: string;
  disabled: boolean;
  onChoose: (sellerId: string, optionId: string) => void;
}

function SellerShipping({ seller, chosen, currency, disabled, onChoose }: SellerShippingProps) {
  const things = seller.lines.reduce((sum, line) => sum + line.quantity, 0);
  return (
    <fieldset disabled={disabled}>
      <legend className="mb-2">
        <span className="font-medium text-dusk">{seller.sellerName}</span>
        <span className="text-muted">
          {' '}
          · {things} {things === 1 ? 'thing' : 'things'}
        </span>
      </legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {seller.shippingOptions.map((option) => (
          <label
            key={option.id}
            className="flex cursor-pointer items-start gap-3 rounded-card border border-edge p-3.5 transition-colors has-checked:border-flame has-checked:bg-flame-soft has-disabled:cursor-not-allowed has-disabled:opacity-70"
          >
            <input
              type="radio"
              name={`shipping-${seller.sellerId}`}
              checked={chosen === option.id}
              onChange={() => onChoose(seller.sellerId, option.id)}
              className="mt-0.5 size-4.5 accent-(--flame)"
            />
            <span className="grow">
              <span className="flex justify-between gap-2 font-medium">
                {option.label}
                {option.priceMinor === 0 ? (
                  <span className="text-oasis">free</span>
                ) : (
                  <Price minor={option.priceMinor} currency={currency} />
                )}
              </span>
              <Arrival sellerId={seller.sellerId} option={option} />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Arrival({ sellerId, option }: { sellerId: string; option: ShippingOption }) {
  const format = useFormat();
  const now = useNow(3_600_000);
  const handlingDays = useSellers().data?.find((seller) => seller.id === sellerId)?.handlingDays;
  if (handlingDays === undefined || now === null) {
    return (
      <span className="text-small text-muted">
        {option.minDays} to {option.maxDays} days on the road
      </span>
    );
  }
  const { from, until } = deliveryWindow(now, handlingDays, option);
  return <span className="text-small text-muted">Arrives {format.dateRange(from, until)}</span>;
}
