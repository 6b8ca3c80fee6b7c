import type { Delivery } from '@/lib/types';
import { anOrder } from './panels.builders';
import { storyOf } from './story';
import type { RefundView } from './types';
import { workflowLink } from './workflow-link';

const money = (minor: number, currency: string) => `${minor / 100} ${currency}`;

test('the story mixes order, parcel and refunds by time, newest first', () => {
  const order = anOrder();
  const delivery = {
    tracking: [
      { id: 't1', sequence: 0, status: 'in-transit', at: '2026-03-04T08:00:00.000Z', text: 'On the road.' },
    ],
  } as unknown as Delivery;
  const refund = {
    ...{
      id: 'r1',
      amountMinor: 500,
      currency: 'EUR',
      reason: 'damaged',
      createdAt: '2026-03-05T08:00:00.000Z',
    },
    requestedBy: { role: 'buyer', id: 'b' },
  } as unknown as RefundView;
  const texts = storyOf(order, [delivery], [refund], money).map((item) => item.text);
  expect(texts).toEqual(['5 EUR was asked back: it came damaged.', 'On the road.', 'Order placed.']);
});

test('the link to one workflow leads to its neighbours', () => {
  const known = 'http://ui:8233/namespaces/default/workflows/order-1-1';
  expect(workflowLink(known, 'delivery-1-1-d1')).toBe(
    'http://ui:8233/namespaces/default/workflows/delivery-1-1-d1',
  );
  expect(workflowLink(undefined, 'delivery-1')).toBeUndefined();
});

test('a delivery that the order tells of is not told twice', () => {
  const at = '2026-03-06T08:00:00.000Z';
  const [placed] = anOrder().timeline;
  const delivered = {
    at,
    status: 'delivered',
    text: 'It is there.',
    by: { role: 'carrier', id: 'c' },
  } as const;
  const order = anOrder({ timeline: [...(placed ? [placed] : []), delivered] });
  const delivery = {
    tracking: [{ id: 't1', sequence: 0, status: 'delivered', at, text: 'Delivered.' }],
  } as unknown as Delivery;
  expect(storyOf(order, [delivery], [], money).map((item) => item.text)).toEqual([
    'It is there.',
    'Order placed.',
  ]);
});
