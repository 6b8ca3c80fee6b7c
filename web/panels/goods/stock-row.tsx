'use client';

import Link from 'next/link';
import { useState } from 'react';
import { useFormat } from '@/lib/surroundings';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { MovementDialog } from './movement-dialog';
import { ThresholdDialog } from './threshold-dialog';
import type { StockView } from './types';

/** A stock record: what can be sold, what is held and sold, and what can be done about it. */
export function StockRow({ level, withProduct = false }: { level: StockView; withProduct?: boolean }) {
  const format = useFormat();
  const [asked, setAsked] = useState<'move' | 'threshold' | null>(null);
  const { sku, warehouseId, available, reserved, sold, lowAt, isLow, product } = level;
  const title = product ? `${product.title}, ${product.variantTitle}` : 'A variant that was withdrawn';
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-3 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto_auto] md:px-5">
      <div>
        <p>
          <span className="figures font-medium">{sku}</span>{' '}
          {available === 0 ? <Chip tone="alarm">Sold out</Chip> : isLow && <Chip tone="amber">Low</Chip>}
        </p>
        {withProduct && (
          <p className="truncate text-muted">
            {product ? (
              <Link href={`/seller/products/${product.id}`} prefetch={false} className="link">
                {title}
              </Link>
            ) : (
              title
            )}
          </p>
        )}
        <p className="text-small text-muted">
          {format.count(reserved)} held, {format.count(sold)} sold
          {lowAt === null ? '' : `; low at ${format.count(lowAt)}`}
          {placeOf(level)}
        </p>
      </div>
      <p className="text-right">
        <span className="figures block text-lead">{format.count(available)}</span>
        <span className="block text-small text-muted">available</span>
      </p>
      <div className="flex gap-2 max-sm:col-span-2">
        <Button size="small" onClick={() => setAsked('move')}>
          Move…
        </Button>
        <Button size="small" look="quiet" onClick={() => setAsked('threshold')}>
          Tell me…
        </Button>
      </div>
      {asked === 'move' && <MovementDialog {...{ sku, title, warehouseId }} onClose={() => setAsked(null)} />}
      {asked === 'threshold' && <ThresholdDialog level={level} onClose={() => setAsked(null)} />}
    </div>
  );
}

/** Which of several warehouses it is; a shop's own first one needs no name. */
function placeOf({ sellerId, warehouseId }: StockView): string {
  if (warehouseId === `w-${sellerId}`) return '';
  const name = warehouseId.startsWith(`${sellerId}-`) ? warehouseId.slice(sellerId.length + 1) : warehouseId;
  return `; in warehouse ${name.replaceAll('-', ' ')}`;
}
