import Link from 'next/link';
import { capital, inWords } from '@/lib/format';
import type { ProductCard as Card } from '@/lib/types';
import { Chip } from '@/ui/chip';
import { Picture } from '@/ui/picture';
import { Price } from '@/ui/price';
import { Rating } from '@/ui/rating';
import { Skeleton } from '@/ui/skeleton';

const SIZES = '(width >= 64rem) 18rem, (width >= 48rem) 30vw, 46vw';

/** A thing in a list: picture, name, shop, price, rating, and how many are left when they are few. */
export function ProductCard({ card, eager }: { card: Card; eager?: boolean }) {
  const soldOut = card.left === 0;
  return (
    <article className="group relative flex flex-col">
      <div className="relative overflow-hidden rounded-card">
        <Picture
          picture={card.picture}
          sizes={SIZES}
          eager={eager}
          alt=""
          className={`transition-transform duration-200 ease-calm group-hover:scale-[1.025] ${soldOut ? 'opacity-55' : ''}`}
        />
        {card.left !== null && (
          <span className="absolute bottom-2 left-2">
            {soldOut ? <Chip>Sold out</Chip> : <Chip tone="amber">{capital(inWords(card.left))} left</Chip>}
          </span>
        )}
      </div>
      <h3 className="mt-3 line-clamp-2 font-text text-base font-medium tracking-normal">
        <Link
          href={`/p/${card.slug}`}
          prefetch={false}
          className="group-hover:underline after:absolute after:inset-0 after:rounded-card"
        >
          {card.title}
        </Link>
      </h3>
      <p className="truncate text-small text-dusk">{card.sellerName}</p>
      <div className="mt-1 flex flex-wrap items-baseline justify-between gap-x-3">
        <Price minor={card.priceFromMinor} currency={card.currency} className="font-medium" />
        <span className="text-small">
          <Rating {...card.rating} />
        </span>
      </div>
    </article>
  );
}

/** The room of a card that is on its way. */
export function ProductCardSkeleton() {
  return (
    <div>
      <Skeleton className="aspect-4/5 rounded-card" />
      <Skeleton className="mt-3 h-5 w-4/5" />
      <Skeleton className="mt-2 h-4 w-1/2" />
      <Skeleton className="mt-2 h-5 w-1/3" />
    </div>
  );
}

/** How cards stand together on every page. */
export const CARD_GRID = 'grid grid-cols-2 gap-x-4 gap-y-8 md:grid-cols-3 md:gap-x-6 lg:grid-cols-4';
