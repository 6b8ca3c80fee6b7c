'use client';

import Link from 'next/link';
import type { BasketLine } from '@/lib/basket';
import { inWords } from '@/lib/format';
import { fileAt, mediaUrl } from '@/lib/media';
import { useProduct, useSetLine } from '@/lib/queries';
import { Notice } from '@/ui/notice';
import { Price } from '@/ui/price';
import { Skeleton } from '@/ui/skeleton';
import { Stepper } from '@/ui/stepper';
import { toast } from '@/ui/toast';
import { messageOf } from '@/lib/problem';

/** One thing in the basket: how many of it, what it costs, and what is wrong with it. */
export function BasketLineRow({ line, currency }: { line: BasketLine; currency: string }) {
  const set = useSetLine();
  const { quoted } = line;
  // Without an offer the catalogue says what the thing is.
  const product = useProduct(line.productId).data;
  const variant = product?.variants.find((one) => one.sku === line.sku);
  const title = quoted?.title ?? product?.title;
  const variantTitle =
    product && product.variants.length === 1 ? null : (quoted?.variantTitle ?? variant?.title);
  const first = product?.pictures[0];
  const picture = quoted?.pictureUrl ? mediaUrl(quoted.pictureUrl) : first ? fileAt(first, 200) : undefined;
  const unitMinor = quoted?.unitPriceMinor ?? variant?.priceMinor ?? line.seenPriceMinor;
  const most = product?.available[line.sku] ?? 999;

  function change(quantity: number) {
    set.mutate(
      { sku: line.sku, quantity },
      { onError: (error) => toast(messageOf(error), { tone: 'failed' }) },
    );
  }

  function takeOut() {
    const before = line.quantity;
    set.mutate(
      { sku: line.sku, quantity: 0 },
      {
        onError: (error) => toast(messageOf(error), { tone: 'failed' }),
        onSuccess: () =>
          toast(`${title ?? 'It'} is out of your basket.`, {
            action: (
              <button type="button" className="link font-medium" onClick={() => change(before)}>
                Put it back
              </button>
            ),
          }),
      },
    );
  }

  return (
    <li className="py-5">
      <div className="flex gap-4">
        {picture ? (
          <img
            src={picture}
            alt=""
            width={80}
            height={100}
            className="h-25 w-20 shrink-0 rounded-card bg-sunk object-cover"
          />
        ) : (
          <div className="h-25 w-20 shrink-0 rounded-card bg-sunk" />
        )}
        <div className="flex min-w-0 grow flex-col">
          <div className="flex items-start justify-between gap-3">
            <div className="min-w-0">
              {title ? (
                <Link
                  href={`/p/${product?.slug ?? line.productId}`}
                  prefetch={false}
                  className="font-medium hover:underline"
                >
                  {title}
                </Link>
              ) : (
                <Skeleton className="h-5 w-40" />
              )}
              {variantTitle && <p className="text-small text-muted">{variantTitle}</p>}
            </div>
            <Price minor={unitMinor * line.quantity} currency={currency} className="font-medium" />
          </div>
          <div className="mt-auto flex flex-wrap items-center justify-between gap-3 pt-3">
            <Stepper
              label={`How many of ${title ?? 'this'}`}
              value={line.quantity}
              max={Math.max(most, 1)}
              onChange={change}
              disabled={set.isPending || line.notForSale}
            />
            <button type="button" className="link py-2 text-small" disabled={set.isPending} onClick={takeOut}>
              Take out<span className="sr-only"> {title}</span>
            </button>
          </div>
        </div>
      </div>
      <LineTrouble line={line} currency={currency} onChange={change} />
    </li>
  );
}

function LineTrouble({
  line,
  currency,
  onChange,
}: {
  line: BasketLine;
  currency: string;
  onChange: (quantity: number) => void;
}) {
  if (line.notForSale) {
    return (
      <Notice tone="warn" className="mt-3">
        This is no longer for sale. Take it out to go on.
      </Notice>
    );
  }
  if (line.available === 0) {
    return (
      <Notice tone="warn" className="mt-3">
        Somebody was quicker: this is sold out. Take it out to go on.
      </Notice>
    );
  }
  if (line.available !== null) {
    const { available } = line;
    return (
      <Notice
        tone="warn"
        className="mt-3"
        action={
          <button type="button" className="link font-medium" onClick={() => onChange(available)}>
            Take {inWords(available)}
          </button>
        }
      >
        Only {inWords(available)} {available === 1 ? 'is' : 'are'} left.
      </Notice>
    );
  }
  if (line.change) {
    const { fromMinor, toMinor } = line.change;
    return (
      <p role="status" className="mt-3 text-small text-amber">
        The price went {toMinor > fromMinor ? 'up' : 'down'} since you put it in: it was{' '}
        <Price minor={fromMinor} currency={currency} />, now it is{' '}
        <Price minor={toMinor} currency={currency} />.
      </p>
    );
  }
  return null;
}
