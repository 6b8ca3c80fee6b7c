import { behaviourOf } from './postcodes';

test('of several parcels to 99917 the first is lost and the others arrive', () => {
  expect(['o-1-d1', 'o-1-d2', 'o-1-ret1'].map((id) => behaviourOf('999 17', id))).toEqual([
    'lost',
    'deliver',
    'deliver',
  ]);
});
