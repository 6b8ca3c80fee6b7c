'use client';

import type { ReactNode } from 'react';
import { discountRows } from '@/lib/discounts';
import type { Quote } from '@/lib/types';
import { Price } from '@/ui/price';

/** What an offer comes to. @param estimated when the address is not known yet */
export function Sum({ quote, estimated }: { quote: Quote; estimated?: boolean }) {
  const { currency } = quote;
  return (
    <dl className="space-y-2">
      <Row term="Things">
        <Price minor={quote.itemsMinor} currency={currency} />
      </Row>
      <Row term={estimated ? 'Post, about' : 'Post'}>
        {quote.shippingMinor === 0 ? 'free' : <Price minor={quote.shippingMinor} currency={currency} />}
      </Row>
      {discountRows(quote.sellers.flatMap(({ discounts = [] }) => discounts)).map((row) => (
        <Row key={row.promotionId} term={<span className="text-oasis">{row.label}</span>}>
          <Price minor={-row.amountMinor} currency={currency} className="text-oasis" />
        </Row>
      ))}
      {!quote.taxIncluded && (
        <Row term="Tax">
          <Price minor={quote.taxMinor} currency={currency} />
        </Row>
      )}
      <div className="flex items-baseline justify-between gap-4 border-t border-line pt-3">
        <dt className="text-large font-medium">{estimated ? 'Total, about' : 'Total'}</dt>
        <dd className="text-lead font-semibold">
          <Price minor={quote.totalMinor} currency={currency} />
        </dd>
      </div>
      {quote.taxIncluded && (
        <Row term={<span className="text-small">Tax in it</span>}>
          <Price minor={quote.taxMinor} currency={currency} className="text-small" />
        </Row>
      )}
    </dl>
  );
}

function Row({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 text-muted">
      <dt>{term}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
