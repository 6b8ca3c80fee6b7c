import { hostSchema, hoursSchema, shopChangesSchema, slugSchema, vacationSchema } from './seller.schema';
import { isAway, sells } from './seller.state';

const vacation = { from: '2030-07-01T00:00:00.000Z', until: '2030-07-15T00:00:00.000Z' };
const at = (iso: string) => Date.parse(iso);

test('a shop is away from the first moment of its vacation until the last is over', () => {
  expect(isAway({ vacation }, at('2030-06-30T23:59:59.999Z'))).toBe(false);
  expect(isAway({ vacation }, at('2030-07-01T00:00:00.000Z'))).toBe(true);
  expect(isAway({ vacation }, at('2030-07-15T00:00:00.000Z'))).toBe(false);
  expect(isAway({ vacation: null }, at('2030-07-02T00:00:00.000Z'))).toBe(false);
});

test('a shop sells while it is active and not away', () => {
  const now = at('2030-07-02T00:00:00.000Z');
  expect(sells({ status: 'active' }, now)).toBe(true);
  expect(sells({ status: 'active', vacation }, now)).toBe(false);
  expect(sells({ status: 'suspended' }, now)).toBe(false);
});

test.each(['ab', 'A-Shop', 'two--dashes', '-first', 'last-', 'ünder', 'x'.repeat(41)])(
  'no shop has an address such as %s',
  (slug) => {
    expect(slugSchema.safeParse(slug).success).toBe(false);
  },
);

test.each([
  'localhost',
  '127.0.0.1',
  'a..b',
  '-a.example',
  'a_b.example',
  'shop.example/x',
  'shop.example:80',
])('no shop has a domain such as %s', (host) => {
  expect(hostSchema.safeParse(host).success).toBe(false);
});

test('hours in no time zone, a day that ends before it begins, and a vacation backwards are refused', () => {
  const day = { day: 1, from: '09:00', to: '17:00' };
  expect(hoursSchema.safeParse({ timeZone: 'Europe/Lisbon', days: [day] }).success).toBe(true);
  expect(hoursSchema.safeParse({ timeZone: 'Desert/Oasis', days: [day] }).success).toBe(false);
  expect(hoursSchema.safeParse({ timeZone: 'UTC', days: [{ ...day, to: '08:00' }] }).success).toBe(false);
  expect(vacationSchema.safeParse({ from: vacation.until, until: vacation.from }).success).toBe(false);
  // Status, commission and slug are not the seller's to change.
  for (const more of [{ status: 'active' }, { commissionPoints: 0 }, { slug: 'other' }])
    expect(shopChangesSchema.safeParse(more).success).toBe(false);
});
