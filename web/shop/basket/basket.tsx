'use client';

import Link from 'next/link';
import { basketGroups, type BasketGroup } from '@/lib/basket';
import { plural } from '@/lib/format';
import { useCart, useProduct } from '@/lib/queries';
import { useSession } from '@/lib/session';
import type { CartView, SellerQuote } from '@/lib/types';
import { ButtonLink } from '@/ui/button';
import { Card } from '@/ui/card';
import { EmptyState } from '@/ui/empty-state';
import { Icon } from '@/ui/icon';
import { Notice } from '@/ui/notice';
import { Price } from '@/ui/price';
import { Loading, Skeleton } from '@/ui/skeleton';
import { Away, Failed } from '../failed';
import { CouponField } from '../coupon-field';
import { WithBasket } from '../recommended';
import { Sum } from '../sum';
import { BasketLineRow } from './basket-line';

const FALLBACK_CURRENCY = 'EUR';

/** The basket: by shop, with what it costs and what stands in the way. */
export function Basket() {
  const session = useSession();
  const cart = useCart();
  if (session.status === 'away') return <Away />;
  if (session.status === 'unknown' || (session.status === 'present' && cart.isPending))
    return <BasketSkeleton />;
  if (cart.isError && !cart.data) return <Failed error={cart.error} onRetry={() => void cart.refetch()} />;
  if (!cart.data || cart.data.lines.length === 0) {
    return (
      <EmptyState
        title="Your basket is empty"
        action={
          <ButtonLink href="/search?sort=newest" look="flame">
            See what is new
          </ButtonLink>
        }
      >
        <p>What you put in stays here, also when you close the page.</p>
      </EmptyState>
    );
  }
  const productIds = [...new Set(cart.data.lines.map(({ productId }) => productId))];
  return (
    <>
      <FullBasket cart={cart.data} />
      <WithBasket productIds={productIds} />
    </>
  );
}

function FullBasket({ cart }: { cart: CartView }) {
  const groups = basketGroups(cart);
  const currency = cart.quote?.currency ?? FALLBACK_CURRENCY;
  return (
    <div className="grid gap-8 lg:grid-cols-[1fr_22rem] lg:gap-12">
      <div className="space-y-6">
        {groups.map((group) => (
          <Group
            key={group.sellerId}
            group={group}
            quote={cart.quote?.sellers.find((seller) => seller.sellerId === group.sellerId)}
            currency={currency}
          />
        ))}
      </div>
      <Summary cart={cart} shops={groups.length} />
    </div>
  );
}

function Group({
  group,
  quote,
  currency,
}: {
  group: BasketGroup;
  quote: SellerQuote | undefined;
  currency: string;
}) {
  const product = useProduct(group.lines[0]?.productId ?? '').data;
  const name = group.sellerName ?? product?.seller.name ?? 'A shop';
  return (
    <Card className="py-0 md:py-0">
      <section aria-label={`From ${name}`}>
        <div className="flex items-center gap-2.5 border-b border-line py-4 text-dusk">
          <Icon name="shop" />
          <h2 className="font-text text-large font-medium tracking-normal">
            {product ? (
              <Link href={`/shops/${product.seller.slug}`} className="hover:underline">
                {name}
              </Link>
            ) : (
              name
            )}
          </h2>
        </div>
        <ul className="divide-y divide-line">
          {group.lines.map((line) => (
            <BasketLineRow key={line.sku} line={line} currency={currency} />
          ))}
        </ul>
        {quote && (
          <p className="flex items-center gap-2.5 border-t border-line py-3.5 text-muted">
            <Icon name="truck" />
            <span className="grow">One parcel, {quote.shipping.label.toLowerCase()}</span>
            {quote.shipping.totalMinor === 0 ? (
              <span className="font-medium text-oasis">free</span>
            ) : (
              <Price minor={quote.shipping.totalMinor} currency={currency} />
            )}
          </p>
        )}
      </section>
    </Card>
  );
}

function Summary({ cart, shops }: { cart: CartView; shops: number }) {
  const stopped = cart.problems.length > 0;
  return (
    <section aria-label="What it comes to" className="lg:sticky lg:top-6 lg:self-start">
      <Card>
        {cart.quote ? (
          <>
            <Sum quote={cart.quote} estimated />
            <div className="mt-3">
              <CouponField cart={cart} />
            </div>
          </>
        ) : (
          <Notice tone="warn">
            Something in the basket cannot be bought as it is. See the notes beside it.
          </Notice>
        )}
        <div className="mt-5">
          {stopped ? (
            <>
              <p className="mb-3 text-small text-amber" role="status">
                One thing needs a look before you can go on.
              </p>
              <span
                role="link"
                aria-disabled="true"
                className="flex min-h-13 items-center justify-center rounded-chip bg-sunk text-large font-medium text-muted"
              >
                To checkout
              </span>
            </>
          ) : (
            <ButtonLink href="/checkout" look="flame" size="large" wide>
              To checkout
            </ButtonLink>
          )}
        </div>
        <p className="mt-4 text-small text-muted">
          {shops > 1 ? `It comes in ${plural(shops, 'parcel')}, one from each shop. ` : ''}
          Things are held for you from the moment you pay.
        </p>
      </Card>
    </section>
  );
}

function BasketSkeleton() {
  return (
    <Loading className="grid gap-8 lg:grid-cols-[1fr_22rem] lg:gap-12">
      <Skeleton className="h-72 rounded-card" />
      <Skeleton className="h-64 rounded-card" />
    </Loading>
  );
}
