'use client';

import { EmptyState } from '@/ui/empty-state';
import { Gate } from '../gate';
import { List, PageHead } from '../money/list';
import { useList } from '../money/queries';
import { SELLERS } from '../types';
import { Search } from './search';
import { StockRow } from './stock-row';
import type { StockView } from './types';

/** What a seller has: first what is low, then everything by SKU. */
export function SellerStock({ query }: { query: string | null }) {
  return (
    <Gate roles={SELLERS} whom="sellers">
      {(actor) => actor.sellerId && <Stock query={query} />}
    </Gate>
  );
}

function Stock({ query }: { query: string | null }) {
  const low = useList<StockView>('/stock', { low: 'true', query });
  const all = useList<StockView>('/stock', { query, limit: '50' });
  return (
    <div className="page pt-8">
      <PageHead title="Stock">What can be sold, what is held for buyers, and what is running out.</PageHead>
      <Search
        key={query}
        label="Beginning of a SKU"
        maxLength={40}
        query={query}
        addressOf={(wanted) => `/seller/stock${wanted ? `?query=${encodeURIComponent(wanted)}` : ''}`}
      />
      <div className="space-y-10">
        <List title="Running low" query={low} keyOf={({ id }) => id}>
          {(level) => <StockRow level={level} withProduct />}
        </List>
        <List
          title="Everything, by SKU"
          query={all}
          keyOf={({ id }) => id}
          empty={
            <EmptyState title={query ? 'No such SKU' : 'Nothing in stock yet'}>
              <p>
                {query
                  ? 'Look for the beginning of a SKU.'
                  : 'Open a product and receive its first goods, or import a table.'}
              </p>
            </EmptyState>
          }
        >
          {(level) => <StockRow level={level} withProduct />}
        </List>
      </div>
    </div>
  );
}
