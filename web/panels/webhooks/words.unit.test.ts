import { WEBHOOK_TYPES } from './types';
import { TYPE_GROUPS } from './words';

test('every event that can be listened for can be chosen, once', () => {
  const chosen = TYPE_GROUPS.flatMap(({ types }) => types);
  expect(chosen.toSorted()).toEqual([...WEBHOOK_TYPES].toSorted());
});
