import type { ApplicationRecord } from '../services/onboarding/onboarding.model';
import { applicationIsOver } from '../services/onboarding/onboarding.state';
import type { Databases } from '../services/platform/mongo';
import type { ClaimDocument, SellerDocument } from '../services/seller/seller.model';
import { workflowIds } from '../temporal/ids';
import { breaches, type Breach } from './findings';
import type { Records } from './records';

/** Shops and those that are to be, without what is private. */
export interface ShopRecords {
  applications: Pick<ApplicationRecord, '_id' | 'status' | 'version'>[];
  shops: Pick<SellerDocument, '_id' | 'status' | 'domain'>[];
  hosts: ClaimDocument[];
}

/** Reads them; nothing but what is compared. */
export async function readShops(databases: Databases): Promise<ShopRecords> {
  const seller = databases.of('seller');
  const [applications, shops, hosts] = await Promise.all([
    databases
      .of('onboarding')
      .collection<ShopRecords['applications'][number]>('applications')
      .find({}, { projection: { status: 1, version: 1 } })
      .toArray(),
    seller
      .collection<ShopRecords['shops'][number]>('sellers')
      .find({}, { projection: { status: 1, domain: 1 } })
      .toArray(),
    seller.collection<ClaimDocument>('hosts').find().toArray(),
  ]);
  return { applications, shops, hosts };
}

/** Shops, those that are to be, and their domains: what waits has somebody who waits for it. */
export function auditShops({ shopping, openWorkflows }: Records): Breach[] {
  const { applications, shops, hosts } = shopping;
  const idOf = ({ _id }: { _id: string }) => _id;
  const known = new Set(shops.map(idOf));
  const claimed = new Map(hosts.map(({ _id, sellerId }) => [_id, sellerId]));
  const isWatched = ({ _id }: { _id: string }) => openWorkflows.has(workflowIds.seller(_id));
  const withDomain = (status: string) => shops.filter(({ domain }) => domain?.status === status);
  return [
    ...breaches(
      'an application that somebody works on has an open workflow',
      // The first version is written before its workflow begins; whoever presses again begins it.
      applications.filter(({ status, version }) => !applicationIsOver(status) && version > 1),
      idOf,
      isWatched,
    ),
    ...breaches(
      'an approved application has its shop',
      applications.filter(({ status }) => status === 'approved'),
      idOf,
      ({ _id }) => known.has(_id),
    ),
    ...breaches(
      'a shop that is hidden has an open workflow that can show it again',
      shops.filter(({ status }) => status === 'suspended'),
      idOf,
      isWatched,
    ),
    ...breaches('a domain that is looked for has an open workflow', withDomain('waiting'), idOf, ({ _id }) =>
      openWorkflows.has(workflowIds.shopDomain(_id)),
    ),
    ...breaches(
      'a domain that was proven leads to a shop that names it',
      withDomain('proven'),
      idOf,
      ({ domain }) => {
        const holder = shops.find(({ _id }) => _id === claimed.get(domain?.host ?? ''));
        return holder?.domain?.host === domain?.host;
      },
    ),
  ];
}
