'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api';
import { askAgain } from '@/lib/consent';
import { useSession } from '@/lib/session';
import type { Recommendations } from '@/lib/types';
import { useVisitor } from '@/lib/use-visitor';
import { CARD_GRID, ProductCard } from './product-card';

/** Cards of a shelf: one row where there is room. */
export const SHELF = 4;

/** Personal where the visitor agreed to it, else what suits everybody. */
function useRecommendations(basket: readonly string[], enabled: boolean) {
  const { isAllowed, visitorId } = useVisitor();
  const session = useSession();
  const query = new URLSearchParams({ limit: String(SHELF), personal: String(isAllowed) });
  if (visitorId) query.set('visitor', visitorId);
  if (basket.length > 0) query.set('basket', basket.slice(0, 20).join(','));
  const path = `/recommendations?${query.toString()}`;
  const shelf = useQuery({
    queryKey: ['recommendations', session.status, path],
    queryFn: ({ signal }) => api<Recommendations>(path, { signal, as: isAllowed ? 'session' : 'none' }),
    enabled: enabled && (!isAllowed || session.status !== 'unknown'),
    staleTime: 30_000,
  });
  return { isAllowed, shelf: shelf.data };
}

/** On the first page: what people like, and with the visitor's leave what they might, in the same place. */
export function ForYou({ first }: { first: Recommendations }) {
  const { isAllowed } = useVisitor();
  const { shelf = first } = useRecommendations([], isAllowed);
  // Fewer cards than were there would move what is below.
  const shown = shelf.items.length < first.items.length ? first : shelf;
  if (shown.items.length === 0) return null;
  const isPersonal = shown.reason !== null && shown.reason.because !== 'popular';
  return (
    <Shelf
      title={isPersonal ? 'For you' : 'What people like now'}
      why={shown.reason}
      cards={shown.items}
      canChange={isPersonal}
    />
  );
}

/** Under the basket: what goes with it. Nothing while it is empty. */
export function WithBasket({ productIds }: { productIds: readonly string[] }) {
  const { shelf } = useRecommendations([...productIds].sort(), productIds.length > 0);
  if (!shelf || shelf.items.length === 0 || shelf.reason?.because === 'popular') return null;
  return (
    <div className="mt-16">
      <Shelf title="Goes with your basket" why={null} cards={shelf.items} canChange={false} />
    </div>
  );
}

function Shelf({
  title,
  why,
  cards,
  canChange,
}: {
  title: string;
  why: Recommendations['reason'];
  cards: Recommendations['items'];
  /** Whether it rests on what the visitor agreed to. */
  canChange: boolean;
}) {
  return (
    <section aria-label={title}>
      <h2 className="text-head">{title}</h2>
      <p className="mt-1 mb-6 line-clamp-1 text-muted">
        {sentenceOf(why)}
        {canChange && (
          <>
            {' '}
            <button type="button" className="link" onClick={() => askAgain()}>
              Change this
            </button>
          </>
        )}
      </p>
      <div className={CARD_GRID}>
        {cards.map((card) => (
          <ProductCard key={card.id} card={card} />
        ))}
      </div>
    </section>
  );
}

const BECAUSE = {
  bought: 'Recommended because you bought',
  basketed: 'Recommended because of your basket:',
  seen: 'Recommended because you looked at',
} as const;

/** Why it is shown, in plain words. */
function sentenceOf(why: Recommendations['reason']): string {
  if (why === null) return 'Recommended.';
  if (why.because === 'popular' || why.title === null) return 'Recommended: the same for everybody.';
  return `${BECAUSE[why.because]} ${why.title}.`;
}
