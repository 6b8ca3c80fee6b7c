'use client';

import { useEffect } from 'react';
import { tell } from '@/lib/behaviour';

/** Tells once that a product's page is looked at. */
export function TellSeen({ productId }: { productId: string }) {
  useEffect(() => tell({ type: 'seen', productId }), [productId]);
  return null;
}

/** Tells once what was searched for, and how much of it there is. */
export function TellSearched({ text, results }: { text: string; results: number }) {
  useEffect(() => {
    const words = text.trim().slice(0, 200);
    if (words !== '') tell({ type: 'searched', text: words, results });
  }, [text, results]);
  return null;
}
