import { permits, requestOf, wordsOf } from './acts';
import { anOrder } from './panels.builders';

const format = {
  money: (minor: number, currency: string) => `${minor / 100} ${currency}`,
  date: (at: string) => at,
};

test('an act is offered only when the shop permits it', () => {
  const order = anOrder({ actions: ['accept', 'cancel'] });
  expect(permits(order, 'accept')).toBe(true);
  expect(permits(order, 'ship')).toBe(false);
  expect(permits(order, 'retry')).toBe(false);
});

test('both ways to help a stuck order need the one permission to resolve', () => {
  const order = anOrder({ actions: ['resolve'] });
  expect(permits(order, 'retry') && permits(order, 'skip')).toBe(true);
});

test('shipping says beforehand what the buyer is charged', () => {
  expect(wordsOf('ship', anOrder(), 'seller', format).plan.join(' ')).toContain('charged 13.9 EUR now');
});

test('the second parcel charges nothing more, and what is cancelled then is only the rest', () => {
  const order = anOrder({ status: 'partly-shipped', capturedMinor: 1390 });
  expect(wordsOf('ship', order, 'seller', format).plan.join(' ')).toContain('nothing more is charged');
  expect(wordsOf('cancel', order, 'seller', format).confirm).toBe('Cancel the rest');
});

test('an order that was charged before anything left is cancelled whole, and its money goes back', () => {
  const order = anOrder({ status: 'accepted', capturedMinor: 1390 });
  const words = wordsOf('cancel', order, 'staff', format);
  expect(words.confirm).toBe('Cancel the order');
  expect(words.plan[0]).toContain('goes back to their card');
  expect(words.done).not.toContain('Nothing was charged');
});

test('what the seller declined is not charged', () => {
  const order = anOrder({ status: 'accepted', declinedMinor: 390 });
  expect(wordsOf('ship', order, 'seller', format).plan.join(' ')).toContain('charged 10 EUR now');
});

test('staff are reminded that they accept for the seller', () => {
  const words = wordsOf('accept', anOrder(), 'staff', format);
  expect(words.label).toBe('Accept for the seller');
  expect(words.plan[0]).toContain('Tizi Loom House will send it');
});

test('a cancellation carries its reason, and a note only when there is one', () => {
  expect(requestOf('cancel', { reason: 'out-of-stock', note: '  ' }).body).toEqual({
    reason: 'out-of-stock',
  });
  expect(requestOf('cancel', { reason: 'other', note: ' sorry ' })).toEqual({
    path: '/cancellations',
    body: { reason: 'other', note: 'sorry' },
  });
});

test('a resolution says which way, and why', () => {
  expect(requestOf('skip', { note: 'booked by telephone' })).toEqual({
    path: '/resolutions',
    body: { action: 'skip', note: 'booked by telephone' },
  });
});
