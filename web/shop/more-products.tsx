'use client';

import { useState } from 'react';
import { api } from '@/lib/api';
import { listPath, type ProductSearch } from '@/lib/product-search';
import { messageOf } from '@/lib/problem';
import type { Page, ProductCard as Card } from '@/lib/types';
import { Button } from '@/ui/button';
import { ProductCard, ProductCardSkeleton } from './product-card';

/** The further pages of a list, one press each. */
export function MoreProducts({ search, cursor }: { search: ProductSearch; cursor: string | null }) {
  const [cards, setCards] = useState<Card[]>([]);
  const [next, setNext] = useState(cursor);
  const [state, setState] = useState<'still' | 'loading' | { failed: string }>('still');

  async function load() {
    if (!next) return;
    setState('loading');
    try {
      const page = await api<Page<Card>>(listPath(search, next), { as: 'none' });
      setCards((before) => [...before, ...page.items]);
      setNext(page.nextCursor);
      setState('still');
    } catch (error) {
      setState({ failed: messageOf(error) });
    }
  }

  return (
    <>
      {cards.map((card) => (
        <ProductCard key={card.id} card={card} />
      ))}
      {state === 'loading' && Array.from({ length: 4 }, (_, index) => <ProductCardSkeleton key={index} />)}
      {next && (
        <div className="col-span-full mt-4 flex flex-col items-center gap-3">
          {typeof state === 'object' && (
            <p role="alert" className="text-alarm">
              {state.failed}
            </p>
          )}
          <Button busy={state === 'loading'} busyText="Loading…" onClick={() => void load()}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
