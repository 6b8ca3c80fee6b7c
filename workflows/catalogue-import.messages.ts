import { defineUpdate } from '@temporalio/workflow';
import type { ImportCounts, ImportCursor } from '../services/import/import.schema';
import type { ActedBy } from '../services/order/order.schema';

/** The file to read; what a run that goes on in a new one hands over. */
export interface CatalogueImportInput {
  importId: string;
  /** Where its rows go on, once it was looked through. */
  from?: { cursor: ImportCursor; counts: ImportCounts };
}

/** What became of an import. */
export interface CatalogueImportResult {
  status: 'done' | 'failed' | 'cancelled';
  counts: ImportCounts;
}

/** Its seller stops an import. What was applied stays. */
export const cancelImportUpdate = defineUpdate<void, [{ by: ActedBy }]>('cancel');
