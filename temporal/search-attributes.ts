import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/**
 * What operators can filter workflows by in Temporal UI. Nothing personal: Temporal shows and indexes them unencrypted.
 * Workflow code cannot import this file (its sandbox has no Temporal plumbing) and repeats name and type.
 */
export const SEARCH_ATTRIBUTES = {
  /** Where the order, checkout, payment, delivery or refund stands. */
  status: defineSearchAttributeKey('CaravanStatus', SearchAttributeType.KEYWORD),
  /** Id of the seller whom it concerns. */
  seller: defineSearchAttributeKey('CaravanSeller', SearchAttributeType.KEYWORD),
  /** Code of what keeps it from going on; set only while staff are needed. */
  problem: defineSearchAttributeKey('CaravanProblem', SearchAttributeType.KEYWORD),
} as const;
