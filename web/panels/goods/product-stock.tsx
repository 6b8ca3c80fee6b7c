'use client';

import { useState } from 'react';
import { Button } from '@/ui/button';
import { Part } from '../part';
import { useThing } from '../money/queries';
import { MovementDialog } from './movement-dialog';
import type { Product, StockView } from './types';
import { StockRow } from './stock-row';

/** What there is of each variant. */
export function ProductStock({ product: { variants } }: { product: Product }) {
  return (
    <Part title="Stock">
      <ul className="-mx-4 divide-y divide-line md:-mx-5">
        {variants.map(({ sku, title }) => (
          <li key={sku}>
            <OfSku sku={sku} title={title} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function OfSku({ sku, title }: { sku: string; title: string }) {
  const levels = useThing<{ items: StockView[] }>(`/stock/${sku}`).data?.items;
  const [moving, setMoving] = useState(false);
  if (levels && levels.length > 0) return levels.map((level) => <StockRow key={level.id} level={level} />);
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 md:px-5">
      <p>
        <span className="figures font-medium">{sku}</span> <span className="text-muted">{title}</span>
        {levels && <span className="block text-small text-muted">Nothing in stock yet.</span>}
      </p>
      <Button size="small" onClick={() => setMoving(true)}>
        Receive…
      </Button>
      {moving && <MovementDialog sku={sku} title={title} onClose={() => setMoving(false)} />}
    </div>
  );
}
