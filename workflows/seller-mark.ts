import { workflowInfo } from '@temporalio/workflow';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';

/** Marks what a run starts with the seller whom the run itself concerns, so that both are found together. */
export function markedAsMine() {
  const seller = workflowInfo().typedSearchAttributes.get(SEARCH_ATTRIBUTES.seller);
  return seller === undefined ? [] : [{ key: SEARCH_ATTRIBUTES.seller, value: seller }];
}
