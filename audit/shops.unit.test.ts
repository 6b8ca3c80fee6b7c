import type { Records } from './records';
import { auditShops } from './shops';

/** A market in which all is well: an application under way, one approved, a hidden shop and two domains. */
function market() {
  const domain = (host: string, status: string) => ({ host, status });
  return {
    applications: [
      { _id: 'ada', status: 'questions', version: 7 },
      { _id: 'ben', status: 'approved', version: 9 },
      { _id: 'new', status: 'open', version: 1 },
    ],
    shops: [
      { _id: 'ben', status: 'active', domain: domain('ben.example', 'proven') },
      { _id: 'cid', status: 'suspended', domain: domain('cid.example', 'waiting') },
    ],
    hosts: [{ _id: 'ben.example', sellerId: 'ben' }],
  };
}
const WATCHED = new Set(['seller-ada', 'seller-cid', 'shop-domain-cid']);
const found = (broken: object, openWorkflows: ReadonlySet<string> = WATCHED) =>
  auditShops({ shopping: { ...market(), ...broken }, openWorkflows } as unknown as Records).map(
    ({ invariant, id }) => `${id}: ${invariant}`,
  );

test('a market in which all is well has no findings', () => {
  expect(found({})).toEqual([]);
});

test('whatever waits without a workflow is found', () => {
  expect(found({}, new Set())).toEqual([
    'ada: an application that somebody works on has an open workflow',
    'cid: a shop that is hidden has an open workflow that can show it again',
    'cid: a domain that is looked for has an open workflow',
  ]);
});

test('an approved application without a shop, and a proven domain that leads nowhere, are found', () => {
  expect(found({ shops: [] })).toEqual(['ben: an approved application has its shop']);
  expect(found({ hosts: [] })).toEqual(['ben: a domain that was proven leads to a shop that names it']);
});
