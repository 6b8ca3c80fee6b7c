'use client';

import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import { tell } from '@/lib/behaviour';
import { capital, inWords } from '@/lib/format';
import { messageOf } from '@/lib/problem';
import type { DeliveryWindow } from '@/lib/promise';
import { useAddToCart } from '@/lib/queries';
import type { ProductDetail, Variant } from '@/lib/types';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Days } from '@/ui/clock';
import { Icon, type IconName } from '@/ui/icon';
import { Notice } from '@/ui/notice';
import { Price } from '@/ui/price';
import { Stepper } from '@/ui/stepper';
import { toast } from '@/ui/toast';
import { OptionChips } from './option-chips';
import { useIsAway, VacationNotice } from './vacation-notice';

const FEW = 5;

/** Choosing and putting into the basket: options, price, how many, when it arrives. */
export function BuyBox({ product, arrives }: { product: ProductDetail; arrives: DeliveryWindow }) {
  const add = useAddToCart();
  const [variant, setVariant] = useState<Variant | undefined>(() => firstOf(product));
  const [quantity, setQuantity] = useState(1);
  const isAway = useIsAway(product.seller.vacation);
  if (!variant) return null;
  const left = product.available[variant.sku] ?? 0;
  const most = Math.min(left, 99);

  function choose(next: Variant) {
    setVariant(next);
    setQuantity(1);
    add.reset();
  }

  function putIn(sku: string) {
    add.mutate(
      { sku, quantity },
      {
        onSuccess: () => {
          tell({ type: 'basketed', productId: product.id });
          toast('In your basket.', {
            action: (
              <Link href="/basket" className="link font-medium">
                See it
              </Link>
            ),
          });
        },
      },
    );
  }

  return (
    <div className="mt-5">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1" aria-live="polite">
        <Price minor={variant.priceMinor} currency={product.currency} className="text-title font-medium" />
        {left === 0 && <Chip>Sold out</Chip>}
        {left > 0 && left <= FEW && <Chip tone="amber">{capital(inWords(left))} left</Chip>}
      </p>
      {variant.reduced && (
        <p className="text-small text-muted">
          Lowest price of the 30 days before it was lowered:{' '}
          <Price minor={variant.reduced.fromMinor} currency={product.currency} />
        </p>
      )}
      <p className="text-small text-muted">Tax included. Post is added at checkout.</p>

      <OptionChips product={product} chosen={variant} onChoose={choose} />

      <div className="mt-6 flex flex-wrap items-center gap-3">
        {left > 1 && <Stepper label="How many" value={quantity} max={most} onChange={setQuantity} />}
        <Button
          look="flame"
          size="large"
          icon="basket"
          className="grow"
          disabled={left === 0 || isAway}
          busy={add.isPending}
          busyText="Putting it in…"
          onClick={() => putIn(variant.sku)}
        >
          {left === 0 ? 'Sold out' : 'Put in the basket'}
        </Button>
      </div>
      <VacationNotice vacation={product.seller.vacation} />
      {add.isError && (
        <Notice tone="bad" className="mt-4">
          {messageOf(add.error)}
        </Notice>
      )}
      <ul className="mt-6 space-y-3">
        <Assurance
          icon="truck"
          title={
            <>
              Arrives <Days {...arrives} />
            </>
          }
        >
          By standard post from {product.seller.city}. The exact days for your address come at checkout.
        </Assurance>
        <Assurance icon="lock" title="Charged when it ships">
          Your card is only reserved before. If the shop cannot send it, the money is let go by itself.
        </Assurance>
      </ul>
    </div>
  );
}

function Assurance({ icon, title, children }: { icon: IconName; title: ReactNode; children: ReactNode }) {
  return (
    <li className="flex gap-3">
      <span className="mt-0.5 text-oasis">
        <Icon name={icon} />
      </span>
      <div>
        <p className="font-medium">{title}</p>
        <p className="text-muted">{children}</p>
      </div>
    </li>
  );
}

/** What is chosen at first: something that can be bought. */
function firstOf(product: ProductDetail): Variant | undefined {
  return product.variants.find((variant) => (product.available[variant.sku] ?? 0) > 0) ?? product.variants[0];
}
