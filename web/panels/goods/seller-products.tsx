'use client';

import Link from 'next/link';
import { useState } from 'react';
import { download } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { useFormat } from '@/lib/surroundings';
import { Button, ButtonLink } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { EmptyState } from '@/ui/empty-state';
import { Price } from '@/ui/price';
import { toast } from '@/ui/toast';
import { Gate } from '../gate';
import { List, PageHead } from '../money/list';
import { useList } from '../money/queries';
import { Thumbnail } from '../thumbnail';
import { SELLERS } from '../types';
import { ViewTabs } from '../view-tabs';
import { Search } from './search';
import type { Product, ProductStatus } from './types';
import { STATUS_WORDS } from './words';

const STATUSES = Object.keys(STATUS_WORDS) as ProductStatus[];

interface SellerProductsProps {
  /** What was searched for and of which status, as the address says. */
  query: string | null;
  status: string | null;
}

/** A seller's goods: what is on sale, what is not yet, what is no more. */
export function SellerProducts(props: SellerProductsProps) {
  return (
    <Gate roles={SELLERS} whom="sellers">
      {(actor) => actor.sellerId && <Products sellerId={actor.sellerId} {...props} />}
    </Gate>
  );
}

function Products({ sellerId, query, status }: SellerProductsProps & { sellerId: string }) {
  const listed = STATUSES.find((one) => one === status) ?? null;
  const products = useList<Product>(`/sellers/${sellerId}/products`, { query, status: listed }, 15_000);
  const isFiltered = Boolean(query) || listed !== null;
  return (
    <div className="page pt-8">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <PageHead title="Products">What you sell, and what you are working on.</PageHead>
        <div className="mb-6 flex flex-wrap gap-3">
          <SaveAll sellerId={sellerId} />
          <ButtonLink href="/seller/import">Import a table</ButtonLink>
          <ButtonLink href="/seller/products/new" look="flame" icon="plus">
            New product
          </ButtonLink>
        </div>
      </div>
      <Search
        key={query}
        label="Name or SKU"
        maxLength={100}
        query={query}
        addressOf={(wanted) => addressOf(wanted, listed)}
      />
      <ViewTabs
        label="Products by status"
        current={listed ?? 'all'}
        tabs={[
          { key: 'all', label: 'All', href: addressOf(query, null) },
          ...STATUSES.map((key) => ({ key, label: STATUS_WORDS[key].label, href: addressOf(query, key) })),
        ]}
      />
      <div className="mt-5">
        <List
          title="Products"
          quietTitle
          query={products}
          keyOf={({ id }) => id}
          empty={
            <EmptyState title={isFiltered ? 'Nothing found' : 'No products yet'}>
              <p>
                {isFiltered
                  ? 'Try another word, the beginning of a SKU, or all products.'
                  : 'Add your first one, or import a table of all you have.'}
              </p>
            </EmptyState>
          }
        >
          {(product) => <ProductRow product={product} />}
        </List>
      </div>
    </div>
  );
}

function ProductRow({ product }: { product: Product }) {
  const { id, title, pictures, variants, status, priceFromMinor, currency } = product;
  const { label, tone } = STATUS_WORDS[status];
  const format = useFormat();
  const skus = variants.map(({ sku }) => sku);
  return (
    <Link
      href={`/seller/products/${id}`}
      prefetch={false}
      className="flex items-center gap-4 px-4 py-3 hover:bg-sunk focus-visible:-outline-offset-2 md:px-5"
    >
      <Thumbnail url={pictures[0]?.sizes[0]?.url ?? null} />
      <span className="min-w-0 grow">
        <span className="line-clamp-2 font-medium">{title}</span>
        <span className="block truncate text-small text-muted">
          {skus.length === 1 ? skus[0] : `${format.count(skus.length)} variants: ${skus.join(', ')}`}
        </span>
      </span>
      <span className="flex shrink-0 flex-col items-end gap-1">
        <Chip tone={tone}>{label}</Chip>
        <Price minor={priceFromMinor} currency={currency} />
      </span>
    </Link>
  );
}

/** All goods as a table that can be changed and imported again. */
function SaveAll({ sellerId }: { sellerId: string }) {
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    try {
      await download(`/sellers/${sellerId}/catalogue.csv`, 'catalogue.csv');
    } catch (error) {
      toast(messageOf(error), { tone: 'failed' });
    } finally {
      setSaving(false);
    }
  };
  return (
    <Button busy={saving} busyText="Writing the file…" onClick={() => void save()}>
      Save as CSV
    </Button>
  );
}

function addressOf(query: string | null, status: ProductStatus | null): string {
  const params = new URLSearchParams();
  if (query) params.set('query', query);
  if (status) params.set('status', status);
  return `/seller/products${params.size > 0 ? `?${params.toString()}` : ''}`;
}
