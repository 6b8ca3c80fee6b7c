import type { CaseService } from '../case/case.service';
import { openRefundCase } from './refund.cases';
import type { Refund } from './refund.schema';

/** What is open after a try was found to have come back; `meanwhile` is how the refund stands when the case is open. */
async function casesAfter(meanwhile: Partial<Refund>) {
  const stuck = { id: 'r1', orderId: 'o1', status: 'needs-attention', attempt: 2, settledBy: null } as Refund;
  const open = new Set<string>();
  const cases: Pick<CaseService, 'open' | 'clear'> = {
    open: ({ subject }) => Promise.resolve(void open.add(subject.id)) as never,
    clear: (_kind, subject) => Promise.resolve(void open.delete(subject.id)) as never,
  };
  const refunds = { get: () => Promise.resolve({ ...stuck, ...meanwhile }) };
  const isOwed = await openRefundCase({ cases, refunds }, stuck, { attempt: 2, problem: 'sent back.' });
  return { isOwed, open: [...open] };
}

test('money that came back is owed, and staff have a case', async () => {
  expect(await casesAfter({})).toEqual({ isOwed: true, open: ['r1'] });
});

test.each<[string, Partial<Refund>]>([
  ['paid another way', { status: 'refunded', settledBy: { role: 'support', id: 'staff-1' } }],
  ['had tried again', { status: 'refunding', attempt: 3 }],
  ['had tried again, and it came back again', { attempt: 3 }],
])('what staff have %s in the same moment leaves no case about the try before', async (_what, meanwhile) => {
  expect(await casesAfter(meanwhile)).toEqual({ isOwed: false, open: [] });
});
