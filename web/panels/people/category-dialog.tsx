'use client';

import { useState, type FormEvent } from 'react';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, TextArea } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { Buttons } from '../buttons';
import { useSend } from '../money/queries';
import type { CategoryWithVersion } from './types';

interface CategoryDialogProps {
  /** Null makes a new one. */
  category: CategoryWithVersion | null;
  onClose: () => void;
}

/** Makes a category, or renames one. Its address stays for ever, because others link to it. */
export function CategoryDialog({ category, onClose }: CategoryDialogProps) {
  const sending = useSend();
  const [name, setName] = useState(category?.name ?? '');
  const [description, setDescription] = useState(category?.description ?? '');
  const [missing, setMissing] = useState(false);
  const id = category?.id ?? addressOf(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isLacking = id.length < 3;
    setMissing(isLacking);
    if (isLacking || sending.isPending) return;
    const words = { name: name.trim(), description: description.trim() };
    sending.mutate(
      category
        ? {
            ...{ method: 'PATCH', path: `/categories/${id}`, body: words },
            ifMatch: `"${category.version}"`,
          }
        : { path: '/categories', body: { id, ...words } },
      {
        onSuccess: () => {
          toast(category ? 'Renamed.' : `${words.name} is there. Sellers can use it now.`);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={category ? `Rename ${category.name}` : 'Make a category'}
    >
      <form onSubmit={submit} noValidate className="space-y-4">
        <Field
          label="Name"
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.target.value)}
          hint={`Its address: /c/${id || '…'}`}
          error={missing ? 'A name of three letters at least. Nothing was changed yet.' : undefined}
        />
        <TextArea
          label="What is in it"
          optional
          value={description}
          maxLength={300}
          onChange={(event) => setDescription(event.target.value)}
        />
        {sending.error && (
          <Notice tone="bad">
            <p>{messageOf(sending.error)}</p>
          </Notice>
        )}
        <Buttons>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" look="flame" busy={sending.isPending} busyText="A moment…">
            {category ? 'Rename' : 'Make it'}
          </Button>
        </Buttons>
      </form>
    </Dialog>
  );
}

/** `Crème & Café` is `creme-cafe`. */
function addressOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40);
}
