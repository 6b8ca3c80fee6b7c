import type { Tone } from '@/ui/chip';
import type { ImportView, MovementKind, ProductStatus, TaxCategory } from './types';

export const STATUS_WORDS: Record<ProductStatus, { label: string; tone: Tone; hint: string }> = {
  draft: { label: 'Draft', tone: 'amber', hint: 'Only you see it.' },
  active: { label: 'On sale', tone: 'oasis', hint: 'Buyers see it and can buy it.' },
  archived: { label: 'Archived', tone: 'plain', hint: 'Nobody can buy it; open orders go on.' },
};

export const TAX_WORDS: Record<TaxCategory, string> = {
  standard: 'Standard rate',
  reduced: 'Reduced rate',
  books: 'Books',
  food: 'Food',
};

export const MOVEMENT_WORDS: Record<MovementKind, { label: string; hint: string }> = {
  receive: { label: 'Received', hint: 'New goods came in.' },
  replenish: { label: 'Filled up', hint: 'Brings what is available up to a number.' },
  correct: { label: 'Corrected', hint: 'You counted, and found more or fewer.' },
  return: { label: 'Came back', hint: 'Goods came back outside an order, fit to be sold again.' },
};

export const IMPORT_WORDS: Record<ImportView['status'], { label: string; tone: Tone }> = {
  waiting: { label: 'Waiting', tone: 'plain' },
  reading: { label: 'Being read', tone: 'flame' },
  done: { label: 'Read', tone: 'oasis' },
  failed: { label: 'Not read', tone: 'alarm' },
  cancelled: { label: 'Stopped', tone: 'amber' },
};

/** What the fields of a product are called. */
export const FIELD_WORDS = {
  title: 'Name',
  description: 'Description',
  categoryId: 'Category',
  tags: 'Words to be found by',
  taxCategory: 'Tax',
  options: 'Options',
  variants: 'Variants',
  pictures: 'Pictures',
  status: 'Status',
} as const;
