'use client';

import { useState } from 'react';
import { messageOf } from '@/lib/problem';
import { Failed } from '@/shop/failed';
import { Button, IconButton } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { EmptyState } from '@/ui/empty-state';
import { toast } from '@/ui/toast';
import { Gate } from '../gate';
import { PageHead, RowsLoading } from '../money/list';
import { useSend, useThing } from '../money/queries';
import { ADMINS } from '../types';
import { CategoryDialog } from './category-dialog';
import type { CategoryWithVersion } from './types';

type Listed = CategoryWithVersion & { products: number };

/** The categories of the market: named, put in order, taken out of sight. */
export function StaffCategories() {
  return (
    <Gate roles={ADMINS} whom="Caravan's admins">
      {() => <Categories />}
    </Gate>
  );
}

function Categories() {
  const { data, error, refetch } = useThing<{ items: Listed[] }>('/categories/all', false);
  const [edited, setEdited] = useState<Listed | 'new' | null>(null);
  const sending = useSend();
  const items = data?.items ?? [];
  const shown = items.filter(({ archived }) => !archived);

  /** One place up or down. */
  const move = (index: number, by: 1 | -1) => {
    const ids = shown.map(({ id }) => id);
    const [moved] = ids.splice(index, 1);
    if (moved === undefined || sending.isPending) return;
    ids.splice(index + by, 0, moved);
    send({ method: 'PUT', path: '/categories/order', body: { ids }, askedAt: Date.now() });
  };
  const archive = ({ id, version, archived, name }: Listed) =>
    send(
      { method: 'PATCH', path: `/categories/${id}`, body: { archived: !archived }, ifMatch: `"${version}"` },
      archived ? `${name} is back.` : `${name} is out of sight. What is in it stays for sale.`,
    );
  const send = (act: Parameters<typeof sending.mutate>[0], done?: string) =>
    sending.mutate(act, {
      onSuccess: () => done && toast(done),
      onError: (failed) => toast(messageOf(failed), { tone: 'failed' }),
    });

  return (
    <div className="page pt-8 [&>*]:max-w-4xl">
      <div className="flex flex-wrap items-start justify-between gap-x-6">
        <PageHead title="Categories">In the order in which visitors see them.</PageHead>
        <Button look="flame" className="mb-6" onClick={() => setEdited('new')}>
          Make a category…
        </Button>
      </div>
      {!data && error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowsLoading label="Loading the categories" />}
      {data && items.length === 0 && (
        <EmptyState title="No categories yet">
          <p>Sellers can put up goods once there is one.</p>
        </EmptyState>
      )}
      <ul
        aria-label="Categories"
        className="overflow-hidden rounded-card border border-line bg-surface empty:hidden"
      >
        {items.map((one) => {
          const index = shown.indexOf(one);
          return (
            <li
              key={one.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line p-4 last:border-0"
            >
              <span className="flex shrink-0">
                <IconButton
                  icon="up"
                  label={`Move ${one.name} up`}
                  disabled={index <= 0}
                  onClick={() => move(index, -1)}
                />
                <IconButton
                  icon="down"
                  label={`Move ${one.name} down`}
                  disabled={index < 0 || index === shown.length - 1}
                  onClick={() => move(index, 1)}
                />
              </span>
              <div className="min-w-40 grow basis-40">
                <p className="flex flex-wrap items-center gap-x-3">
                  <span className="font-medium">{one.name}</span>
                  {one.archived && <Chip tone="plain">Out of sight</Chip>}
                </p>
                <p className="text-small text-muted">
                  <span className="figures">
                    {one.products === 1 ? '1 product' : `${one.products} products`}
                  </span>
                  {one.description && <> · {one.description}</>}
                </p>
              </div>
              <span className="flex flex-wrap gap-2">
                <Button size="small" onClick={() => setEdited(one)} aria-label={`Rename ${one.name}`}>
                  Rename…
                </Button>
                <Button
                  size="small"
                  look="quiet"
                  onClick={() => archive(one)}
                  aria-label={`${one.archived ? 'Bring back' : 'Archive'} ${one.name}`}
                >
                  {one.archived ? 'Bring back' : 'Archive'}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
      {edited && (
        <CategoryDialog
          key={edited === 'new' ? 'new' : edited.id}
          category={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </div>
  );
}
