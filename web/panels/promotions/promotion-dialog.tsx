'use client';

import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import type { Category } from '@/lib/types';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Checkbox, Field, Select } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { Buttons } from '../buttons';
import { Choices } from '../money/choices';
import { useSend } from '../money/queries';
import { EMPTY_DRAFT, promotionOf, type Draft, type DraftErrors } from './draft';

interface PromotionDialogProps {
  /** Where it is created. */
  path: string;
  /** Who pays for it, said in one sentence. */
  whoPays: string;
  onClose: () => void;
}

/** Makes a new promotion. */
export function PromotionDialog({ path, whoPays, onClose }: PromotionDialogProps) {
  const sending = useSend();
  const [askedAt] = useState(() => Date.now());
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const [errors, setErrors] = useState<DraftErrors>({});
  const change = (over: Partial<Draft>) => setDraft((before) => ({ ...before, ...over }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = promotionOf(draft);
    setErrors('errors' in typed ? typed.errors : {});
    if ('errors' in typed || sending.isPending) return;
    sending.mutate(
      { path, body: typed.wanted, askedAt },
      {
        onSuccess: () => {
          toast(typed.wanted.code ? 'The code counts.' : 'The promotion counts in a few seconds.');
          onClose();
        },
      },
    );
  };
  const field = (name: keyof Draft & string) => ({
    value: String(draft[name]),
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
    error: errors[name],
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="A new promotion" description={whoPays}>
      <form onSubmit={submit} noValidate className="space-y-5">
        <Gives draft={draft} change={change} field={field} />
        <Field
          label="What buyers read"
          hint="It stands beside the sum, such as: Spring sale"
          maxLength={60}
          {...field('label')}
        />
        <Choices
          label="How it counts"
          choices={[
            { value: 'all', label: 'By itself', hint: 'For every basket that it fits.' },
            { value: 'code', label: 'With a code', hint: 'For those who type it.' },
          ]}
          value={draft.isCode ? 'code' : 'all'}
          onChange={(value) => change({ isCode: value === 'code' })}
        />
        {draft.isCode && <Code draft={draft} change={change} field={field} />}
        <Conditions draft={draft} change={change} field={field} />
        {sending.error && (
          <Notice tone="bad">
            <p>{messageOf(sending.error)}</p>
          </Notice>
        )}
        <Buttons>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" look="flame" busy={sending.isPending} busyText="Starting…">
            Start it
          </Button>
        </Buttons>
      </form>
    </Dialog>
  );
}

interface PartProps {
  draft: Draft;
  change: (over: Partial<Draft>) => void;
  field: (name: keyof Draft & string) => {
    value: string;
    onChange: (event: { target: { value: string } }) => void;
    error: string | undefined;
  };
}

const KINDS: readonly [Draft['kind'], string][] = [
  ['percent', 'Percent off'],
  ['amount', 'An amount off'],
  ['free-shipping', 'Free post'],
  ['buy-x-get-y', 'Some free when buying more'],
];

function Gives({ draft, change, field }: PartProps) {
  return (
    <>
      <Select
        label="What it gives"
        value={draft.kind}
        onChange={(event) => change({ kind: event.target.value as Draft['kind'] })}
        hint={
          draft.kind === 'free-shipping'
            ? 'It takes off what the cheapest way of sending costs.'
            : 'It never takes more than nine tenths of the goods.'
        }
      >
        {KINDS.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      {draft.kind === 'percent' && <Field label="Percent" inputMode="decimal" {...field('percent')} />}
      {draft.kind === 'amount' && <Field label="Amount, in euros" inputMode="decimal" {...field('amount')} />}
      {draft.kind === 'buy-x-get-y' && (
        <div className="grid grid-cols-2 gap-3">
          <Field label="Who buys" inputMode="numeric" {...field('buy')} />
          <Field label="gets free" inputMode="numeric" {...field('get')} hint="the cheapest" />
        </div>
      )}
    </>
  );
}

function Code({ draft, change, field }: PartProps) {
  return (
    <div className="space-y-5 border-l-2 border-line pl-4">
      <Field label="Code" maxLength={24} autoComplete="off" autoCapitalize="characters" {...field('code')} />
      <div className="grid grid-cols-2 gap-3">
        <Field label="Uses in all" optional inputMode="numeric" {...field('total')} />
        <Field
          label="Uses each"
          optional
          inputMode="numeric"
          {...field('perBuyer')}
          hint="Buyers need an account then."
        />
      </div>
      <Checkbox
        label="Only for somebody's first order"
        checked={draft.firstOrderOnly}
        onChange={(event) => change({ firstOrderOnly: event.target.checked })}
      />
    </div>
  );
}

function Conditions({ draft, change, field }: PartProps) {
  const categories = useQuery({
    queryKey: ['categories'],
    queryFn: async ({ signal }) =>
      (await api<{ items: Category[] }>('/categories', { as: 'none', signal })).items,
    staleTime: 300_000,
  }).data;
  const toggle = (id: string, isIn: boolean) =>
    change({
      categoryIds: isIn ? [...draft.categoryIds, id] : draft.categoryIds.filter((one) => one !== id),
    });
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="From" optional type="datetime-local" {...field('from')} hint="At once when empty" />
        <Field label="Until" optional type="datetime-local" {...field('until')} hint="Until you end it" />
      </div>
      <Field
        label="Goods have to cost, in euros"
        optional
        inputMode="decimal"
        {...field('minimum')}
        hint="The goods that it is for, all together"
      />
      {categories && categories.length > 0 && (
        <fieldset>
          <legend className="mb-1 font-medium">
            Only for <span className="font-normal text-muted">(all when none is ticked)</span>
          </legend>
          <div className="grid grid-cols-2 gap-x-4 sm:grid-cols-3">
            {categories.map(({ id, name }) => (
              <Checkbox
                key={id}
                label={name}
                checked={draft.categoryIds.includes(id)}
                onChange={(event) => toggle(id, event.target.checked)}
              />
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}
