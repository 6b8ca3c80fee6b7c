import { draftOf, newService, newZone, zonesOf, type ZoneDraft } from './draft';
import type { ShippingZone } from './types';

const ZONES: ShippingZone[] = [
  {
    ...{ name: 'Home', countries: ['PT', 'ES'] },
    services: [
      {
        ...{ id: 'standard', label: 'Standard', minDays: 1, maxDays: 3, perKgMinor: 60, freeFromMinor: 7500 },
        steps: [
          { upToGrams: 500, priceMinor: 390 },
          { upToGrams: 2500, priceMinor: 590 },
        ],
      },
    ],
  },
];
const errorsOf = (change: (zones: ZoneDraft[]) => void) => {
  const drafts = draftOf(ZONES);
  change(drafts);
  const made = zonesOf(drafts);
  return 'errors' in made ? Object.values(made.errors) : [];
};

test('a table that is shown and saved unchanged is the same table', () => {
  expect(zonesOf(draftOf(ZONES))).toEqual({ zones: ZONES });
});

test('a new way of sending gets an id of its own, and an old one keeps its own when it is renamed', () => {
  const drafts = draftOf(ZONES);
  const [zone] = drafts;
  const [first] = zone?.services ?? [];
  if (!zone || !first) throw new Error('there is one');
  first.label = 'By donkey';
  const added = { ...newService(), label: 'Standard', steps: [{ key: 's', upToKg: '1,5', price: '2' }] };
  zone.services.push(added);
  const made = zonesOf(drafts);
  const services = 'zones' in made ? made.zones[0]?.services : [];
  expect(services?.[0]).toMatchObject({ id: 'standard', label: 'By donkey' });
  expect(services?.[1]?.id).toMatch(/^standard-/);
  expect(services?.[1]?.steps).toEqual([{ upToGrams: 1500, priceMinor: 200 }]);
});

test('what cannot be is told at its part', () => {
  expect(errorsOf((zones) => zones.push(newZone()))).toHaveLength(2);
  expect(errorsOf(([zone]) => zone?.countries.splice(0))).toEqual(['Choose at least one country.']);
  expect(
    errorsOf((zones) => zones.push({ ...newZone(), name: 'Again', countries: ['PT'], services: [] })),
  ).toEqual(['PT is in another zone already. A country can be in one only.']);
  expect(errorsOf(([zone]) => zone?.services[0]?.steps.reverse())).toEqual([
    'Each step has to be heavier than the one before.',
  ]);
});
