import { type Model, trusted } from 'mongoose';

/** What reviews come to; `revision` orders ratings of one thing. */
export interface CountedRating {
  id: string;
  average: number;
  count: number;
  revision: number;
}

/**
 * Keeps a rating beside the thing it is of, unless a later one is there. Not a change of the thing: its version stays,
 * so nobody who edits it meanwhile is told that somebody was quicker.
 */
export async function keepRating<Doc extends { _id: string }>(
  model: Model<Doc>,
  { id, average, count, revision }: CountedRating,
  nowMs: number,
): Promise<void> {
  const isOlder = [{ ratingRevision: trusted({ $lt: revision }) }, { ratingRevision: null }];
  await model.updateOne(
    { _id: id, $or: isOlder } as never,
    {
      $set: { rating: { average, count }, ratingRevision: revision, updatedAt: nowMs },
      $inc: { revision: 1 },
    } as never,
  );
}
