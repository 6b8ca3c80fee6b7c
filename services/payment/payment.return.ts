/** The address to which the bank sends the buyer of a checkout back. */
export type ReturnUrlOf = (checkoutId: string, returnOrigin?: string | null) => string;

/**
 * Buyers come back to the page of their checkout, at the origin that they left from: their session is there only.
 * @param webPublicUrl the market's own address, for buyers who left from there and for those of whom nothing is known
 */
export function createReturnUrlOf(webPublicUrl: string): ReturnUrlOf {
  return (checkoutId, returnOrigin) => `${returnOrigin ?? webPublicUrl}/checkout/${checkoutId}`;
}
