const ORDER_ID = /\b(?:[Tt]he )?[Oo]rder [0-9a-z]{26}-\d{1,2}\b/g;

/** A sentence of the records where it is plain which order is meant: `This order was sold.` */
export function withoutOrderId(text: string): string {
  return text.replaceAll(ORDER_ID, (named) => (/^[A-Z]/.test(named) ? 'This order' : 'this order'));
}
