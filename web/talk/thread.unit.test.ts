import { beginsDay, merged } from './thread';
import type { Message } from './types';

const message = (sequence: number): Message => ({
  ...{ id: `c.${sequence}`, conversationId: 'c', sequence, from: 'buyer', text: `${sequence}`, pictures: [] },
  at: '2026-01-01T10:00:00.000Z',
});

test('messages that come twice and out of order are shown once and in order', () => {
  const shown = merged([message(2), message(3)], [message(4), message(3), message(1)]);
  expect(shown.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
});

test('a day is named before its first message', () => {
  expect(beginsDay({ at: '2026-01-01T10:00:00Z' }, undefined)).toBe(true);
  expect(beginsDay({ at: '2026-01-01T10:00:00Z' }, { at: '2026-01-01T09:00:00Z' })).toBe(false);
  expect(beginsDay({ at: '2026-01-03T10:00:00Z' }, { at: '2026-01-01T09:00:00Z' })).toBe(true);
});
