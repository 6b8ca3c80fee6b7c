'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api';
import type { Category, Page } from '@/lib/types';
import { Button, IconButton } from '@/ui/button';
import { Field, Select, TextArea } from '@/ui/field';
import { PictureUpload } from '@/ui/picture-upload';
import { Part } from '../part';
import type { Draft, Faults } from './draft';
import type { ProductStatus, TaxCategory } from './types';
import { Variants } from './variants';
import { STATUS_WORDS, TAX_WORDS } from './words';

interface ProductFormProps {
  draft: Draft;
  faults: Faults;
  onChange: (draft: Draft) => void;
}

const MOST_OPTIONS = 3;

/** The fields of a product. What is typed stays with whoever shows the form. */
export function ProductForm({ draft, faults, onChange }: ProductFormProps) {
  const put = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  const categories = useQuery({
    queryKey: ['categories'],
    queryFn: ({ signal }) => api<Page<Category>>('/categories', { as: 'none', signal }),
    staleTime: 60_000,
  }).data?.items;
  return (
    <div className="space-y-6">
      <Part title="What it is">
        <div className="space-y-4">
          <Field
            label="Name"
            value={draft.title}
            maxLength={120}
            error={faults.title}
            onChange={(event) => put({ title: event.target.value })}
          />
          <TextArea
            label="Description"
            optional
            rows={6}
            value={draft.description}
            maxLength={5000}
            onChange={(event) => put({ description: event.target.value })}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <Select
              label="Category"
              value={draft.categoryId}
              error={faults.categoryId}
              onChange={(event) => put({ categoryId: event.target.value })}
            >
              <option value="">Choose one</option>
              {categories?.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
            <Select
              label="Tax"
              value={draft.taxCategory}
              onChange={(event) => put({ taxCategory: event.target.value as TaxCategory })}
            >
              {Object.entries(TAX_WORDS).map(([key, label]) => (
                <option key={key} value={key}>
                  {label}
                </option>
              ))}
            </Select>
          </div>
          <Field
            label="Words to be found by"
            optional
            hint="Separated by commas."
            value={draft.tags}
            maxLength={400}
            onChange={(event) => put({ tags: event.target.value })}
          />
        </div>
      </Part>
      <Part title="Pictures">
        <PictureUpload
          label="Pictures of the product"
          value={draft.pictures}
          max={12}
          crop="4:5"
          onChange={(pictures) => put({ pictures })}
        />
      </Part>
      <Part title="Options and variants">
        <Options draft={draft} error={faults.options} onChange={(options) => put({ options })} />
        <Variants draft={draft} faults={faults} onChange={(variants) => put({ variants })} />
      </Part>
      <Part title="Who sees it">
        <Select
          label="Status"
          value={draft.status}
          hint={STATUS_WORDS[draft.status].hint}
          onChange={(event) => put({ status: event.target.value as ProductStatus })}
        >
          {Object.entries(STATUS_WORDS).map(([key, { label }]) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </Select>
      </Part>
    </div>
  );
}

/** What buyers choose by: size, colour. */
function Options({
  draft: { options },
  error,
  onChange,
}: {
  draft: Draft;
  error: string | undefined;
  onChange: (options: Draft['options']) => void;
}) {
  const put = (at: number, change: Partial<Draft['options'][number]>) =>
    onChange(options.map((option, index) => (index === at ? { ...option, ...change } : option)));
  return (
    <div className="mb-6 space-y-4">
      {options.map((option, index) => (
        <div key={index} className="flex items-start gap-3">
          <div className="grid min-w-0 grow gap-3 sm:grid-cols-[12rem_minmax(0,1fr)]">
            <Field
              label={`Option ${index + 1}`}
              placeholder="Size"
              value={option.name}
              maxLength={40}
              onChange={(event) => put(index, { name: event.target.value })}
            />
            <Field
              label={`Its values, separated by commas`}
              placeholder="S, M, L"
              value={option.values}
              onChange={(event) => put(index, { values: event.target.value })}
            />
          </div>
          <IconButton
            icon="cross"
            label={`Remove option ${option.name || index + 1}`}
            className="mt-8"
            onClick={() => onChange(options.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {error && <p className="text-small font-medium text-alarm">{error}</p>}
      {options.length < MOST_OPTIONS && (
        <Button size="small" icon="plus" onClick={() => onChange([...options, { name: '', values: '' }])}>
          Add an option
        </Button>
      )}
    </div>
  );
}
