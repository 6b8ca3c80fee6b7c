'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { messageOf } from '@/lib/problem';
import { Button, ButtonLink } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { Gate } from '../gate';
import { PageHead } from '../money/list';
import { useSend } from '../money/queries';
import { SELLERS } from '../types';
import { contentOf, EMPTY_DRAFT, type Faults } from './draft';
import { ProductForm } from './product-form';
import type { Product } from './types';

/** A product that is not there yet. */
export function NewProduct() {
  return (
    <Gate roles={SELLERS} whom="sellers">
      {() => <Form />}
    </Gate>
  );
}

function Form() {
  const router = useRouter();
  const sending = useSend<Product>();
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [faults, setFaults] = useState<Faults>({});
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = contentOf(draft, 'EUR');
    setFaults(read.faults ?? {});
    if (!read.content || sending.isPending) return;
    sending.mutate(
      { path: '/products', body: read.content },
      {
        onSuccess: ({ id, status }) => {
          toast(status === 'active' ? 'It is on sale.' : 'Saved as a draft.');
          router.push(`/seller/products/${id}`);
        },
      },
    );
  };
  return (
    <div className="page max-w-4xl pt-8">
      <PageHead title="New product">Nobody sees it until you put it on sale.</PageHead>
      <form onSubmit={submit} noValidate className="space-y-6">
        <ProductForm draft={draft} faults={faults} onChange={setDraft} />
        {Object.keys(faults).length > 0 && (
          <Notice tone="bad">
            <p>Something is missing above. Nothing was saved yet.</p>
          </Notice>
        )}
        {sending.error && (
          <Notice tone="bad">
            <p>{messageOf(sending.error)}</p>
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-3">
          <ButtonLink href="/seller/products">Not now</ButtonLink>
          <Button type="submit" look="flame" busy={sending.isPending} busyText="Saving…">
            Save
          </Button>
        </div>
      </form>
    </div>
  );
}
