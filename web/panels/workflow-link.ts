/**
 * Where another workflow of the same shop is seen in Temporal UI.
 * @param known the link to one workflow, as the API gives it
 * @param workflowId such as `delivery-<id>`
 */
export function workflowLink(known: string | undefined, workflowId: string): string | undefined {
  return known?.replace(/\/workflows\/[^/?#]+/, `/workflows/${encodeURIComponent(workflowId)}`);
}
