import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/**
 * What operators can filter workflows by in Temporal UI. Nothing personal: Temporal shows and indexes them unencrypted.
 * Workflows use these too, so this file stays names only.
 */
export const SEARCH_ATTRIBUTES = {
  /** Where the order, checkout, payment, delivery or refund stands. */
  status: defineSearchAttributeKey('CaravanStatus', SearchAttributeType.KEYWORD),
  /** Id of the seller whom it concerns. */
  seller: defineSearchAttributeKey('CaravanSeller', SearchAttributeType.KEYWORD),
  /** Code of what keeps it from going on; set only while staff are needed. */
  problem: defineSearchAttributeKey('CaravanProblem', SearchAttributeType.KEYWORD),
  /** Since when staff are needed, ISO 8601 in UTC; set and taken away with the problem. */
  since: defineSearchAttributeKey('CaravanSince', SearchAttributeType.KEYWORD),
} as const;
