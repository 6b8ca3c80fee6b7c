import { newId } from '../../services/platform/ids';
import { applicantOf, fillApplication, profileOf, type Applicant } from '../shopper/applicant';
import { isRefused, press, seen } from './pressing';
import type { Stage, Story } from './stage';

const PASSWORD = 'a long enough password';

/** Stories of those who want to sell, and of shops that are hidden. */
export const sellerStories: readonly Story[] = [
  {
    name: 'somebody applies, is asked back and approved',
    async tell(stage) {
      const applicant = await applied(stage);
      const staff = await staffOf(stage);
      await press('ask back', () => staff.askBack(applicant.id, 'Which of the two addresses is yours?'));
      await press('describe again', () => applicant.give('profile', profileOf(applicant.id)));
      await press('submit again', () => applicant.submit());
      const answer = await press('approve', () => staff.approve(applicant.id));
      if (!isRefused(answer))
        stage.log.acknowledged(
          `application ${applicant.id} was approved`,
          async ({ seller }) => (await seller.get(applicant.id))?.status === 'active',
        );
    },
  },
  {
    name: 'somebody applies and is refused',
    async tell(stage) {
      const applicant = await applied(stage);
      const staff = await staffOf(stage);
      await press('refuse', () => staff.refuse(applicant.id, 'The documents are not yours.'));
    },
  },
  {
    name: 'an application that nobody goes on with',
    slow: true,
    async tell(stage) {
      const { applicant } = await somebody(stage);
      await press('begin', () => applicant.begin());
      await seen(
        'the application to expire',
        () => applicant.mine(),
        ({ status }) => status === 'expired',
        ({ status }) => status,
      );
    },
  },
  {
    name: 'a shop that is hidden and shown again, and names a domain that nobody proves',
    slow: true,
    async tell(stage) {
      const { sellerId = '', productId = '' } = stage.stalls[0] ?? {};
      stage.about(sellerId);
      const staff = await staffOf(stage);
      await press('hide', () => staff.suspend(sellerId, 'Parcels do not arrive.'));
      await press('show', () => staff.reinstate(sellerId, 'They arrive again.'));
      const own = applicantOf(stage.world.shop, await stage.seller(sellerId));
      await press('name a domain', () => own.nameDomain(sellerId, `${sellerId}.example`));
      await seen(
        'the domain to be given up',
        () => own.shop(sellerId),
        ({ domain }) => domain?.status === 'failed',
        ({ domain }) => domain?.status ?? 'none',
      );
      await press('drop the domain', () => own.dropDomain(sellerId));
      // The next story in this lane buys here.
      await seen(
        'the goods to be back',
        () => stage.world.shop.http({ method: 'GET', path: `/products/${productId}` }),
        ({ status }) => status === 200,
      );
    },
  },
];

async function somebody(stage: Stage) {
  const email = `${newId()}@people.example`;
  const { user } = stage.world.market.services;
  await seen(
    'an account to be there',
    () => user.createDemoAccount({ email, password: PASSWORD, name: 'Ada', role: 'buyer' }),
    () => true,
  );
  const visitor = await seen(
    'somebody to be signed in',
    () => stage.world.shop.signIn({ email, password: PASSWORD }),
    () => true,
  );
  const applicant = applicantOf(stage.world.shop, visitor);
  stage.about(applicant.id);
  return { email, visitor, applicant };
}

/** An application that is complete and with staff. */
async function applied(stage: Stage): Promise<Applicant> {
  const { email, visitor, applicant } = await somebody(stage);
  const { apiUrl, config } = stage.world;
  await fillApplication(
    applicant,
    { apiUrl, token: visitor.token, mailUrl: config.MAIL_UI_URL, email },
    async (what, act) => void (await press(what, act)),
  );
  await press('submit', () => applicant.submit());
  return applicant;
}

async function staffOf(stage: Stage): Promise<Applicant> {
  return applicantOf(stage.world.shop, await stage.staff());
}
