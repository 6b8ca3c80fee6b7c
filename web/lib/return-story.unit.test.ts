import { returnNews } from './return-story';
import type { OrderReturn, ReturnStatus } from './types';

const ENDS_WITHOUT_MONEY: ReturnStatus[] = ['refused', 'rejected', 'expired'];
const aReturn = (status: ReturnStatus): OrderReturn => ({
  ...{
    id: 'o-ret1',
    status,
    lines: [],
    reason: 'other',
    note: null,
    requestedAt: '2026-03-02T09:00:00.000Z',
  },
  ...{
    dueBy: null,
    offerMinor: 500,
    decisionNote: null,
    acceptedLines: null,
    receivedAt: null,
    endedAt: null,
  },
});
const newsOf = (status: ReturnStatus) => returnNews(aReturn(status), 'Tizi', (minor) => `${minor / 100} EUR`);

test.each(ENDS_WITHOUT_MONEY)('a return that is %s says that nothing was given back', (status) => {
  expect(newsOf(status).text).toMatch(/no money was given back|nothing was (sent or )?given back/i);
});

test('an offer names its amount, and what silence means', () => {
  expect(newsOf('offered').title).toContain('5 EUR');
  expect(newsOf('offered').text).toContain('If you say nothing');
});
