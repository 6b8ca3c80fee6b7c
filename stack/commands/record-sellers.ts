import { newId } from '../../services/platform/ids';
import type { Temporal } from '../../temporal/connection';
import { TASK_QUEUES, workflowIds } from '../../temporal/ids';
import type { NameServer } from '../../test/name-server';
import { applicantOf, fillApplication, type Applicant } from '../../test/shopper/applicant';
import type { Shop, Visitor } from '../../test/shopper/shopper';
import { eventually } from '../../test/shopper/wait';
import type { Market } from '../../test/market';
import { suspendUpdate } from '../../workflows/onboarding.messages';

/** What these stories need of the stage. */
export interface SellerStage {
  shop: Shop;
  market: Market;
  apiUrl: string;
  mailUrl: string;
  names: NameServer;
  temporal: Temporal;
}

interface Helpers<Stage> {
  staffOf(stage: Stage): Promise<Visitor>;
  save(stage: Stage, workflowId: string, name: string): Promise<void>;
}

const PASSWORD = 'a long enough password';

/** Stories of those who want to sell, of a shop that is hidden, and of shops' own domains. */
export function sellerStories<Stage extends SellerStage>({ staffOf, save }: Helpers<Stage>) {
  const staffActs = async (stage: Stage) => applicantOf(stage.shop, await staffOf(stage));

  return [
    async function sellerApproved(stage: Stage) {
      const { applicant, email } = await submitted(stage);
      const { id } = applicant;
      const staff = await staffActs(stage);
      await staff.askBack(id, 'Which of the two is you?');
      const { documents } = await applicant.mine();
      await applicant.give('documents', {
        documents: documents.map((one) => ({ id: one.id, kind: one.kind })),
      });
      await applicant.submit();
      await staff.approve(id);
      await save(stage, workflowIds.seller(id), 'seller-onboarding-approved');
      await staff.suspend(id, 'Parcels do not arrive.');
      await staff.reinstate(id, 'They arrive again.');
      await save(stage, workflowIds.seller(id), 'seller-suspension-reinstated');

      const own = applicantOf(stage.shop, await stage.shop.signIn({ email, password: PASSWORD }));
      const { record } = await own.nameDomain(id, `${id}.example`);
      await own.checkDomain(id);
      stage.names.set(record?.name ?? '', record?.value);
      await save(stage, workflowIds.shopDomain(id), 'shop-domain-proven');
      await own.nameDomain(id, `never-${id}.example`);
      await save(stage, workflowIds.shopDomain(id), 'shop-domain-failed');
      await own.nameDomain(id, `dropped-${id}.example`);
      await own.dropDomain(id);
      await save(stage, workflowIds.shopDomain(id), 'shop-domain-dropped');
    },
    /** The API looks first, so this goes around it: the shop was closed between its look and the workflow's. */
    async function nothingToSuspend(stage: Stage) {
      const sellerId = newId();
      const handle = await stage.temporal.client.workflow.start('sellerSuspension', {
        workflowId: workflowIds.seller(sellerId),
        taskQueue: TASK_QUEUES.fulfilment,
        args: [{ sellerId }],
      });
      const by = { role: 'support', id: 'staff' } as const;
      const refused = await handle
        .executeUpdate(suspendUpdate, { args: [{ reason: 'There is no such shop.', by }] })
        .then(
          () => false,
          () => true,
        );
      if (!refused) throw new Error('A shop that is not there was hidden.');
      await save(stage, workflowIds.seller(sellerId), 'seller-suspension-not-suspended');
    },
    async function sellerRefused(stage: Stage) {
      const { applicant } = await submitted(stage);
      await (await staffActs(stage)).refuse(applicant.id, 'The documents are not yours.');
      await save(stage, workflowIds.seller(applicant.id), 'seller-onboarding-refused');
    },
    async function sellerSilent(stage: Stage) {
      const { applicant } = await somebody(stage);
      await applicant.begin();
      await eventually(
        'the application to expire',
        () => applicant.mine(),
        ({ status }) => status === 'expired',
        { withinMs: 90_000 },
      );
      await save(stage, workflowIds.seller(applicant.id), 'seller-onboarding-expired');
    },
  ] as const;

  async function somebody(stage: Stage): Promise<{ applicant: Applicant; visitor: Visitor; email: string }> {
    const email = `${newId()}@people.example`;
    await stage.market.services.user.createDemoAccount({
      ...{ email, password: PASSWORD, name: 'Ada', role: 'buyer' },
    });
    const visitor = await stage.shop.signIn({ email, password: PASSWORD });
    return { email, visitor, applicant: applicantOf(stage.shop, visitor) };
  }

  async function submitted(stage: Stage) {
    const person = await somebody(stage);
    const { apiUrl, mailUrl } = stage;
    const { email, visitor, applicant } = person;
    await fillApplication(applicant, { apiUrl, mailUrl, email, token: visitor.token });
    await applicant.submit();
    return person;
  }
}
