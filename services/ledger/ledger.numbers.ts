import { isDuplicateKey } from '../platform/documents';
import type { LedgerCollections } from './ledger.model';

/** The next so many numbers of a kind, which nobody else gets. @returns the first of them; the very first is 1 */
export async function takeNumbers(
  { counters }: Pick<LedgerCollections, 'counters'>,
  kind: 'entries' | 'generations',
  count: number,
): Promise<number> {
  for (let round = 0; ; round += 1) {
    try {
      const after = await counters.findOneAndUpdate(
        { _id: kind },
        { $inc: { seq: count } },
        { upsert: true, returnDocument: 'after' },
      );
      return (after?.seq ?? count) - count + 1;
    } catch (error) {
      // The very first two may both try to make the counter.
      if (!isDuplicateKey(error) || round === 3) throw error;
    }
  }
}
