'use client';

import { useState, type FormEvent } from 'react';
import { ApiProblem, messageOf } from '@/lib/problem';
import { Failed } from '@/shop/failed';
import { Button, ButtonLink } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { Gate } from '../gate';
import { PageHead, RowsLoading } from '../money/list';
import { useSend, useThing } from '../money/queries';
import { SELLERS } from '../types';
import { Conflict } from './conflict';
import { changesOf, contentOf, draftOf, rebased, shownField, type Draft, type Faults } from './draft';
import { PriceHistory } from './price-history';
import { ProductForm } from './product-form';
import { ProductStock } from './product-stock';
import type { Product } from './types';
import { STATUS_WORDS } from './words';

/** One product of a seller: what it is, its stock, what it cost. */
export function SellerProduct({ productId }: { productId: string }) {
  return (
    <Gate roles={SELLERS} whom="sellers">
      {() => <Loaded productId={productId} />}
    </Gate>
  );
}

function Loaded({ productId }: { productId: string }) {
  // Asked for once: what is being typed must not change under the hands of whoever types.
  const { data, error, refetch } = useThing<Product>(`/products/${productId}/source`, false);
  return (
    <div className="page max-w-4xl pt-8">
      {error && !data ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <>
          <Editor product={data} />
          <div className="mt-6 space-y-6">
            <ProductStock product={data} />
            <PriceHistory product={data} />
          </div>
        </>
      ) : (
        <RowsLoading label="Loading the product" rows={5} />
      )}
    </div>
  );
}

function Editor({ product }: { product: Product }) {
  const sending = useSend<Product>();
  const [base, setBase] = useState(product);
  const [draft, setDraft] = useState(() => draftOf(product));
  const [faults, setFaults] = useState<Faults>({});
  const [conflict, setConflict] = useState<Conflicting | null>(null);
  const { label, tone } = STATUS_WORDS[base.status];
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(base));

  const take = (saved: Product) => {
    setBase(saved);
    setDraft(draftOf(saved));
    setConflict(null);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = contentOf(draft, base.currency);
    setFaults(read.faults ?? {});
    if (!read.content || sending.isPending) return;
    const body = changesOf(read.content, base);
    if (Object.keys(body).length === 0) return;
    sending.mutate(
      { path: `/products/${base.id}`, method: 'PATCH', ifMatch: `"${base.version}"`, body },
      {
        onSuccess: (saved) => {
          take(saved);
          toast('Saved.');
        },
        onError: (error) => {
          const found = conflictIn(error);
          if (!found) return;
          // What is typed now stands over what is there now, and saving again is meant.
          setDraft(rebased(draft, base, found.current));
          setBase(found.current);
          setConflict({
            ...found,
            fields: found.fields.filter((field) => bothChanged(field, base, found.current)),
          });
        },
      },
    );
  };

  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6">
        <PageHead title={base.title}>
          <Chip tone={tone}>{label}</Chip>
        </PageHead>
        {base.status === 'active' && (
          <ButtonLink href={`/p/${base.slug}`} className="mb-6">
            As buyers see it
          </ButtonLink>
        )}
      </div>
      <form onSubmit={submit} noValidate className="space-y-6">
        {conflict && (
          <Conflict
            fields={conflict.fields}
            mine={draft}
            theirs={draftOf(conflict.current)}
            onTake={(field) => setDraft({ ...draft, [field]: draftOf(conflict.current)[field] })}
          />
        )}
        <ProductForm draft={draft} faults={faults} onChange={setDraft} />
        {Object.keys(faults).length > 0 && (
          <Notice tone="bad">
            <p>Something is missing above. Nothing was saved yet.</p>
          </Notice>
        )}
        {sending.error && !conflict && (
          <Notice tone="bad">
            <p>{messageOf(sending.error)}</p>
          </Notice>
        )}
        <div className="sticky bottom-0 -mx-4 flex flex-wrap justify-end gap-3 border-t border-line bg-ground px-4 py-3">
          <Button disabled={!isChanged} onClick={() => take(base)}>
            Undo my changes
          </Button>
          <Button
            type="submit"
            look="flame"
            disabled={!isChanged}
            busy={sending.isPending}
            busyText="Saving…"
          >
            {conflict ? 'Save over theirs' : 'Save'}
          </Button>
        </div>
      </form>
    </>
  );
}

interface Conflicting {
  current: Product;
  fields: (keyof Draft)[];
}

/** What only one of the two changed is no conflict: it is theirs, or mine. */
function bothChanged(field: keyof Draft, base: Product, current: Product): boolean {
  return shownField(draftOf(base), field) !== shownField(draftOf(current), field);
}

/** What somebody else saved meanwhile, when that is why it was refused. */
function conflictIn(error: unknown): Conflicting | null {
  if (!(error instanceof ApiProblem) || error.code !== 'precondition-failed' || !error.extra.current)
    return null;
  return error.extra as unknown as Conflicting;
}
