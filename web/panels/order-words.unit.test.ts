import { silenceWords } from './order-words';

test('silence of a seller agrees to what is small, and passes on to support what is not', () => {
  const approval = { by: 'seller', withinHours: 72, silence: 'consent' } as const;
  expect(silenceWords(approval)).toContain('goes back by itself');
  expect(silenceWords({ ...approval, silence: 'support' })).toContain('support decides');
});

test('nothing goes back because support was silent', () => {
  const approval = { by: 'support', withinHours: 72, silence: 'support' } as const;
  expect(silenceWords(approval)).toBe('Support decides: nothing goes back before.');
});
